"""Series, windows, details, the navigator, and finding by name."""

import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ionworks import IonworksError, Navigator


def test_time_series(client, measured, series):
    assert client.cell_measurement.time_series(measured.id).equals(series)
    again = client.cell_measurement.time_series(measured.id)  # of the disk
    assert again.equals(series)


@pytest.mark.parametrize("window", [(0, 10), (55, 65), (110, 120), (119, 500), (0, 120)])
def test_row_windows(client, measured, series, window):
    rows = client.cell_measurement.time_series(measured.id, use_cache=False, row_range=window)
    assert rows.equals(series[window[0] : window[1]])


def test_row_windows_of_many_row_groups(client, cell):
    """Reads parts of the file by range requests."""
    rows = 300_000
    table = pl.DataFrame(
        {
            "Time [s]": pl.int_range(rows, eager=True).cast(pl.Float64),
            "Voltage [V]": pl.linear_space(3.5, 4.0, rows, eager=True),
            "Current [A]": pl.repeat(-0.002, rows, eager=True),
            "Step count": pl.repeat(0, rows, eager=True, dtype=pl.Int64),
        }
    )
    made = client.cell_measurement.create(
        cell.id, {"measurement": {"name": "long"}, "time_series": table}
    )
    for window in ((0, 1), (150_000, 150_100), (299_990, 300_000)):
        part = client.cell_measurement.time_series(made.id, use_cache=False, row_range=window)
        assert_frame_equal(part, table[window[0] : window[1]])


def test_detail(client, cell, measured, series):
    detail = client.cell_measurement.detail(measured.id)
    assert detail.name == "RPT 0"
    assert detail.instance_id == cell.id
    assert detail.time_series.equals(series)
    assert (detail.steps.height, detail.cycles.height) == (2, 1)
    light = client.cell_measurement.detail(
        measured.id, include_steps=False, include_cycles=False, include_time_series=False
    )
    assert (light.time_series, light.steps, light.cycles) == (None, None, None)
    assert light.protocol["name"] == "CC charge"


def test_detail_of_a_cell(client, cell, measured, series):
    detail = client.cell_instance.detail(cell.id)
    assert detail.instance.id == cell.id
    [measurement] = detail.measurements
    assert measurement.time_series.equals(series)


def test_resolve_by_name(client, spec, cell, measured):
    assert client.resolve_measurement(spec.name, cell.name, "RPT 0").id == measured.id
    for names in (
        ("no such spec", cell.name, "RPT 0"),
        (spec.name, "no such cell", "RPT 0"),
        (spec.name, cell.name, "RPT 1"),
    ):
        with pytest.raises(IonworksError) as caught:
            client.resolve_measurement(*names)
        assert caught.value.status_code == 404


def test_navigator_with_pandas(connect, project_id, spec, cell, measured, series):
    """With polars the official navigator fails: it copies frames the way of pandas."""
    client = connect(project_id=project_id, dataframe_backend="pandas")
    navigator = Navigator(client=client, page_size=1)
    assert navigator.spec(spec.name).id == spec.id
    assert spec.name in navigator.specs()
    assert [c.id for c in navigator.instances(spec.name)] == [cell.id]
    assert [m.id for m in navigator.measurements(cell.id)] == [measured.id]
    read = navigator.time_series(measured.id)
    pd.testing.assert_frame_equal(read, series.to_pandas())
    assert list(navigator.steps(measured.id)["Step count"]) == [0, 1]
    with pytest.raises(KeyError, match="no such spec"):
        navigator.spec("no such spec")
    client.cell_instance.create(spec.id, {"name": "Cell B"})
    assert len(navigator.instances(spec.name)) == 1
    navigator.invalidate(spec_name=spec.name)
    assert [c.name for c in navigator.instances(spec.name)] == ["Cell A #1", "Cell B"]
