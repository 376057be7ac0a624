"""Raw data, through both faces."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from support.runs import answer, everything
from support.scripted import Reply, Script, Seen, scripted

from ionworks import NotFoundError, ServerError, TransferError, UnexpectedResponseError

EXPORT = b"Ecell/V\tI/mA\n4.18\t-5000\n" * 1000


def record(**fields: Any) -> dict[str, Any]:
    return {"id": "raw-1", "name": "Export", "filename": "export.mpr", "project_id": "p", **fields}


def service(script: Script, content: bytes = EXPORT, **fields: Any) -> Any:
    """Answer as a service whose storage is the same server; keep what is uploaded."""

    def reply(seen: Seen) -> Reply:
        path = seen.path.partition("?")[0]
        if path == "/raw_data/initiate-upload":
            filename = json.loads(seen.body)["filename"]
            target = {"filename": filename, "signed_url": f"{script.url}/storage/raw-1?signature=s"}
            return answer(
                {"raw_data_id": "raw-1", "uploads": [{**target, "token": "", "path": ""}]}
            )
        if path == "/raw_data/raw-1/confirm-upload":
            return answer(record(**json.loads(seen.body)), 201)
        if path == "/raw_data/raw-1/download-url":
            return answer({"url": f"{script.url}/storage/raw-1?signature=s"})
        if path == "/storage/raw-1":
            return Reply(200, content if seen.method == "GET" else b"", {})
        return answer(record(**fields))

    return reply


@pytest.fixture
def scripted_service(request: pytest.FixtureRequest) -> Any:
    with scripted() as script:
        script.answer = service(script, **getattr(request, "param", {}))
        yield script


# --- uploading ------------------------------------------------------------------------


def test_a_file_goes_up_in_three_steps(
    do: Any, scripted_service: Script, tmp_path: Path, connection: dict[str, Any]
) -> None:
    path = tmp_path / "export 7.csv"
    path.write_bytes(EXPORT)
    told: list[tuple[int, int]] = []
    made = do(
        lambda client: client.raw_data.upload(
            path,
            source="Biologic VMP3, channel 7",
            metadata={"firmware": "11.43"},
            progress=lambda done, total: told.append((done, total)),
        ),
        api_url=scripted_service.url,
    )
    begin, put, confirm = scripted_service.seen
    described = {
        "name": "export 7.csv",
        "filename": "export 7.csv",
        "content_type": "text/csv",
        "metadata": {"firmware": "11.43"},
        "project_id": connection["project_id"],
        "source": "Biologic VMP3, channel 7",
    }
    assert json.loads(begin.body) == described
    assert (put.method, put.body, put.headers["content-type"]) == ("PUT", EXPORT, "text/csv")
    assert json.loads(confirm.body) == {**described, "size_bytes": len(EXPORT)}
    assert (made.name, made.size_bytes) == ("export 7.csv", len(EXPORT))
    assert told[-1] == (len(EXPORT), len(EXPORT))


def test_content_is_uploaded_under_a_name(do: Any, scripted_service: Script) -> None:
    do(
        lambda client: client.raw_data.upload(b"", name="channel/7.unknown", project_id="other"),
        api_url=scripted_service.url,
    )
    begin, put, confirm = scripted_service.seen
    assert json.loads(begin.body) == {
        "name": "channel/7.unknown",
        "filename": "channel/7.unknown",
        "content_type": "application/octet-stream",
        "metadata": {},
        "project_id": "other",
    }
    assert put.body == b""
    assert json.loads(confirm.body)["size_bytes"] == 0


def test_what_cannot_be_uploaded_costs_no_request(do: Any, tmp_path: Path) -> None:
    with scripted() as script:
        for wrong, error, text in [
            (tmp_path / "absent.mpr", FileNotFoundError, r"absent\.mpr; nothing was sent"),
            (tmp_path, FileNotFoundError, "no such file"),
            (b"content", ValueError, "pass `name`"),
        ]:
            with pytest.raises(error, match=text):
                do(lambda client, wrong=wrong: client.raw_data.upload(wrong), api_url=script.url)
    assert script.seen == []


def test_a_refused_transfer_confirms_nothing(do: Any, scripted_service: Script) -> None:
    usual = scripted_service.answer
    assert usual is not None
    scripted_service.answer = lambda seen: (
        Reply(403) if seen.path.startswith("/storage") else usual(seen)
    )
    with pytest.raises(TransferError):
        do(lambda client: client.raw_data.upload(b"1", name="a"), api_url=scripted_service.url)
    assert not any("confirm" in seen.path for seen in scripted_service.seen)


def test_a_service_that_offers_no_place_is_reported(do: Any) -> None:
    with scripted(answer({"raw_data_id": "raw-1", "uploads": []})) as script:
        with pytest.raises(UnexpectedResponseError, match=r"no place for 'a\.txt'"):
            do(lambda client: client.raw_data.upload(b"1", name="a.txt"), api_url=script.url)


# --- downloading ----------------------------------------------------------------------


def test_a_file_comes_back_as_it_was(do: Any, scripted_service: Script, tmp_path: Path) -> None:
    target = tmp_path / "mine.mpr"
    target.write_bytes(b"old")
    told: list[tuple[int, int]] = []
    saved = do(
        lambda client: client.raw_data.download(
            "raw-1", target, progress=lambda done, total: told.append((done, total))
        ),
        api_url=scripted_service.url,
    )
    assert saved == target
    assert target.read_bytes() == EXPORT
    assert told[-1] == (len(EXPORT), len(EXPORT))
    assert list(tmp_path.iterdir()) == [target]
    # A usual file, not one for its owner only as temporary files are.
    (tmp_path / "usual").touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def test_a_folder_gets_the_name_of_the_upload(
    do: Any, scripted_service: Script, tmp_path: Path
) -> None:
    saved = do(
        lambda client: client.raw_data.download("raw-1", str(tmp_path)),
        api_url=scripted_service.url,
    )
    assert saved == tmp_path / "export.mpr"
    assert saved.read_bytes() == EXPORT


@pytest.mark.parametrize(
    "filename", ["../../out", "/etc/out", "..", ".", "a\\b", "C:out", "nul", "a\0b", "a/"]
)
def test_a_name_never_leads_out_of_the_folder(do: Any, tmp_path: Path, filename: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with scripted() as script:
        script.answer = service(script, filename=filename)
        with pytest.raises(ValueError, match="file name"):
            do(lambda client: client.raw_data.download("raw-1", folder), api_url=script.url)
    assert list(tmp_path.rglob("*")) == [folder]


def test_a_broken_download_leaves_what_was_there(do: Any, tmp_path: Path) -> None:
    target = tmp_path / "mine.mpr"
    target.write_bytes(b"old")
    with scripted(Reply(404, b"gone")) as storage:
        with scripted(answer({"url": f"{storage.url}/raw-1?signature=s"})) as script:
            with pytest.raises(TransferError):
                do(lambda client: client.raw_data.download("raw-1", target), api_url=script.url)
    with scripted(Reply(501)) as script:
        with pytest.raises(ServerError):
            do(lambda client: client.raw_data.download("raw-1", target), api_url=script.url)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


# --- records and links ----------------------------------------------------------------


def test_links_are_made_and_taken_back(do: Any) -> None:
    with scripted(Reply(204, b"")) as script:
        do(lambda client: client.raw_data.attach("r1", measurement_id="m"), api_url=script.url)
        do(
            lambda client: client.raw_data.attach(("r1", "r2"), measurement_id="m"),
            api_url=script.url,
        )
        do(lambda client: client.raw_data.detach("r1", measurement_id="m"), api_url=script.url)
    assert [(seen.method, seen.path) for seen in script.seen] == [
        ("POST", "/cell_measurements/m/raw_data"),
        ("POST", "/cell_measurements/m/raw_data"),
        ("DELETE", "/cell_measurements/m/raw_data/r1"),
    ]
    assert [json.loads(seen.body) for seen in script.seen[:2]] == [
        {"raw_data_ids": ["r1"]},
        {"raw_data_ids": ["r1", "r2"]},
    ]


def test_links_of_every_page_are_listed(do: Any) -> None:
    ids = [{"items": ["m1", "m2"], "total": 3}, {"items": ["m3"], "total": 3}]
    with scripted(*map(answer, ids)) as script:
        assert do(lambda client: client.raw_data.measurements("r"), api_url=script.url) == [
            "m1",
            "m2",
            "m3",
        ]
    files = [
        {"items": [record(id="r1")], "total": 2, "count": 1},
        {"items": [record(id="r2")], "total": 2, "count": 1},
    ]
    with scripted(*map(answer, files)) as script:
        found = do(lambda client: client.raw_data.of_measurement("m"), api_url=script.url)
    assert [one.id for one in found] == ["r1", "r2"]
    with scripted(*map(answer, files)) as script:
        walked = do(lambda client: everything(client.raw_data.iter()), api_url=script.url)
    assert walked == found


# --- on the embedded platform -----------------------------------------------------------

SERIES = {
    "Time [s]": [0.0, 60.0, 120.0, 180.0],
    "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
    "Current [A]": [5.0, 5.0, 5.0, 0.0],
    "Step count": [0, 0, 0, 1],
}


@pytest.fixture
def raw(do: Any) -> Any:
    return do(
        lambda client: client.raw_data.upload(
            EXPORT, name="channel-7.mpt", source="Cycler 2", metadata={"firmware": "11.43"}
        )
    )


@pytest.fixture
def measurement(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))
    detail = {"measurement": {"name": "Pulse"}, "time_series": SERIES}
    return do(lambda client: client.cell_measurement.create(cell.id, detail))


def test_a_file_is_kept(do: Any, raw: Any, connection: dict[str, Any], tmp_path: Path) -> None:
    assert (raw.name, raw.filename, raw.source) == ("channel-7.mpt", "channel-7.mpt", "Cycler 2")
    assert (raw.metadata, raw.size_bytes) == ({"firmware": "11.43"}, len(EXPORT))
    assert raw.project_id == connection["project_id"]
    assert do(lambda client: client.raw_data.get(raw.id)) == raw
    saved = do(lambda client: client.raw_data.download(raw.id, tmp_path))
    assert (saved.name, saved.read_bytes()) == ("channel-7.mpt", EXPORT)


def test_files_are_listed_by_project(do: Any, raw: Any) -> None:
    other = do(lambda client: client.raw_data.upload(b"", name="empty"))
    page = do(lambda client: client.raw_data.list(limit=1))
    assert (page.count, page.total) == (1, 2)
    assert page.items + do(lambda client: client.raw_data.list(limit=1, offset=1)).items == do(
        lambda client: everything(client.raw_data.iter())
    )
    assert other.size_bytes == 0
    elsewhere = do(lambda client: client.project.create({"name": f"beside {raw.id}"}))
    assert do(lambda client: client.raw_data.list(project_id=elsewhere.id)).total == 0


def test_what_is_known_of_a_file_is_changed(do: Any, raw: Any) -> None:
    change = {"name": "Channel 7", "source": "", "metadata": {"operator": "AB"}}
    changed = do(lambda client: client.raw_data.update(raw.id, change))
    assert (changed.name, changed.filename) == ("Channel 7", "channel-7.mpt")
    assert not changed.source
    assert changed.metadata == {"operator": "AB"}


def test_a_measurement_names_its_files(do: Any, raw: Any, measurement: Any) -> None:
    other = do(lambda client: client.raw_data.upload(b"1", name="b"))
    for _ in range(2):  # saying it again changes nothing
        do(lambda client: client.raw_data.attach([raw.id, other.id], measurement_id=measurement.id))
    found = do(lambda client: client.raw_data.of_measurement(measurement.id))
    assert {one.id for one in found} == {raw.id, other.id}
    assert do(lambda client: client.raw_data.measurements(raw.id)) == [measurement.id]
    do(lambda client: client.raw_data.detach(raw.id, measurement_id=measurement.id))
    assert do(lambda client: client.raw_data.measurements(raw.id)) == []
    do(lambda client: client.raw_data.delete(other.id))
    assert do(lambda client: client.raw_data.of_measurement(measurement.id)) == []
    with pytest.raises(NotFoundError):
        do(lambda client: client.raw_data.get(other.id))
    with pytest.raises(NotFoundError):
        do(lambda client: client.raw_data.attach("absent", measurement_id=measurement.id))
