"""The rest of uploading, through both faces: checks, properties, files, appended rows, tags."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from ionworks_generated.api.cell_measurements import initiate_measurement_extend

from ionworks import (
    BadRequestError,
    ConflictError,
    MeasurementProcessingError,
    MeasurementValidationError,
    NotFoundError,
)
from ionworks.resources import _measurement_uploads
from ionworks.resources.cell_measurements import AsyncCellMeasurements
from ionworks.validators import STRICT_CHECK_NAMES

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 60.0, 120.0, 180.0, 240.0, 300.0],
        "Voltage [V]": [4.1, 4.0, 3.9, 4.0, 4.05, 4.1],
        "Current [A]": [5.0, 5.0, 5.0, -5.0, -5.0, -5.0],
        "Step count": [0, 0, 0, 1, 1, 1],
    }
)
RATINGS = {
    "capacity": {"value": 5000, "unit": "mA.h"},
    "voltage_min": {"value": 2.5, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}


def described(name: str = "RPT 0", series: Any = SERIES, **fields: Any) -> dict[str, Any]:
    return {"measurement": {"name": name, **fields}, "time_series": series}


@pytest.fixture
def cell(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50", "ratings": RATINGS}))
    return do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))


def count(do: Any, cell: Any) -> int:
    return int(do(lambda client: client.cell_measurement.list(cell.id)).total)


# --- checks -----------------------------------------------------------------------------


def test_data_that_break_the_convention_are_not_sent(do: Any, cell: Any) -> None:
    wrong = SERIES.with_columns(pl.col("Time [s]") + 5, pl.Series("Step count", [0, 0, 0, 2, 2, 2]))
    with pytest.raises(MeasurementValidationError) as caught:
        do(lambda client: client.cell_measurement.create(cell.id, described(series=wrong)))
    codes = [issue.code for issue in caught.value.issues]
    assert codes == ["time_does_not_start_at_zero", "step_count_non_sequential"]
    assert caught.value.has_code("step_count_non_sequential")
    assert isinstance(caught.value, ValueError)
    assert count(do, cell) == 0


def test_strict_checks_are_made_when_asked_for(do: Any, cell: Any) -> None:
    gap = SERIES.with_columns(pl.Series("Time [s]", [0.0, 60, 120, 180, 240, 240 + 22032]))

    def create(**options: Any) -> Any:
        detail = described(str(options), series=gap)
        return do(lambda client: client.cell_measurement.create(cell.id, detail, **options))

    with pytest.raises(
        MeasurementValidationError,
        match=r"Time gap of 6\.12 h between rows 4 and 5 exceeds the maximum allowed gap of 5\.0 h",
    ):
        create(validate_strict=True)
    create()
    create(validate_strict=True, skip_checks={"time_gaps"})


def test_an_unknown_check_is_reported_with_the_known_ones(do: Any, cell: Any) -> None:
    with pytest.raises(ValueError, match="time_gap") as caught:
        do(
            lambda client: client.cell_measurement.create(
                cell.id, described(), validate_strict=True, skip_checks={"time_gap"}
            )
        )
    assert all(name in str(caught.value) for name in STRICT_CHECK_NAMES)


def test_the_specification_gives_window_and_capacity(do: Any, cell: Any) -> None:
    rows = 200
    scrambled = pl.DataFrame(
        {
            "Time [s]": [float(row) for row in range(rows)],
            "Voltage [V]": [2.6 if row % 2 else 4.1 for row in range(rows)],
            "Current [A]": [1e-3] * rows,
            "Step count": [0] * rows,
        }
    )

    def create(name: str, **options: Any) -> Any:
        detail = described(name, series=scrambled)
        return do(
            lambda client: client.cell_measurement.create(
                cell.id, detail, validate_strict=True, **options
            )
        )

    create("without")
    with pytest.raises(MeasurementValidationError, match="Voltage continuity check failed"):
        create("with", check_against_spec=True)
    create("own window wins", check_against_spec=True, voltage_window=(0.0, 5.0))


def test_a_unit_that_cannot_be_read_is_reported(do: Any, cell: Any) -> None:
    spec_id = cell.cell_specification_id
    bad = {"ratings": {"capacity": {"value": 5, "unit": "flops"}}}
    do(lambda client: client.cell_spec.update(spec_id, bad))
    with pytest.raises(ValueError, match="flops"):
        do(
            lambda client: client.cell_measurement.create(
                cell.id, described(), validate_strict=True, check_against_spec=True
            )
        )
    assert count(do, cell) == 0


def test_a_warning_names_the_line_of_the_caller(client: Any) -> None:
    spec = client.cell_spec.create({"name": "LG M50"})
    cell = client.cell_instance.create(spec.id, {"name": "A"})
    detail = described(start_time="2999-01-01T00:00:00Z")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client.cell_measurement.create(cell.id, detail)
    assert [Path(warning.filename).name for warning in caught] == ["test_uploads.py"]


def test_hints_of_the_checks_are_not_sent(do: Any, cell: Any) -> None:
    table = pl.DataFrame(
        {"Capacity [A.h]": [0.0, 1.0, 2.0], "Voltage [V]": [4.1, 3.8, 3.5], "Step count": [0, 0, 0]}
    )
    detail = described("OCP", series=table, data_type="ocp")
    made = do(lambda client: client.cell_measurement.create(cell.id, detail))
    assert "data_type" not in made.measurement.to_dict()


def test_a_step_table_of_ones_own_is_kept(do: Any, cell: Any) -> None:
    steps = pl.DataFrame(
        {
            "Step count": [0, 1],
            "Step type": ["Constant current discharge", "Constant current charge"],
            "Start index": [0, 3],
            "End index": [2, 5],
            "Cycle count": [0, 0],
            "Discharge capacity [A.h]": [0.1, 0.0],
            "Charge capacity [A.h]": [0.0, 0.2],
        }
    )
    made = do(
        lambda client: client.cell_measurement.create(cell.id, {**described(), "steps": steps})
    )
    back = do(lambda client: client.cell_measurement.steps(made.id))
    assert back["Charge capacity [A.h]"].to_list() == [0.0, 0.2]
    assert made.steps_created == 2


# --- properties ---------------------------------------------------------------------------


def test_properties(do: Any, cell: Any) -> None:
    properties = {
        "thickness": {"value": 0.52, "unit": "mm"},
        "visual_condition": "No visible damage",
        "count": 3,
    }
    made = do(
        lambda client: client.cell_measurement.create_properties(
            cell.id, name="Post-formation", properties=properties, notes="n", tags=["rpt"]
        )
    )
    assert made.properties == properties
    assert (made.measurement_type, made.notes, made.tags) == ("properties", "n", ["rpt"])
    detail = do(lambda client: client.cell_measurement.detail(made.id))
    assert detail.measurement.properties["thickness"]["unit"] == "mm"
    assert detail.time_series is None
    assert detail.files is None
    with pytest.raises(ConflictError):
        do(
            lambda client: client.cell_measurement.create_properties(
                cell.id, name="Post-formation", properties={}
            )
        )


# --- files --------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "ä photo (1).png", tmp_path / "scan.bin", tmp_path / "empty.txt"]
    paths[0].write_bytes(b"\x89PNG\r\n\x1a\n" + b"pixels" * 100)
    paths[1].write_bytes(bytes(range(256)) * 5000)
    paths[2].write_bytes(b"")
    return paths


def test_files_come_back_as_they_were(
    do: Any, cell: Any, files: list[Path], tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    made = do(
        lambda client: client.cell_measurement.create_file(
            cell.id,
            name="SEM",
            filepaths=files,
            notes="after 500 cycles",
            progress=lambda done, total: told.append((done, total)),
        )
    )
    size = sum(path.stat().st_size for path in files)
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    names = [path.name for path in files]
    assert do(lambda client: client.cell_measurement.list_files(made.id)) == names
    content = {path.name: path.read_bytes() for path in files}
    assert do(lambda client: client.cell_measurement.download_files(made.id)) == content
    assert (
        do(lambda client: client.cell_measurement.get_file(made.id, names[0])) == content[names[0]]
    )
    detail = do(lambda client: client.cell_measurement.detail(made.id))
    assert detail.files == content
    folder = tmp_path / "new" / "folder"
    saved = do(lambda client: client.cell_measurement.save_files(made.id, folder))
    assert {path.name: path.read_bytes() for path in saved} == content
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)  # nothing half-written
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_measurement.get_file(made.id, "other.png"))


def test_nothing_is_sent_when_a_file_is_wrong(do: Any, cell: Any, files: list[Path]) -> None:
    def create(filepaths: Any, **options: Any) -> None:
        do(
            lambda client: client.cell_measurement.create_file(
                cell.id, name="SEM", filepaths=filepaths, **options
            )
        )

    twin = files[0].parent / "sub" / files[0].name
    twin.parent.mkdir()
    twin.write_bytes(b"x")
    fake = files[0].parent / "fake.png"
    fake.write_bytes(b"GIF89a")
    with pytest.raises(FileNotFoundError, match=r"missing\.png"):
        create([*files, files[0].parent / "missing.png"])
    with pytest.raises(ValueError, match="same base name"):
        create([files[0], twin])
    with pytest.raises(ValueError, match="empty"):
        create([])
    with pytest.raises(TypeError, match="list of paths"):
        create(str(files[0]))
    with pytest.raises(ValueError, match=r"fake\.png is named \.png, but its content is not"):
        create([fake], validate_images=True)
    with pytest.raises(ValueError, match=r"scan\.bin is no image by its name"):
        create(files[:2], validate_images=True)
    assert count(do, cell) == 0
    create(files[:1], validate_images=True)
    assert count(do, cell) == 1


# --- appended rows --------------------------------------------------------------------------


def more(start: float, step: int) -> pl.DataFrame:
    return SERIES.with_columns(pl.col("Time [s]") + start, pl.col("Step count") + step)


def test_rows_are_appended_to_a_running_test(do: Any, cell: Any) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    grown = do(lambda client: client.cell_measurement.extend(made.id, more(360.0, 2)))
    assert grown.steps_created == 4
    back = do(lambda client: client.cell_measurement.time_series(made.id))
    assert back.equals(pl.concat([SERIES, more(360.0, 2)]))
    assert do(lambda client: client.cell_measurement.steps(made.id)).height == 4


def test_the_extension_that_begins_last_counts(
    do: Any, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    send = _measurement_uploads._send

    async def overtaken(runtime: Any, *arguments: Any) -> None:
        """Let another extension begin between the link and the upload."""
        await runtime.call(initiate_measurement_extend, made.id, body={})
        await send(runtime, *arguments)

    monkeypatch.setattr(_measurement_uploads, "_send", overtaken)
    with pytest.raises(ConflictError):
        do(lambda client: client.cell_measurement.extend(made.id, more(360.0, 2)))
    assert do(lambda client: client.cell_measurement.time_series(made.id)).equals(SERIES)


def test_steps_that_the_platform_counted_are_not_read(
    do: Any, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the steps were read")

    monkeypatch.setattr(AsyncCellMeasurements, "steps", refuse)
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    assert made.steps_created == 2


def test_rows_that_do_not_continue_change_nothing(do: Any, cell: Any) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    with pytest.raises(MeasurementProcessingError, match="What was stored before is unchanged"):
        do(lambda client: client.cell_measurement.extend(made.id, more(100.0, 2)))
    assert do(lambda client: client.cell_measurement.time_series(made.id)).equals(SERIES)
    do(lambda client: client.cell_measurement.extend(made.id, more(360.0, 2)))  # and goes on


@pytest.mark.parametrize(
    ("rows", "kind", "told"),
    [
        (SERIES.clear(), ValueError, "has no rows"),
        (SERIES.drop("Time [s]"), ValueError, r"lacks 'Time \[s\]'"),
        (more(360.0, 2).reverse(), MeasurementValidationError, r"(?i)time"),
    ],
)
def test_what_cannot_be_appended_is_not_sent(
    do: Any, cell: Any, rows: Any, kind: type[Exception], told: str
) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    with pytest.raises(kind, match=told):
        do(lambda client: client.cell_measurement.extend(made.id, rows))


def test_a_finished_test_is_not_extended(do: Any, cell: Any) -> None:
    made = do(
        lambda client: client.cell_measurement.create(
            cell.id,
            described(start_time="2026-03-01T00:00:00Z", end_time="2026-03-01T00:05:00Z"),
        )
    )
    with pytest.raises((ConflictError, BadRequestError)):
        do(lambda client: client.cell_measurement.extend(made.id, more(360.0, 2)))


# --- tags -----------------------------------------------------------------------------------


def test_tags(do: Any, cell: Any) -> None:
    ids = [
        do(
            lambda client, name=name: client.cell_measurement.create_properties(
                cell.id, name=name, properties={}
            )
        ).id
        for name in ("a", "b")
    ]
    assert do(lambda client: client.cell_measurement.add_tags(ids, ["RPT", "formation"])) == 2
    assert do(lambda client: client.cell_measurement.add_tags(ids[0], "rpt")) == 0
    assert do(lambda client: client.cell_measurement.remove_tags(ids[1], "FORMATION")) == 1
    assert do(lambda client: client.cell_measurement.add_tags([], "x")) == 0

    def names(**query: Any) -> list[str]:
        found = do(lambda client: client.cell_measurement.list(cell.id, order_by="name", **query))
        return [record.name for record in found]

    assert names(tags_all=["rpt", "formation"]) == ["a"]
    assert names(tags_any=["rpt", "none"]) == ["a", "b"]
    project = do(lambda client: client.settings.project_id)
    usage = do(lambda client: client.cell_measurement.list_tags(project))
    assert [(one.tag, one.usage_count) for one in usage] == [("RPT", 2), ("formation", 1)]
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_measurement.add_tags([ids[0], "nope"], "x"))
    with pytest.raises(BadRequestError):
        do(lambda client: client.cell_measurement.add_tags(ids[0], "t" * 51))
