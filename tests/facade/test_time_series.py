"""Time series go up whole or not at all, and come back as they were."""

from __future__ import annotations

import threading
from typing import Any

import anyio
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from ionworks import (
    AsyncIonworks,
    ConflictError,
    Ionworks,
    MeasurementProcessingError,
    MeasurementValidationError,
    NotFoundError,
)
from ionworks.resources import _measurement_uploads

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 60.0, 120.0, 180.0, 240.0, 300.0],
        "Voltage [V]": [4.1, 4.0, 3.9, 4.0, 4.05, 4.1],
        "Current [A]": [5.0, 5.0, 5.0, -5.0, -5.0, -5.0],
        "Step count": [0, 0, 0, 1, 1, 1],
        "Cycle count": [0, 0, 0, 1, 1, 1],
        "Extra": ["a", "b", None, "d", "e", "f"],
    }
)


def described(name: str = "RPT 0", series: Any = SERIES, **fields: Any) -> dict[str, Any]:
    return {"measurement": {"name": name, **fields}, "time_series": series}


@pytest.fixture
def cell(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    return do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))


@pytest.mark.parametrize(
    "series",
    [
        SERIES,
        SERIES.lazy(),
        SERIES.to_pandas(),
        SERIES.to_dict(as_series=False),
        SERIES.to_arrow(),
    ],
    ids=["polars", "lazy", "pandas", "dict", "arrow"],
)
def test_a_series_comes_back_as_it_was(do: Any, cell: Any, series: Any) -> None:
    bundle = do(lambda client: client.cell_measurement.create(cell.id, described(series=series)))
    assert bundle.measurement.name == "RPT 0"
    assert bundle.steps_created == 2
    assert bundle.measurement.processing_status == "ready"
    back = do(lambda client: client.cell_measurement.time_series(bundle.id))
    assert back.equals(SERIES)


def test_tables_of_steps_and_cycles(do: Any, cell: Any) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    steps = do(lambda client: client.cell_measurement.steps(made.id))
    cycles = do(lambda client: client.cell_measurement.cycles(made.id))
    both = do(lambda client: client.cell_measurement.steps_and_cycles(made.id))
    assert steps["Step type"].to_list() == ["Constant current discharge", "Constant current charge"]
    assert steps["Discharge capacity [A.h]"].to_list() == pytest.approx([5 * 120 / 3600, 0])
    assert cycles["Cycle count"].to_list() == [0, 1]
    assert both.steps.equals(steps)
    assert both.steps.schema == steps.schema
    assert both["cycles"].equals(cycles)
    detail = do(lambda client: client.cell_measurement.detail(made.id))
    assert detail.time_series.equals(SERIES)
    assert detail.steps.equals(steps)
    assert detail.cycles.equals(cycles)
    assert (detail.instance_id, detail.measurement.id) == (cell.id, made.id)
    assert detail.specification_id == cell.cell_specification_id


def test_pandas_is_returned_when_the_client_is_set_so(do: Any, cell: Any) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    for part in ("time_series", "steps", "cycles"):
        table = do(
            lambda client, part=part: getattr(client.cell_measurement, part)(made.id),
            dataframe_backend="pandas",
        )
        assert isinstance(table, pd.DataFrame)


def test_metadata_is_kept(do: Any, cell: Any) -> None:
    fields = {
        "protocol": {"name": "CC-CV charge at C/10", "ambient_temperature_degc": 25},
        "test_setup": {"cycler": "Biologic VMP3", "operator": "Jane Smith", "channel_number": 3},
        "notes": "Formation cycle",
        "start_time": "2026-03-15T09:30:00Z",
        "tags": ["formation", "rpt"],
    }
    made = do(lambda client: client.cell_measurement.create(cell.id, described(**fields)))
    record = do(lambda client: client.cell_measurement.get(made.id))
    assert record.protocol == fields["protocol"]
    assert record.test_setup == fields["test_setup"]
    assert record.tags == fields["tags"]
    assert record.start_time.isoformat() == "2026-03-15T09:30:00+00:00"
    changed = do(
        lambda client: client.cell_measurement.update(
            made.id, {"test_setup": {"operator": "John"}, "notes": None}
        )
    )
    assert changed.test_setup == {**fields["test_setup"], "operator": "John"}
    assert changed.notes is None


