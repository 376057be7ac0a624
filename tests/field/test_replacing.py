"""A series is replaced under its name: readers meet the old one or the new one."""

from __future__ import annotations

from typing import Any

import pytest

from ionworks import MeasurementValidationError, errors


def series(voltage: float, rows: int = 3, **fields: Any) -> dict[str, Any]:
    columns = {
        "Time [s]": [60.0 * row for row in range(rows)],
        "Voltage [V]": [voltage] * rows,
        "Current [A]": [1.0] * rows,
        "Step count": [0] * rows,
    }
    return {"measurement": {"name": "run", **fields}, "time_series": columns}


@pytest.fixture
def cell(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    return do(lambda client: client.cell_instance.create(spec, {"name": "A"}))


def test_a_series_is_replaced_under_its_name(do: Any, cell: Any) -> None:
    first = do(lambda client: client.cell_measurement.replace(cell, series(4.0, tags=["kept"])))
    assert first.created is True
    study = do(lambda client: client.study.create({"name": "study"}))
    do(lambda client: client.study.assign_measurement(study, first.id))
    second = do(lambda client: client.cell_measurement.replace(cell, series(3.9, notes="again")))
    assert (second.created, second.name, second.measurement.notes) == (False, "run", "again")
    assert second.measurement.tags == ["kept"]
    assert second.steps_created == 1
    (only,) = do(lambda client: client.cell_measurement.list(cell))
    assert only == second.measurement
    assert only.id != first.id
    frame = do(lambda client: client.cell_measurement.time_series(only))
    assert frame["Voltage [V]"].to_list() == [3.9] * 3
    (linked,) = do(lambda client: client.study.list_measurements(study))["items"]
    assert linked["id"] == second.id
    (entry,) = do(lambda client: client.bin.list())
    assert (entry.resource_id, entry.name) == (first.id, "run")


def test_what_cannot_be_stored_replaces_nothing(do: Any, cell: Any) -> None:
    first = do(lambda client: client.cell_measurement.create(cell, series(4.0)))
    wrong = series(4.0)
    wrong["time_series"]["Time [s]"] = [60.0, 0.0, 30.0]
    with pytest.raises(MeasurementValidationError):
        do(lambda client: client.cell_measurement.replace(cell, wrong))
    (only,) = do(lambda client: client.cell_measurement.list(cell))
    assert only == first.measurement


def test_what_a_killed_run_left_is_no_obstacle(do: Any, cell: Any) -> None:
    first = do(lambda client: client.cell_measurement.create(cell, series(4.0)))
    left = series(1.0)
    left["measurement"]["name"] = f"run (to replace {first.id})"
    do(lambda client: client.cell_measurement.create(cell, left))
    do(lambda client: client.cell_measurement.replace(cell, series(3.8, rows=4)))
    (only,) = do(lambda client: client.cell_measurement.list(cell))
    assert only.name == "run"
    assert do(lambda client: client.cell_measurement.time_series(only)).height == 4


def test_only_a_ready_measurement_of_the_same_cell_takes_a_place(client: Any, cell: Any) -> None:
    from ionworks_generated.api.cell_measurements import replace_measurement

    from ionworks._io.blocking import run
    from ionworks._io.operations import payload

    def replace(old: Any, new: Any) -> None:
        body = payload({"replacement_id": new.id})
        run(client._async._runtime.call(replace_measurement, old.id, body=body))

    first = client.cell_measurement.create(cell, series(4.0))
    other = client.cell_instance.create(cell.cell_specification_id, {"name": "B"})
    elsewhere = client.cell_measurement.create(other, series(4.0))
    for new in (first, elsewhere):
        with pytest.raises(errors.BadRequestError, match="another one of the same cell"):
            replace(first, new)
    assert client.cell_measurement.get(first.id) == first.measurement
