"""Times at their limits, in one block and in several."""

import itertools

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.times import TimeGaps, TimeMissing, TimeOrder, TimeStart
from ionworks.validators.functions import findings

T, I, S, F = "Time [s]", "Current [A]", "Step count", "Frequency [Hz]"  # noqa: E741


@pytest.fixture(params=[1, 2, 5, 1000], autouse=True)
def _blocks(request, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", request.param)


def timed(times, **columns):
    names = {"current": I, "step": S, "frequency": F}
    columns = {names[name]: values for name, values in columns.items()}
    return pl.DataFrame({T: pl.Series(times, dtype=pl.Float64), **columns})


@pytest.mark.parametrize(
    ("times", "row", "first"),
    [
        ([0.4, 1.0], None, None),
        ([0.6, 1.0], 0, 0.6),
        ([-0.4, 1.0], None, None),
        ([-0.6, 1.0], 0, -0.6),
        ([None, None, None, 7.0, 8.0], 3, 7.0),
        ([None, 0.0, 7.0], None, None),
        ([None, None], None, None),
    ],
)
def test_the_first_time(times, row, first):
    found = findings(timed(times), TimeStart(0.5))
    assert [issue.rows for issue in found] == [(row,)] * (row is not None)
    for issue in found:
        assert issue.payload == {"observed": first, "tolerance": 0.5}
        assert f"starts at {first:.6g} s in row {row}" in issue.message


@pytest.mark.parametrize("seed", range(3))
def test_each_fall_is_counted(seed):
    random = np.random.default_rng(seed)
    times = np.cumsum(random.choice([1.0, 2.0, -0.4, -0.6, -3.0], 30))
    times[random.random(30) < 0.2] = np.nan
    known = np.flatnonzero(~np.isnan(times))
    falls = [(a, b) for a, b in itertools.pairwise(known) if times[b] - times[a] < -0.5]
    (issue,) = findings(timed(times), TimeOrder(0.5))
    assert issue.rows == tuple(b for _, b in falls)
    assert issue.values == tuple(times[b] for _, b in falls)
    assert issue.payload == {
        "row_index": falls[0][1],
        "previous_time": times[falls[0][0]],
        "current_time": times[falls[0][1]],
        "num_violations": len(falls),
    }
    assert f"at row {falls[0][1]}; {len(falls)} fall(s) in all" in issue.message


@pytest.mark.parametrize("with_frequency", [True, False])
def test_rows_without_a_time_are_counted(with_frequency):
    times = [0.0, None, 1.0, None, None, 2.0]
    frequency = [None, 5.0, None, None, 0.0, None]
    columns = {"frequency": pl.Series(frequency, dtype=pl.Float64)} if with_frequency else {}
    (issue,) = findings(timed(times, **columns), TimeMissing())
    rows = (3,) if with_frequency else (1, 3, 4)
    assert (issue.rows, issue.payload) == (rows, {"row_index": rows[0], "num_rows": len(rows)})
    assert findings(timed([0.0, 1.0]), TimeMissing()) == []


@pytest.mark.parametrize("seed", range(3))
def test_each_gap_is_counted_unless_the_cell_rests(seed):
    random = np.random.default_rng(seed)
    times = np.cumsum(random.choice([1.0, 99.0, 101.0, 500.0], 30, p=[0.5, 0.1, 0.2, 0.2]))
    times[random.random(30) < 0.1] = np.nan
    current = random.choice([0.0, 0.09, -0.09, 0.11, -0.11], 30)
    step = np.repeat([0, 1, 2], 10)
    known = np.flatnonzero(~np.isnan(times))
    gaps = [(a, b) for a, b in itertools.pairwise(known) if times[b] - times[a] > 100]

    def check(wanted, **columns):
        (issue,) = findings(timed(times, **columns), TimeGaps(100.0, 0.1))
        assert issue.rows == tuple(a for a, _ in wanted)
        assert issue.values == tuple(times[b] - times[a] for a, b in wanted)
        assert issue.payload == {
            "row_index": wanted[0][0],
            "gap_seconds": times[wanted[0][1]] - times[wanted[0][0]],
            "max_gap_seconds": 100.0,
            "num_violations": len(wanted),
        }
        assert f"between rows {wanted[0][0]} and {wanted[0][1]} exceeds" in issue.message

    check(gaps)
    check(gaps, current=current)
    check(gaps, step=step)
    at_work = [
        (a, b) for a, b in gaps if step[a] != step[b] or max(abs(current[a]), abs(current[b])) > 0.1
    ]
    assert 0 < len(at_work) < len(gaps)
    check(at_work, current=current, step=step)


def test_what_is_needed():
    for check in (TimeGaps(1.0), TimeOrder(0.0), TimeStart(0.0), TimeMissing()):
        assert check.prepare({I}) == f"needs `{T}`"
        assert check.prepare({T}) is None