def test_a_second_run_changes_nothing(do: Any, cell: Any) -> None:
    first = do(lambda client: client.cell_measurement.create_or_get(cell.id, described()))
    # The name exists, so the series is not even looked at.
    again = do(
        lambda client: client.cell_measurement.create_or_get(cell.id, described(series="no table"))
    )
    assert again.measurement == first.measurement
    assert again.steps_created == first.steps_created
    with pytest.raises(ConflictError) as caught:
        do(lambda client: client.cell_measurement.create(cell.id, described()))
    assert caught.value.existing_id == first.id
    assert do(lambda client: client.cell_measurement.list(cell.id)).total == 1


def test_lists_of_measurements(do: Any, cell: Any) -> None:
    for number in range(3):
        fields = {"start_time": f"2026-03-0{number + 1}T00:00:00Z"}
        detail = described(f"RPT {number}", **fields)
        do(
            lambda client, detail=detail: client.cell_measurement.create(
                cell.id, detail, wait_for_processing=False
            )
        )

    def names(**query: Any) -> list[str]:
        found = do(lambda client: client.cell_measurement.list(cell.id, **query))
        return [record.name for record in found]

    assert names(order_by="start_time", order="desc") == ["RPT 2", "RPT 1", "RPT 0"]
    assert names(started_after="2026-03-01T12:00:00Z", order_by="name") == ["RPT 1", "RPT 2"]
    assert names(started_before="2026-03-01T12:00:00Z") == ["RPT 0"]
    assert names(measurement_type="properties") == []
    assert names(name="rpt 1", measurement_type="time_series") == ["RPT 1"]
    project = do(lambda client: client.settings.project_id)
    page = do(
        lambda client: client.cell_measurement.list_by_project(
            project, spec_name="m50", instance_name="a", order_by="name", order="asc", limit=2
        )
    )
    assert [record.name for record in page] == ["RPT 0", "RPT 1"]
    assert page.total == 3
    assert page[0].specification["name"] == "LG M50"
    assert page[0].instance["name"] == "A"


def test_many_are_waited_for_together(do: Any, cell: Any) -> None:
    made = [
        do(
            lambda client, name=f"RPT {number}": client.cell_measurement.create(
                cell.id, described(name), wait_for_processing=False
            )
        ).id
        for number in range(4)
    ]
    ready = do(lambda client: client.cell_measurement.wait_for_processing(made))
    assert [record.id for record in ready] == made
    assert {record.processing_status for record in ready} == {"ready"}
    one = do(lambda client: client.cell_measurement.wait_for_processing(made[0]))
    assert one.id == made[0]


async def check_nothing(*_: Any) -> None:
    """Stand for the checks of a client that makes none."""


