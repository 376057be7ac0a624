"""What a start finds: a database that is gone, empty, older or damaged, and leftovers of a crash.

Nothing that was ever confirmed is removed, whatever the database says.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from crashes.samples import ROWS, detail, series
from crashes.tools import connected, new_cell
from safety.filled import OBJECTS, contents, fill, objects, patched, set_aside, statement
from safety.uploads import begun, put

from ionworks import Ionworks, cli
from ionworks.errors import ConfigurationError
from ionworks.local.checking import check
from ionworks.local.server import Platform


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "data", folder / "note.txt")
    return folder / "data"


@pytest.fixture
def data(_filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_filled, tmp_path / "data")


def fresh_database(data: Path) -> None:
    with Platform(data.parent / "fresh"):
        pass
    shutil.copy(data.parent / "fresh" / "platform.db", data / "platform.db")


GONE: dict[str, Callable[[Path], object]] = {
    "gone": lambda data: (data / "platform.db").unlink(),
    "empty": lambda data: (data / "platform.db").write_bytes(b""),
    "fresh": fresh_database,
    "without tables": lambda data: (
        (data / "platform.db").unlink(),
        statement(data, "PRAGMA journal_mode = WAL"),
    ),
}


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("kind", GONE)
def test_objects_without_a_database_stop_the_start(data: Path, kind: str, marked: bool) -> None:
    GONE[kind](data)
    if not marked:
        (data / "ionworks-platform.json").unlink()
    before = contents(data / "objects")
    database = contents(data).get("platform.db")
    for _ in range(2):
        with pytest.raises(ConfigurationError) as refused:
            Platform(data)
        for way_out in ("put the right", "restore a backup", "move the objects"):
            assert way_out in str(refused.value).lower()
    assert contents(data / "objects") == before
    assert contents(data).get("platform.db") == database


def test_the_ways_out_lead_out(data: Path) -> None:
    kept = data.rename(data.with_name("kept"))
    shutil.copytree(kept, data)
    (data / "platform.db").unlink()
    with pytest.raises(ConfigurationError, match="holds objects"):
        Platform(data)
    shutil.copy(kept / "platform.db", data / "platform.db")
    with Platform(data):
        pass
    assert check(data).findings == ()
    (data / "platform.db").unlink()
    (data / "objects").rename(data.with_name("objects"))
    with Platform(data) as platform, connected(platform) as client:
        assert client.cell_spec.list().count == 0


def test_a_database_without_objects_starts(data: Path) -> None:
    """The records are worth keeping; a check says what is missing."""
    shutil.rmtree(data / "objects")
    with Platform(data) as platform, connected(platform) as client:
        assert client.raw_data.list().count == 1
    findings = check(data).findings
    assert len(findings) == OBJECTS
    assert all(finding.startswith("missing: ") for finding in findings)


def test_a_database_that_is_older_loses_nothing(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = (data / "platform.db").read_bytes()
    with Platform(data) as platform, connected(platform) as client:
        made = client.cell_measurement.create(new_cell(client), detail("new", series(9)))
    before = objects(data)
    (data / "platform.db").write_bytes(old)
    with caplog.at_level(logging.WARNING), Platform(data):
        pass
    moved = set_aside(data)
    assert {key.split("/")[1] for key in moved} == {made.id}
    assert len(moved) == 3
    assert objects(data) | moved == before
    (warning,) = [each.getMessage() for each in caplog.records if "no record" in each.getMessage()]
    (place,) = (data / "lost+found").iterdir()
    assert warning.startswith("3 objects")
    assert str(place) in warning
    report = check(data)
    assert (report.findings, report.lost) == ((), 3)


def test_a_copy_without_the_log_loses_nothing(tmp_path: Path) -> None:
    """Neither at the moment that the last checkpoint was made, nor when there was none."""
    running = tmp_path / "running"
    with Platform(running) as platform, connected(platform) as client:
        no_checkpoint = (running / "platform.db").read_bytes()
        cell = new_cell(client)
        client.cell_measurement.create(cell, detail("first", series(1)))
        shutil.copytree(running, tmp_path / "one")
        with sqlite3.connect(running / "platform.db") as database:
            assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        database.close()
        client.cell_measurement.create(cell, detail("second", series(2)))
        shutil.copytree(running, tmp_path / "two")
    for name, stored in (("one", 3), ("two", 6)):
        copy = tmp_path / name
        for log in copy.glob("platform.db-*"):
            log.unlink()
        before = objects(copy)
        assert len(before) == stored
        if name == "one":
            (copy / "platform.db").write_bytes(no_checkpoint)
            with pytest.raises(ConfigurationError, match="Put the right"):
                Platform(copy)
        else:
            with Platform(copy):
                pass
        assert objects(copy) | set_aside(copy) == before


def test_uploads_confirmed_since_the_copy_of_the_database_are_not_taken_for_unconfirmed(
    tmp_path: Path,
) -> None:
    """The database was copied between the upload and its confirmation, then put back."""
    running, note = tmp_path / "running", tmp_path / "note.txt"
    note.write_text("a note")
    with Platform(running) as platform, connected(platform) as client:
        new_cell(client)
        http = client.api.get_httpx_client()
        sent = {}
        for name in ("confirmed", "not confirmed"):
            upload = http.post("/raw_data/initiate-upload", json={"filename": name}).json()
            sent[name] = upload
            _send(upload["uploads"][0]["signed_url"], b"a note")
        _copy_database(running, tmp_path / "old.db")
        answer = http.post(
            f"/raw_data/{sent['confirmed']['raw_data_id']}/confirm-upload",
            json={"filename": "confirmed", "size_bytes": 6},
        )
        assert answer.status_code == 201, answer.text
    assert len(objects(running)) == 2
    shutil.copy(tmp_path / "old.db", running / "platform.db")
    with Platform(running):
        pass
    assert objects(running) == {}
    assert set_aside(running) == {f"raw_data/{sent['confirmed']['raw_data_id']}/data": b"a note"}


def _send(link: str, content: bytes) -> None:
    httpx.put(link, content=content).raise_for_status()


def _copy_database(data: Path, target: Path) -> None:
    source, copy = sqlite3.connect(data / "platform.db"), sqlite3.connect(target)
    source.backup(copy)
    source.close()
    copy.close()


def test_what_the_database_shows_to_be_deleted_is_removed(data: Path) -> None:
    """The process ended between the deletion of the record and that of its objects."""
    before = objects(data)
    with Platform(data) as platform, connected(platform) as client:
        spec = client.cell_spec.list()[0]
        client.cell_spec.delete(spec.id)
        client.raw_data.delete(client.raw_data.list()[0].id)
        client.bin.empty()
        for key, content in before.items():
            path = data / "objects" / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert check(data).findings == ()
    with Platform(data):
        pass
    assert objects(data) == {}
    assert not (data / "lost+found").exists()


def test_a_note_of_a_removal_does_not_remove_what_a_record_names(data: Path) -> None:
    before = objects(data)
    for key in before:
        prefix = "/".join(key.split("/")[:2])
        statement(data, f"INSERT OR IGNORE INTO removals VALUES ('{key}')")
        statement(data, f"INSERT OR IGNORE INTO removals VALUES ('{prefix}')")
    with Platform(data):
        pass
    assert objects(data) == before


def test_an_old_version_that_was_to_be_removed_is_removed(data: Path) -> None:
    """The process ended between the replacing of a series and the removal of the old one."""
    with Platform(data) as platform, connected(platform) as client:
        project = client.cell_spec.list()[0].project_id
        (found,) = client.cell_measurement.list_by_project(project, name_exact="series 0")
        measured = found.id
        old = {key: content for key, content in objects(data).items() if measured in key}
        client.cell_measurement.extend(measured, series(0, start=ROWS))
        _removed(data, old)
    for key, content in old.items():
        path = data / "objects" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert check(data).findings == ()
    with Platform(data):
        pass
    _removed(data, old)
    assert not (data / "lost+found").exists()


def _removed(data: Path, keys: Iterable[str]) -> None:
    deadline = time.monotonic() + 30
    while any((data / "objects" / key).exists() for key in keys):
        assert time.monotonic() < deadline


def test_nothing_is_known_any_more_of_an_upload_that_was_not_confirmed(tmp_path: Path) -> None:
    with Platform(tmp_path) as platform:
        put(begun(platform), b"a series").raise_for_status()
        assert _digests(tmp_path) == 1
    with Platform(tmp_path):
        pass
    assert objects(tmp_path) == {}
    assert _digests(tmp_path) == 0


def _digests(data: Path) -> int:
    with closing(sqlite3.connect(data / "platform.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM objects").fetchone()
    return int(count)


def test_a_file_that_the_confirmation_does_not_name_is_removed(tmp_path: Path) -> None:
    with Platform(tmp_path) as platform, connected(platform) as client:
        cell, http = new_cell(client), client.api.get_httpx_client()
        facts = {"measurement": {"name": "files"}, "measurement_type": "file"}
        upload = http.post(
            f"/cell_instances/{cell}/cell_measurements/initiate-upload",
            json={**facts, "filenames": ["a.txt", "b.txt"]},
        ).json()
        for target in upload["uploads"]:
            _send(target["signed_url"], b"a note")
        answer = http.post(
            f"/cell_measurements/{upload['measurement_id']}/confirm-upload",
            json={**facts, "cell_instance_id": cell, "filenames": ["b.txt"]},
        )
        assert answer.status_code == 201, answer.text
        assert list(objects(tmp_path)) == [upload["uploads"][1]["path"]]
        assert _digests(tmp_path) == 1


def test_a_link_in_the_place_of_an_object_is_not_sent(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"not ours")
    with Platform(data) as platform, connected(platform) as client:
        raw = client.raw_data.list()[0]
        answer = client.api.get_httpx_client().get(f"/raw_data/{raw.id}/download-url")
        path = data / "objects" / "raw_data" / raw.id / "data"
        path.unlink()
        path.symlink_to(tmp_path / "other")
        assert httpx.get(answer.json()["url"]).status_code == 404


def test_objects_that_cannot_be_moved_stay(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = f"raw_data/{uuid4()}/data"
    path = data / "objects" / key
    path.parent.mkdir()
    path.write_bytes(b"x")
    (data / "lost+found").write_bytes(b"a file of somebody else")
    with caplog.at_level(logging.WARNING), Platform(data):
        pass
    assert objects(data)[key] == b"x"
    assert "stay where they are" in caplog.text


def test_two_starts_in_one_second_keep_what_each_sets_aside(data: Path) -> None:
    key = f"raw_data/{uuid4()}/data"
    for content in (b"first", b"second"):
        path = data / "objects" / key
        path.parent.mkdir()
        path.write_bytes(content)
        Platform(data, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)).close()
    places = sorted((data / "lost+found").iterdir())
    assert [place.name for place in places] == ["20260101T000000Z", "20260101T000000Z-2"]
    assert [(place / "objects" / key).read_bytes() for place in places] == [b"first", b"second"]


def test_a_start_that_ends_while_it_sets_aside_is_done_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = objects(data)
    statement(data, "DELETE FROM cell_measurements")

    class Ended(BaseException):
        pass

    rename, left = Path.rename, 0

    def rename_some(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise Ended
        return rename(path, target)

    for some in (0, 2, 3, 100):
        left = some
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", rename_some)
            if some < 100:
                with pytest.raises(Ended):
                    Platform(data)
            else:
                Platform(data).close()
    assert objects(data) | set_aside(data) == before
    assert [key.partition("/")[0] for key in objects(data)] == ["raw_data"]


def _blank(start: int, end: int | None = None) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        stop = len(content) if end is None else end
        content[start:stop] = b"\x5a" * (stop - start)

    return change


def _cut(size: int) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        del content[size:]

    return change


DAMAGE: dict[str, Callable[[Path], object]] = {
    "damaged pages": lambda path: patched(path, _blank(4096)),
    "damaged first page": lambda path: patched(path, _blank(100, 4096)),
    "damaged header": lambda path: patched(path, _blank(0, 100)),
    "cut to a page": lambda path: patched(path, _cut(4096)),
    "cut within a page": lambda path: patched(path, _cut(5000)),
    "cut in the middle": lambda path: patched(
        path, lambda content: _cut(len(content) // 2)(content)
    ),
    "a text": lambda path: path.write_text("these are my notes\n" * 100),
    "a short text": lambda path: path.write_text("x"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "another database": lambda path: (path.unlink(), _another(path)),
    "a later version": lambda path: statement(path.parent, "PRAGMA user_version = 99"),
}


def _another(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE photos (id)")
    database.execute("PRAGMA user_version = 3")
    database.commit()
    database.close()


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_database_is_one_error_of_ours(data: Path, kind: str) -> None:
    DAMAGE[kind](data / "platform.db")
    before = objects(data)
    with pytest.raises(ConfigurationError) as refused:
        Platform(data)
    said = str(refused.value)
    assert "platform.db" in said
    assert "\n" not in said
    assert "sqlalche" not in said
    assert objects(data) == before


def test_the_command_says_the_same_in_one_line(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "platform.db").write_text("text")
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert cli.main(["serve", "--port", "0", "--data", str(data)]) == 1
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"ionworks: The database {data / 'platform.db'} cannot be used")
    assert said.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="about pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(data: Path) -> None:
    for name in ("platform.db", "serving.lock", "ionworks-platform.json"):
        (data / name).unlink(missing_ok=True)
        os.mkfifo(data / name)
        with pytest.raises(ConfigurationError, match="regular file"):
            Platform(data)
        (data / name).unlink()


def test_a_client_hears_the_same(data: Path) -> None:
    (data / "platform.db").write_text("text")
    with pytest.raises(ConfigurationError, match=r"platform\.db"):
        Ionworks(api_url=f"local:{data}")
