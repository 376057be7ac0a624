"""Rules of tables that are one comparison or one line each."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from ionworks.folders.sheets import read_sheet
from ionworks.local.property_tables import read_original
from ionworks.resources._remote_parquet import _GAP_BYTES, _merged
from ionworks.tables.amounts import by_row
from ionworks.tables.arithmetic import larger, smaller
from ionworks.tables.by_step import means_over_time
from ionworks.tables.files import load_table
from ionworks.tables.frames import to_polars
from ionworks.tables.selection import Selection
from ionworks.tables.units import convert
from ionworks.tables.voltages import further_voltages

HOUR = [0.0, 3600.0]


def amounts(**columns: list[float]) -> pl.DataFrame:
    """Return what one step of an hour moves."""
    frame = pl.DataFrame({"Time [s]": HOUR, "Step count": [0, 0], **columns})
    return by_row(frame, "Step count").select(pl.col(pl.Float64).sum())


@pytest.mark.parametrize(
    ("stated", "integral", "served"),
    [
        # A tenth of the larger one, whichever that is.
        (1.0, 0.905, 1.0),
        (0.905, 1.0, 0.905),
        (1.0, 0.895, 0.895),
        (0.895, 1.0, 1.0),
    ],
)
def test_a_total_may_differ_by_a_tenth_of_the_larger_amount(
    stated: float, integral: float, served: float
) -> None:
    found = amounts(
        **{
            "Current [A]": [integral, integral],
            "Discharge capacity [A.h]": [0.0, stated],
            "Charge capacity [A.h]": [0.0, 0.0],
        }
    )
    assert found["Discharge capacity [A.h]"].item() == pytest.approx(served)


def test_totals_of_energy_come_before_a_column_of_power() -> None:
    totals = {"Discharge energy [W.h]": [0.0, 4.1], "Charge energy [W.h]": [0.0, 0.0]}
    series = {"Voltage [V]": [4.0, 4.0], "Current [A]": [1.0, 1.0], "Power [W]": [3.9, 3.9]}
    assert amounts(**series, **totals)["Discharge energy [W.h]"].item() == pytest.approx(4.1)
    assert amounts(**series)["Discharge energy [W.h]"].item() == pytest.approx(3.9)


def test_a_mean_over_time_is_that_of_the_trapezoids() -> None:
    rows = pl.DataFrame(
        {
            "step": [0, 0, 0, 0, 1, 2, 2],
            "Time [s]": [0.0, 2.0, 2.5, 3.0, 4.0, 5.0, 5.0],
            "Voltage [V]": [0.0, 2.0, None, 2.0, 7.0, 8.0, 9.0],
        }
    )
    # 2 s at 1 V on average and 1 s at 2 V; in the other steps no time passes.
    found = means_over_time(rows, "Voltage [V]")
    assert found.rows() == [(0, pytest.approx(4 / 3))]


@pytest.mark.parametrize(
    ("first_row", "rows", "meets"), [(0, 10, False), (0, 11, True), (19, 5, True), (20, 5, False)]
)
def test_rows_are_looked_for_only_where_they_are(first_row: int, rows: int, meets: bool) -> None:
    assert Selection(row_range=(10, 20)).meets(first_row, rows, None) is meets


@pytest.mark.parametrize(
    ("least", "largest", "meets"),
    [(0.0, 1.9, False), (0.0, 2.0, True), (3.0, 4.0, True), (3.1, 4.0, False)],
)
def test_both_bounds_of_a_window_of_time_are_in_it(
    least: float, largest: float, meets: bool
) -> None:
    assert Selection(time_range=(2.0, 3.0)).meets(0, 5, (least, largest)) is meets


def test_of_two_values_the_known_one_counts() -> None:
    one, other = pl.Series([1.0, None, 3.0, None]), pl.Series([2.0, 5.0, None, None])
    assert smaller(one, other).to_list() == [1.0, 5.0, 3.0, None]
    assert larger(one, other).to_list() == [2.0, 5.0, 3.0, None]


def test_a_unit_has_at_most_64_characters() -> None:
    assert convert(2.0, "m".rjust(64), "cm") == 200.0
    with pytest.raises(ValueError, match="is not a unit"):
        convert(2.0, "m".rjust(65), "cm")


@pytest.mark.parametrize("label", [0, "", "Time [s]"])
def test_whatever_a_pandas_index_is_called_it_becomes_a_column(label: object) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1.0]}, index=pandas.Index([5], name=label))
    assert to_polars(frame).rows() == [(5, 1.0)]


def test_stretches_of_bytes_are_fetched_once_however_they_lie() -> None:
    near = _GAP_BYTES
    assert _merged([(50, 60), (0, 100), (10, 20)]) == [(0, 100)]
    assert _merged([(0, 10), (10 + near, 20 + near)]) == [(0, 20 + near)]
    assert _merged([(0, 10), (11 + near, 20 + near)]) == [(0, 10), (11 + near, 20 + near)]
    assert _merged([(5, 5)]) == []


@pytest.mark.parametrize("has_voltage", [True, False])
def test_further_voltages_are_those_that_say_something_else(has_voltage: bool) -> None:
    cell = {"Voltage [V]": [4.0, 3.9]} if has_voltage else {}
    series = pl.DataFrame(
        {
            **cell,
            "OCP [V]": [4.0, 3.9],
            "Cathode [V]": [4.1, 4.0],
            "Same [V]": [4.0, 3.9],
            "Sparse [V]": [None, 1.0],
            "Empty [V]": pl.Series([None, None], dtype=pl.Float64),
            "Text [V]": ["a", "b"],
            "Current [A]": [1.0, 1.0],
        }
    )
    found = ["Cathode [V]", "Same [V]", "Sparse [V]"]
    assert further_voltages(series) == ([] if has_voltage else ["OCP [V]"]) + found


def test_a_separator_within_quotes_separates_no_columns(tmp_path: Path) -> None:
    content = 'file,"kept; for; later",cell\n1,2,3\n'
    (path := tmp_path / "table.csv").write_text(content)
    table = load_table(path)
    assert dict(zip(table.columns, table.row(0), strict=True)) == {
        "file": 1,
        "kept; for; later": 2,
        "cell": 3,
    }
    assert read_original(content.encode()).row(0) == ("1", "2", "3")
    sheet = read_sheet(path)
    assert sheet.targets["1"].cell == "3"
    assert sheet.not_used == ("kept; for; later",)