def test_a_series_that_cannot_be_processed_says_why(
    do: Any, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = pl.DataFrame({"Time [s]": [0.0, 1.0], "Step count": [0, 0]})
    monkeypatch.setattr(_measurement_uploads, "check_draft", check_nothing)
    with pytest.raises(MeasurementProcessingError, match=r"Voltage \[V\]") as caught:
        do(lambda client: client.cell_measurement.create(cell.id, described(series=broken)))
    (ident,) = caught.value.failures
    record = do(lambda client: client.cell_measurement.get(ident))
    assert record.processing_status == "failed"
    assert record.processing_error == caught.value.failures[ident]
    monkeypatch.undo()

    def again(series: Any = SERIES, **options: Any) -> Any:
        detail = described(series=series)
        return do(lambda client: client.cell_measurement.create_or_get(cell.id, detail, **options))

    with pytest.raises(MeasurementProcessingError) as before:
        again()
    told = str(before.value)
    assert "by an earlier upload that failed" in told  # it does not speak for these data
    assert record.processing_error in told
    assert "replace_failed=True" in told
    with pytest.raises(MeasurementValidationError):
        again(broken, replace_failed=True)
    kept = do(lambda client: client.cell_measurement.get(ident))  # until better data are there
    assert kept.processing_status == "failed"
    made = again(replace_failed=True)
    assert made.id != ident
    assert made.steps_created == 2
    assert again(replace_failed=True).id == made.id  # what is sound is not replaced
    found = do(lambda client: client.cell_measurement.list(cell.id))
    assert [one.id for one in found] == [made.id]


@pytest.mark.parametrize(
    ("detail", "kind", "told"),
    [
        (None, TypeError, "described by a dict"),
        ({"time_series": SERIES}, TypeError, "described by a dict"),
        ({"measurement": {}, "time_series": SERIES}, ValueError, "`name`"),
        ({"measurement": {"name": "x"}}, ValueError, "`time_series` is missing"),
        ({"measurement": {"name": "x"}, "time_series": [1]}, TypeError, "time_series is a list"),
        ({"measurement": {"name": "x"}, "timeseries": SERIES}, ValueError, "'timeseries'"),
    ],
)
def test_what_is_not_a_measurement_is_reported(
    do: Any, cell: Any, detail: Any, kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind, match=told):
        do(lambda client: client.cell_measurement.create(cell.id, detail))
    assert do(lambda client: client.cell_measurement.list(cell.id)).total == 0


def test_a_deleted_measurement_is_gone(do: Any, cell: Any) -> None:
    made = do(lambda client: client.cell_measurement.create(cell.id, described()))
    do(lambda client: client.cell_measurement.delete(made.id))
    for act in (
        lambda client: client.cell_measurement.get(made.id),
        lambda client: client.cell_measurement.time_series(made.id),
        lambda client: client.cell_measurement.steps(made.id),
    ):
        with pytest.raises(NotFoundError):
            do(act)
    do(lambda client: client.cell_measurement.create(cell.id, described()))  # the name is free


def test_an_upload_that_dies_half_way_leaves_nothing_and_can_be_run_again(
    do: Any, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*args: Any, **kwargs: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ionworks._io.multipart.put", cut)
        with pytest.raises(KeyboardInterrupt):
            do(lambda client: client.cell_measurement.create_or_get(cell.id, described()))
    assert do(lambda client: client.cell_measurement.list(cell.id)).total == 0
    made = do(lambda client: client.cell_measurement.create_or_get(cell.id, described()))
    assert made.steps_created == 2


def test_one_client_serves_many_threads(connection: dict[str, Any]) -> None:
    with Ionworks(**connection) as client:
        spec = client.cell_spec.create({"name": "LG M50"})
        cell = client.cell_instance.create(spec.id, {"name": "A"})
        ids: set[str] = set()

        def upload() -> None:
            ids.add(client.cell_measurement.create_or_get(cell.id, described()).id)

        threads = [threading.Thread(target=upload) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ids) == 1
        assert client.cell_measurement.list(cell.id).total == 1


def test_uploads_side_by_side_in_one_loop(connection: dict[str, Any]) -> None:
    async def main() -> int:
        async with AsyncIonworks(**connection) as client:
            spec = await client.cell_spec.create({"name": "LG M50"})
            cell = await client.cell_instance.create(spec.id, {"name": "A"})
            async with anyio.create_task_group() as group:
                for number in range(10):
                    group.start_soon(
                        client.cell_measurement.create, cell.id, described(f"RPT {number}")
                    )
            return (await client.cell_measurement.list(cell.id)).total

    assert anyio.run(main) == 10


def test_the_blocking_client_works_inside_a_running_loop(connection: dict[str, Any]) -> None:
    async def notebook() -> int:
        with Ionworks(**connection) as client:
            return client.cell_spec.list().total

    assert anyio.run(notebook) == 0


def test_large_series_are_spilled_and_arrive_whole(do: Any, cell: Any) -> None:
    rows = 600_000
    large = pl.DataFrame(
        {
            "Time [s]": pl.int_range(rows, eager=True).cast(pl.Float64),
            "Voltage [V]": 4.0 - (pl.int_range(rows, eager=True) % 1000) / 1000,
            "Current [A]": pl.repeat(1.0, rows, eager=True),
            "Step count": pl.int_range(rows, eager=True) // 100_000,
        }
    )
    assert large.estimated_size() > 16 * 1024 * 1024
    made = do(lambda client: client.cell_measurement.create(cell.id, described(series=large)))
    assert made.steps_created == 6
    assert do(lambda client: client.cell_measurement.time_series(made.id)).equals(large)


def test_arrow_types_are_read(do: Any, cell: Any) -> None:
    table = pa.table(SERIES.to_arrow())
    made = do(lambda client: client.cell_measurement.create(cell.id, described(series=table)))
    assert made.steps_created == 2
