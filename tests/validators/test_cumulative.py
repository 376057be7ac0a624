"""Running totals start at zero in each step and never fall in it, at each limit."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.cumulative import Cumulative
from ionworks.validators.functions import findings

S, Q = "Step count", "Discharge capacity [A.h]"
NOT_RESET, FALLS = "cumulative_value_not_reset", "cumulative_value_decreased"


def issues(values, steps=None, tolerance=1e-6, **how):
    steps = [0] * len(values) if steps is None else steps
    frame = pl.DataFrame({S: steps, Q: pl.Series(values, dtype=pl.Float64)})
    return findings(frame, Cumulative(S, None, tolerance, **how))


def facts(found):
    return [(each.code.value, each.severity, each.payload["num_violations"]) for each in found]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("start", "found"),
    [(0.9e-6, []), (1.4e-6, [(NOT_RESET, "error", 1)]), (0.5, [(NOT_RESET, "error", 1)])],
)
def test_a_step_starts_at_zero(sign, start, found):
    made = issues([sign * start, 1.0, 2.0])
    assert facts(made) == found
    for issue in made:
        assert issue.payload["observed"] == sign * start
        assert (issue.rows, issue.values) == ((0,), (sign * start,))


@pytest.mark.parametrize(
    ("top", "fall", "found"),
    [
        (0.5, 0.9e-6, []),
        (0.5, 1.4e-6, [(FALLS, "error", 1)]),
        # A large total has coarser last digits: a millionth of it.
        (100.0, 0.9e-4, []),
        (100.0, 1.4e-4, [(FALLS, "error", 1)]),
        # A small one falls by less than the tolerance; a ten thousandth of it is noise.
        (5e-3, 0.4e-6, []),
        (5e-3, 0.7e-6, [(FALLS, "warning", 1)]),
    ],
)
def test_a_total_never_falls(top, fall, found):
    made = issues([0.0, top, top - fall, top])
    assert facts(made) == found
    for issue in made:
        assert issue.rows == (2,)
        assert issue.values == (top, top - fall)
        limit = 1e-4 * top if issue.severity == "warning" else 1e-6
        assert issue.payload["tolerance"] == pytest.approx(limit)
        assert issue.payload["previous_value"] == top
        assert issue.payload["current_value"] == top - fall


@pytest.mark.parametrize(("start", "found"), [(0.4e-6, []), (0.7e-6, [(NOT_RESET, "warning", 1)])])
def test_a_small_total_starts_at_zero_too(start, found):
    made = issues([0.0, 5e-3, start, 5e-3], [0, 0, 1, 1])
    assert facts(made) == found
    for issue in made:
        assert (issue.step, issue.rows) == (1, (2,))
        assert issue.payload["tolerance"] == pytest.approx(5e-7)


def test_the_worst_of_small_ones_is_named():
    values = [1e-9, 1e-6, 8e-9, 1e-6, -9e-9, 1e-6, 5e-9, 1e-6]
    (issue,) = issues(values, np.repeat(range(4), 2))
    assert (issue.step, issue.rows, issue.values) == (2, (4,), (-9e-9,))
    values = [0.0, 1e-6, 0.99e-6, 1e-6, 0.0, 2e-6, 1.97e-6, 2e-6, 1.98e-6]
    (issue,) = issues(values, [0] * 4 + [1] * 5)
    assert (issue.step, issue.rows, issue.values) == (1, (6,), (2e-6, 1.97e-6))


def test_each_step_is_counted_once():
    values = [1.0, 2.0, 1.0, 0.5, 3.0, 1.0, 2.5, 3.0, 0.0, 1.0]
    steps = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
    offset, fall = issues(values, steps)
    assert facts([offset, fall]) == [(NOT_RESET, "error", 3), (FALLS, "error", 3)]
    assert (offset.step, offset.rows) == (0, (0, 4, 7))
    assert "3 steps at values from 1 to 3" in offset.message
    assert (fall.step, fall.rows, fall.values) == (0, (2, 5, 8), (2.0, 1.0))
    assert "step 1, from 3 to 1 at row 5" in fall.message
    assert "step 2 (row 7) at 3" in offset.message


@pytest.mark.parametrize("size", range(1, 9))
def test_blocks_make_no_difference(size, monkeypatch):
    random = np.random.default_rng(size)
    steps = np.sort(random.integers(0, 6, 40))
    steps = np.unique(steps, return_inverse=True)[1]
    values = np.round(np.cumsum(random.uniform(-0.2, 1.0, 40)), 3)
    values[random.random(40) < 0.15] = np.nan
    whole = issues(values, steps)
    offsets, falls = set(), {}
    for step in np.unique(steps):
        own = [row for row in np.flatnonzero(steps == step) if not np.isnan(values[row])]
        if own and abs(values[own[0]]) > 1e-6:
            offsets.add(own[0])
        for place, row in enumerate(own[1:], 1):
            high = max(values[each] for each in own[:place])
            if values[row] < high - max(1e-6, 1e-6 * abs(high)):
                falls.setdefault(step, row)
    rows = {each.code.value: set(each.rows) for each in whole}
    assert rows.get(NOT_RESET, set()) == offsets
    assert rows.get(FALLS, set()) == set(falls.values())
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    assert issues(values, steps) == whole


@pytest.mark.parametrize(
    ("values", "lost", "share"),
    [
        # A total that runs on moved since the last row, and one that was reset since zero.
        ([0.0, 1.0, 1.25, 2.25], 0.25, 0.25 / 2.25),
        ([0.0, 1.0, 0.5, 1.5], 0.5, 0.5 / 2.5),
        ([0.0, 1.0, 1.0, 2.0], 0.0, 0.0),
        ([0.0, 1.0, 1.012, 2.012], 0.012, 0.012 / 2.012),
        ([0.0, 1.0, 1.008, 2.008], 0.008, 0.0),  # less than 0.5 % is not worth a word
    ],
)
def test_what_the_advice_loses(values, lost, share):
    (issue,) = issues(values, [0, 0, 1, 1])
    text = f"leaves out what came before the first row of a step: {lost:.4g} A.h, {share:.1%} of"
    assert (text in issue.message) == (share > 0)
    assert ("leaves out" in issue.message) == (share > 0)


def test_falls_do_not_count_as_what_rose():
    """1 A.h, then 0.5 A.h after a fall, then 0.5 A.h to the next step, and 1 A.h in it."""
    offset, _ = issues([0.0, 1.0, 0.5, 1.0, 1.5, 2.5], [0, 0, 0, 0, 1, 1])
    assert f"0.5 A.h, {0.5 / 3:.1%} of the whole" in offset.message


def test_the_first_step_of_rows_that_follow_began_before():
    assert issues([5.0, 6.0, 0.0, 1.0], [0, 0, 1, 1], continued=True) == []
    assert facts(issues([5.0, 4.0, 7.0, 8.0], [0, 0, 1, 1], continued=True)) == [
        (NOT_RESET, "error", 1),
        (FALLS, "error", 1),
    ]


def test_columns_are_the_ones_given_or_all_that_are_there():
    frame = pl.DataFrame(
        {S: [0, 0], Q: [1.0, 2.0], "Charge energy [W.h]": [1.0, 2.0], "own": [3.0, 4.0]}
    )
    for columns, named in (
        (None, [Q, "Charge energy [W.h]"]),
        (["own"], ["own"]),
        ([Q], [Q]),
    ):
        made = findings(frame, Cumulative(S, columns, 1e-6))
        assert [each.column for each in made] == named
    assert Cumulative(S, None, 1e-6).prepare({S}) == "needs a capacity or energy column"
    assert findings(frame, Cumulative(S, None, 5.0))[0].severity == "warning"
