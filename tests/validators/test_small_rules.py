"""Rules within the checks that have an answer of their own."""

import math
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from ionworks.quantities import Quantity
from ionworks.tables.files import OtherCsvError
from ionworks.validators.checks import outliers
from ionworks.validators.checks.needed import unreadable_steps
from ionworks.validators.checks.outliers import find_outliers, moved_charge
from ionworks.validators.files import _unreadable
from ionworks.validators.limits import read_rated_capacity, read_voltage_window

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
VALUE = st.one_of(st.none(), st.just(float("nan")), st.integers(-20, 20).map(float))


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 90), VALUE), max_size=30), st.integers(1, 9))
def test_the_charge_that_moves_is_the_range_of_its_integral(rows, size):
    """Rows without a current are left out; the size of the blocks makes no difference."""
    time = np.cumsum([seconds for seconds, _ in rows], dtype=float)
    current = np.array([np.nan if value is None else value for _, value in rows], dtype=float)
    frame = pl.DataFrame(
        {T: time, I: [value for _, value in rows]}, schema={T: pl.Float64, I: pl.Float64}
    )
    known = np.isfinite(current)
    time, current = time[known], current[known]
    moved = np.diff(time) * (current[1:] + current[:-1]) / 2
    net = np.concatenate([[0.0], np.cumsum(moved)]) / 3600
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outliers, "BLOCK_ROWS", size)
        assert moved_charge(frame) == pytest.approx(np.ptp(net), abs=1e-12)


def hours():
    """Give 2.5 A.h out from 4.1 to 3.7 V, and in again, with a row every 10 s."""
    fall = np.linspace(4.1, 3.7, 361)
    return {
        T: np.arange(722) * 10.0,
        V: np.concatenate([fall, fall[::-1]]),
        I: np.repeat([2.5, -2.5], 361),
        "Temperature [degC]": np.full(722, 25.0),
        S: np.repeat([0, 1], 361),
    }


@pytest.mark.parametrize(("column", "value"), [(V, 0.2), ("Temperature [degC]", 85.0)])
@pytest.mark.parametrize("rows", [1, 3, 4])
def test_a_glitch_has_three_rows_at_most(column, value, rows):
    """A voltage or temperature that stays for longer was measured."""
    columns = hours()
    columns[column][200 : 200 + rows] = value
    found = find_outliers(pl.DataFrame(columns), severity="error")
    assert [issue.column for issue in found.issues] == [column] * (rows <= 3)
    for issue in found.issues:
        assert issue.rows == tuple(range(200, 200 + rows))


@pytest.mark.parametrize(
    ("cycles", "rows", "shown"),
    [
        (pl.Series([0, 1, 2]), [], ""),
        (pl.Series([0.0, 1.0, None]), [], ""),
        (pl.Series([0.0, 1.0, math.nan]), [], ""),
        (pl.Series([0.5, 1.0, 1.5]), [0, 2], "0.5"),
        (pl.Series([0.0, -2.0, math.inf]), [2], "inf"),
        (pl.Series([0.0, 2.0**63, -(2.0**63)]), [1, 2], "9.223372037e+18"),
        (pl.Series([0, 1, 2**63], dtype=pl.UInt64), [2], "9.223372037e+18"),
        (pl.Series([0, 1, 2**62], dtype=pl.UInt64), [], ""),
        (pl.Series([True, False, True]), [], ""),
    ],
)
def test_cycles_of_a_step_table_are_whole_numbers(cycles, rows, shown):
    steps = pl.DataFrame(
        {
            "Cycle count": cycles,
            "Discharge capacity [A.h]": [1.0, 0.0, 1.0],
            "Charge capacity [A.h]": [0.0, 1.0, 0.0],
        }
    )
    found = unreadable_steps(steps)
    assert [list(issue.rows) for issue in found] == [rows] * bool(rows)
    for issue in found:
        assert issue.message.startswith(f"'Cycle count' holds {shown} in row {rows[0]};")
        assert f"There are {len(rows)} such row(s)." in issue.message
        assert (issue.column, issue.payload["num_rows"]) == ("Cycle count", len(rows))
        assert issue.payload["row_index"] == rows[0]
    # Cycles are made from the series where the table has not all that they need.
    assert unreadable_steps(steps.drop("Charge capacity [A.h]")) == []


@pytest.mark.parametrize(
    ("given", "read"),
    [(5, 5.0), (1e-9, 1e-9), (Quantity(2500, "mA.h"), 2.5)]
    + [(nothing, None) for nothing in (0.0, -0.0, -5.0, math.nan, math.inf, None)],
)
def test_a_rated_capacity_that_says_nothing_is_none(given, read):
    assert read_rated_capacity(given) == read


@pytest.mark.parametrize(
    "window", [(2.5, 2.5), (4.2, 2.5), (math.nan, 4.2), (2.5, math.inf), (2.5,), 3, ("a", "b")]
)
def test_a_voltage_window_rises(window):
    assert read_voltage_window((2.5, 4.2)) == (2.5, 4.2)
    assert read_voltage_window((-1.0, Quantity(4200, "mV"))) == (-1.0, 4.2)
    with pytest.raises(ValueError, match="lower and the upper voltage limit"):
        read_voltage_window(window)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("it is damaged"), "it is damaged"),
        (ValueError("\n it is damaged\nat byte 7\nof 9"), "it is damaged"),
        (OSError(), "OSError"),
        (OtherCsvError("its text is UTF-16", 'encoding="utf-16"'), "its text is UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(error, reason):
    found = _unreadable(Path("folder/a.csv"), error)
    assert found.message.startswith(f"'a.csv' could not be read: {reason}")
    assert "byte" not in found.message
    assert ('encoding="utf-16"' in found.advice) == isinstance(error, OtherCsvError)
