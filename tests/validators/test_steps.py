"""Step and cycle numbers, beside what a look at each row finds."""

import itertools

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.steps import CycleConstant, CycleOrder, MinimumPoints, StepCount
from ionworks.validators.functions import findings

S, CYCLE = "Step count", "Cycle count"


@pytest.fixture(params=[1, 2, 5, 1000])
def _blocks(request, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", request.param)


def labels(seed, rows=30):
    """Return step numbers of which some are wrong, and where runs of equal ones start."""
    random = np.random.default_rng(seed)
    change = random.choice([0, 1, 0, 1, 0, 2, -1], rows)
    change[0] = 0
    step = np.cumsum(change)
    return step, [0, *(np.flatnonzero(np.diff(step)) + 1)]


@pytest.mark.usefixtures("_blocks")
class TestStepCount:
    def found(self, values, **how):
        frame = pl.DataFrame({S: pl.Series(values, dtype=pl.Float64)})
        return {e.code.value: e for e in findings(frame, StepCount([S], **how))}

    @pytest.mark.parametrize("seed", range(6))
    def test_rows_stay_or_rise_by_one(self, seed):
        step, _ = labels(seed)
        wrong = [
            {
                "row_index": row,
                "from": step[row],
                "to": step[row + 1],
                "diff": step[row + 1] - step[row],
            }
            for row in range(len(step) - 1)
            if step[row + 1] - step[row] not in (0, 1)
        ]
        issue = self.found(step)["step_count_non_sequential"]
        assert issue.payload["num_violations"] == len(wrong) > 1
        assert issue.payload["examples"] == wrong[:5]
        assert issue.rows == tuple(each["row_index"] + 1 for each in wrong)
        assert f"row {wrong[1]['row_index'] + 1}: from {wrong[1]['from']} to" in issue.message
        assert (f"and {len(wrong) - 5} more" in issue.message) == (len(wrong) > 5)

    @pytest.mark.parametrize(
        ("values", "first", "rows"),
        [
            ([0, 0, 1, 1, 2], None, ()),
            ([2, 2, 3], 2, ()),
            ([-1, 0, 1], -1, ()),
            ([0.5, 1.5], 0.5, ()),
            ([0, 1, 1.5, 2], None, (2, 3)),
            ([0, None, 0, 1], None, (1, 2)),
            ([None, 0, 1], "missing", (1,)),
        ],
    )
    def test_the_first_row_and_the_others(self, values, first, rows):
        found = self.found(values)
        start = found.pop("step_count_does_not_start_at_zero", None)
        assert (start is None) == (first is None)
        if start is not None:
            observed = None if first == "missing" else first
            assert start.payload["observed_first"] == observed
            assert f"is {first} in the first row" in start.message
            assert start.values == (() if observed is None else (observed,))
        wrong = found.pop("step_count_non_sequential", None)
        assert (() if wrong is None else wrong.rows) == rows
        assert "step_count_does_not_start_at_zero" not in self.found(values, continued=True)


@pytest.mark.usefixtures("_blocks")
class TestMinimumPoints:
    @pytest.mark.parametrize("least", [2, 3])
    @pytest.mark.parametrize("seed", range(4))
    def test_each_run_of_a_number_is_a_step(self, seed, least):
        step, starts = labels(seed)
        lengths = np.diff([*starts, len(step)])
        few = [n for n, length in enumerate(lengths) if length < least]
        (issue,) = findings(pl.DataFrame({S: step}), MinimumPoints(least))
        assert issue.payload["num_violations"] == len(few) > 1
        assert issue.rows == tuple(starts[n] for n in few[:20])
        assert issue.values == tuple(lengths[n] for n in few[:20])
        assert (issue.step, issue.payload["num_points"]) == (few[0], lengths[few[0]])
        assert issue.payload["min_points"] == least
        assert f"step {few[1]} (from row {starts[few[1]]}): {lengths[few[1]]}" in issue.message

    def test_enough_rows_pass(self):
        assert findings(pl.DataFrame({S: [0, 0, 1, 1, 1]}), MinimumPoints(2)) == []


@pytest.mark.usefixtures("_blocks")
class TestCycleConstant:
    @pytest.mark.parametrize("seed", range(4))
    def test_changes_within_steps(self, seed):
        random = np.random.default_rng(seed)
        step, starts = labels(seed)
        cycle = random.choice([1.0, 2.0, 3.0], len(step), p=[0.7, 0.15, 0.15])
        cycle[random.random(len(step)) < 0.1] = np.nan
        changed = {}
        for number, (first, end) in enumerate(zip(starts, [*starts[1:], len(step)], strict=True)):
            known = [row for row in range(first, end) if not np.isnan(cycle[row])]
            places = [b for a, b in itertools.pairwise(known) if cycle[a] != cycle[b]]
            if places:
                changed[number] = places[0], sorted({cycle[row] for row in known})
        frame = pl.DataFrame({S: step, CYCLE: cycle})
        (issue,) = findings(frame, CycleConstant(None))
        number, (row, cycles) = next(iter(changed.items()))
        assert issue.payload["num_violations"] == len(changed) > 1
        assert (issue.step, issue.payload["cycles"]) == (number, cycles)
        assert issue.rows == tuple(row for row, _ in changed.values())
        between = "and" if len(cycles) == 2 else "to"
        text = f"step {number}, cycles {cycles[0]:g} {between} {cycles[-1]:g}, at row {row}"
        assert text in issue.message

    def test_a_change_between_steps_passes(self):
        frame = pl.DataFrame({S: [0, 0, 1, 1], CYCLE: [0, 0, 1, 1]})
        assert findings(frame, CycleConstant(None)) == []


@pytest.mark.usefixtures("_blocks")
class TestCycleOrder:
    @pytest.mark.parametrize(
        ("cycles", "rows", "before"),
        [
            ([0, 0, 1, 2, 2], (), None),
            ([0, 1, 0, 1, 0], (2, 4), 1),
            ([5, 4.5, None, 4, 4], (1, 3), 5),
        ],
    )
    def test_a_cycle_never_comes_back(self, cycles, rows, before):
        frame = pl.DataFrame({CYCLE: pl.Series(cycles, dtype=pl.Float64)})
        found = findings(frame, CycleOrder("warning"))
        assert [issue.rows for issue in found] == [rows] * bool(rows)
        for issue in found:
            after = cycles[rows[0]]
            assert issue.severity == "warning"
            assert issue.payload == {
                "row_index": rows[0],
                "previous_value": before,
                "current_value": after,
                "num_violations": len(rows),
            }
            assert f"falls from {before} to {after} at row {rows[0]}; {len(rows)} fall" in (
                issue.message
            )
        beside = frame.with_columns(pl.lit(0).alias("Cycle from cycler"))
        assert findings(beside, CycleOrder("warning")) == []
