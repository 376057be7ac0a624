"""Calls as users of the official client write them: by position, with its keywords and flags."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest

from ionworks.errors import ConflictError, NotFoundError, RequestValidationError
from ionworks.local.server import Platform

SERIES = {
    "Time [s]": [0.0, 60.0, 120.0, 180.0],
    "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
    "Current [A]": [5.0, 5.0, 5.0, 0.0],
    "Step count": [0, 0, 0, 1],
}


@pytest.fixture
def cell(do: Any) -> Any:
    """A cell with a series, a set of properties and two files."""
    spec = do(lambda client: client.cell_spec.create({"name": "S"}))
    return do(lambda client: client.cell_instance.create(spec.id, {"name": "C"}))


@pytest.fixture
def series(do: Any, cell: Any) -> Any:
    detail = {"measurement": {"name": "a pulse", "tags": ["one"]}, "time_series": SERIES}
    return do(lambda client: client.cell_measurement.create(cell.id, detail, False, None, None))


def test_tables_that_are_not_wanted_are_not_read(do: Any, cell: Any, series: Any) -> None:
    whole = do(lambda client: client.cell_measurement.detail(series.id, True))
    assert [len(table) for table in (whole.time_series, whole.steps, whole.cycles)] == [4, 2, 1]
    part = do(lambda client: client.cell_measurement.detail(series.id, True, False, True, False))
    assert (part.time_series, part.steps, len(part.cycles)) == (None, None, 1)
    frame = do(lambda client: client.cell_measurement.time_series(series.id, False, (1, 3)))
    assert frame["Voltage [V]"].to_list() == [4.0, 3.9]
    assert len(do(lambda client: client.cell_measurement.steps(series.id, False))) == 2


def test_the_detail_of_a_cell_is_that_of_its_measurements(
    do: Any, cell: Any, series: Any, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"A")
    (tmp_path / "b.txt").write_bytes(b"")
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    do(lambda client: client.cell_measurement.create_file(cell.id, "files", paths))
    weight = {"weight": {"value": 1.5, "unit": "g"}}
    do(lambda client: client.cell_measurement.create_properties(cell.id, "weight", weight))
    detail = do(lambda client: client.cell_instance.detail(cell.id, True, False, False))
    assert detail.instance == cell
    assert detail.specification_id == cell.cell_specification_id
    by_name = {one.measurement.name: one for one in detail.measurements}
    assert by_name.keys() == {"a pulse", "files", "weight"}
    assert len(by_name["a pulse"].steps) == 2
    assert by_name["a pulse"].cycles is by_name["a pulse"].time_series is None
    assert by_name["files"].files == {"a.txt": b"A", "b.txt": b""}
    dumped = detail.model_dump()
    assert (dumped["instance"]["name"], len(dumped["measurements"])) == ("C", 3)
    assert by_name["files"].model_dump()["files"] == by_name["files"].files
    assert by_name["weight"].model_dump()["properties"] == weight
    assert by_name["weight"].measurement.properties == weight
    some = do(
        lambda client: client.cell_measurement.download_files(
            by_name["files"].measurement.id, True, ["b.txt"]
        )
    )
    assert some == {"b.txt": b""}
    with pytest.raises(NotFoundError, match=r"c\.txt"):
        do(
            lambda client: client.cell_measurement.download_files(
                by_name["files"].measurement.id, filenames=["c.txt"]
            )
        )
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_instance.detail("nowhere"))


def test_a_cell_is_found_by_its_id_alone_or_below_its_specification(do: Any, cell: Any) -> None:
    spec = cell.cell_specification_id
    assert do(lambda client: client.cell_instance.get(cell_instance_id=cell.id)) == cell
    assert do(lambda client: client.cell_instance.get(spec, cell_instance_id=cell.id)) == cell
    assert do(lambda client: client.cell_instance.list(spec, 1, 0))[0] == cell
    assert do(lambda client: client.cell_instance.list(spec, 1, 1)).items == []


def test_a_raw_file_goes_up_in_every_form(do: Any, connection: Any, tmp_path: Path) -> None:
    path = tmp_path / "export.mpr"
    path.write_bytes(b"raw")
    project = connection["project_id"]
    opened = io.BytesIO(b"xxraw")
    opened.seek(2)
    with path.open("rb") as file:
        made = [
            do(lambda client: client.raw_data.upload(path)),
            do(lambda client: client.raw_data.upload(path, name="export.mpr", project_id=project)),
            do(lambda client: client.raw_data.upload(project, str(path), None, "DOI", {"a": 1}, 9)),
            do(lambda client: client.raw_data.upload(project, file)),
            do(lambda client: client.raw_data.upload(project, file=opened, name="export.mpr")),
            do(lambda client: client.raw_data.upload(b"raw", name="export.mpr", timeout=(5, 60))),
        ]
    for one in made:
        assert (one.filename, one.size_bytes, one.project_id) == ("export.mpr", 3, project)
    assert (made[2].source, made[2].metadata) == ("DOI", {"a": 1})
    for wrong in (
        lambda client: client.raw_data.upload(project),
        lambda client: client.raw_data.upload(),
        lambda client: client.raw_data.upload(project, path, file=path),
        lambda client: client.raw_data.upload(io.StringIO("text"), name="n"),
        lambda client: client.raw_data.upload(path, timeout="long"),
    ):
        with pytest.raises((TypeError, FileNotFoundError)):
            do(wrong)


def test_a_raw_file_is_cached_and_saved(do: Any, tmp_path: Path) -> None:
    made = do(lambda client: client.raw_data.upload(b"raw", name="a.bin"))
    assert do(lambda client: client.raw_data.download(made.id)) == b"raw"
    assert do(lambda client: client.raw_data.download(made.id, False, 20.0)) == b"raw"
    link = do(lambda client: client.raw_data.download_url(made.id))
    assert httpx.get(link).content == b"raw"
    saved = do(lambda client: client.raw_data.download(made.id, tmp_path / "b.bin"))
    assert (saved, saved.read_bytes()) == (tmp_path / "b.bin", b"raw")
    assert do(lambda client: client.raw_data.download(made.id, path=tmp_path)).name == "a.bin"
    with pytest.raises(ValueError, match="longer than 0"):
        do(lambda client: client.raw_data.download(made.id, read_timeout=0))
    do(lambda client: client.raw_data.delete(made.id))
    with pytest.raises(NotFoundError):  # what was cached is gone with it
        do(lambda client: client.raw_data.download(made.id))


def test_provenance_is_linked_from_both_ends(do: Any, series: Any) -> None:
    files = [do(lambda client, n=n: client.raw_data.upload(n, name="a")) for n in (b"1", b"2")]
    do(lambda client: client.cell_measurement.attach_raw_data(series.id, [f.id for f in files]))
    do(lambda client: client.cell_measurement.attach_raw_data(series.id, [files[0].id]))
    page = do(lambda client: client.cell_measurement.list_raw_data(series.id, 1))
    assert (len(page), page.total) == (1, 2)
    assert do(lambda client: client.raw_data.list_measurements(files[0].id, 10, 0)).items == [
        series.id
    ]
    do(lambda client: client.cell_measurement.detach_raw_data(series.id, files[0].id))
    assert do(lambda client: client.raw_data.list_measurements(files[0].id)).total == 0
    assert do(lambda client: client.cell_measurement.list_raw_data(series.id)).items == [files[1]]
    changed = do(lambda client: client.raw_data.update(files[1].id, "new", "Cycler 2", {"b": 2}))
    assert (changed.name, changed.source, changed.metadata) == ("new", "Cycler 2", {"b": 2})
    cleared = do(lambda client: client.raw_data.update(files[1].id, {"source": ""}))
    assert (cleared.name, cleared.source) == ("new", None)
    with pytest.raises(TypeError, match="given twice"):
        do(lambda client: client.raw_data.update(files[1].id, source="a", data={"source": "b"}))


def watched(platform: Platform) -> list[str]:
    with closing(sqlite3.connect(platform.data / "platform.db")) as database:
        return [found for (found,) in database.execute("SELECT measurement_id FROM watches")]


def test_a_watch_ends_with_the_test(do: Any, series: Any, platform: Platform) -> None:
    for _ in range(2):
        do(lambda client: client.cell_measurement.watch(series.id))
    assert watched(platform).count(series.id) == 1
    for _ in range(2):
        do(lambda client: client.cell_measurement.unwatch(series.id))
    assert series.id not in watched(platform)
    do(lambda client: client.cell_measurement.watch(series))
    day = "2026-01-01T00:00:00Z"
    do(lambda client: client.cell_measurement.update(series.id, {"notes": "still on test"}))
    assert series.id in watched(platform)
    do(lambda client: client.cell_measurement.update(series.id, {"end_time": day}))
    assert series.id not in watched(platform)
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_measurement.watch("nowhere"))


def test_tags_are_found_by_a_part(do: Any, connection: Any, series: Any) -> None:
    do(lambda client: client.cell_measurement.add_tags({series.id}, iter(["RPT"])))
    found = do(lambda client: client.cell_measurement.list_tags(connection["project_id"], "rp", 5))
    assert [one.tag for one in found] == ["RPT"]
    page = do(
        lambda client: client.cell_measurement.list_by_project(
            connection["project_id"], 5, 0, "time_series", q="pulse", tags_any={"rpt"}
        )
    )
    assert [one.name for one in page] == ["a pulse"]


def test_specifications_are_related_by_their_materials(do: Any) -> None:
    def spec(name: str, anode: str, cathode: str) -> Any:
        data = {
            "name": name,
            "anode": {"material": {"name": anode}},
            "cathode": {"material": {"name": cathode}},
        }
        return do(lambda client: client.cell_spec.create(data))

    first, second = spec("1", "graphite", "NMC"), spec("2", "graphite", "LFP")
    third, fourth = spec("3", "silicon", "NMC"), spec("4", "NMC", "LCO")

    def related(**query: Any) -> set[str]:
        page = do(lambda client: client.cell_spec.related_specs(first.id, **query))
        assert page.total == len(page)
        return {one.name for one in page}

    assert related() == {"2", "3", "4"}
    assert related(exclude_self=False) == {"1", "2", "3", "4"}
    assert related(slots=["anode"]) == {"2"}
    assert related(slots=["anode", "cathode"]) == {"2", "3"}
    assert related(slots=["separator"]) == set()
    page = do(lambda client: client.cell_spec.related_specs(first, limit=1, offset=1))
    assert (len(page), page.total) == (1, 3)
    with pytest.raises(ValueError, match="lid"):
        related(slots=["lid"])
    assert {second.name, third.name, fourth.name} == related()
    whole = do(lambda client: client.cell_spec.list(True, 1, 0, name_exact="1"))
    assert whole[0].anode["material"]["name"] == "graphite"


def test_a_taken_name_is_said_as_in_the_guides(do: Any, cell: Any) -> None:
    spec = cell.cell_specification_id
    for what, act in {
        "Cell specification": lambda client: client.cell_spec.create({"name": "S"}),
        "Cell instance": lambda client: client.cell_instance.create(spec, {"name": "C"}),
    }.items():
        with pytest.raises(ConflictError, match=f"{what} with this name already exists") as caught:
            do(act)
        assert caught.value.existing_id in (spec, cell.id)


def test_a_series_is_appended_to_by_position(do: Any, series: Any) -> None:
    rows = {name: [values[-1]] for name, values in SERIES.items()} | {"Time [s]": [240.0]}
    do(lambda client: client.cell_measurement.extend(series.id, pl.DataFrame(rows), False))
    ready = do(lambda client: client.cell_measurement.wait_for_processing([series.id], 60))
    assert ready[0].processing_status == "ready"


def test_what_is_refused_before_a_request_is_an_error_of_the_package(
    do: Any, tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no image")
    for wrong in (
        lambda client: client.cell_spec.create({"name": ""}),
        lambda client: client.site.create({}),
        lambda client: client.organization.invite("nobody"),
        lambda client: client.cell_spec.list(created_after="yesterday"),
        lambda client: client.cell_measurement.create_file("c", "f", []),
        lambda client: client.cell_measurement.create_file(
            "c", "f", [str(text)], validate_images=True
        ),
    ):
        with pytest.raises(RequestValidationError) as caught:
            do(wrong)
        assert isinstance(caught.value, ValueError)
    with pytest.raises(NotFoundError) as missing:
        do(lambda client: client.cell_spec.get("nowhere"))
    assert "detail" in missing.value.data
    assert missing.value.data.get("error_code") == "NOT_FOUND"
    assert missing.value.data.get("colour", "none") == "none"
