"""How far apart rows may be: coarse times, and charge between the rows of two steps."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.spacing import ChargeBetweenSteps, TimeResolution, rest_limit
from ionworks.validators.functions import findings

T, I, S = "Time [s]", "Current [A]", "Step count"  # noqa: E741


def test_the_current_of_a_rest_is_a_thousandth():
    frame = pl.DataFrame({I: [1.0, -4.0, None, float("inf"), float("nan")]})
    assert rest_limit(frame, None) == pytest.approx(4e-3)  # of the largest current
    assert rest_limit(frame.head(2), None) == pytest.approx(4e-3)
    assert rest_limit(frame, 2.0) == pytest.approx(2e-3)  # of the rated capacity per hour
    assert rest_limit(pl.DataFrame({T: [0.0]}), None) == 0.0
    assert rest_limit(pl.DataFrame({I: ["1"]}), None) == 0.0


class TestTimeResolution:
    def issues(self, time, step=None):
        step = [0] * len(time) if step is None else step
        frame = pl.DataFrame({T: np.array(time, dtype=float), S: step})
        return findings(frame, TimeResolution("error"))

    def coarse(self, equal, jumps, grid):
        """Return times of which so many are those of the row before, in jumps of a grid."""
        change = np.zeros(equal + jumps)
        change[np.linspace(0, len(change) - 1, jumps).astype(int)] = grid
        return np.concatenate([[0.0], np.cumsum(change)])

    @pytest.mark.parametrize(
        ("equal", "jumps", "grid", "found"),
        [
            (62, 38, 1.0, True),  # from 60 % of equal times on
            (58, 42, 1.0, False),
            (61, 39, 100.0, True),
            # On the grid of float32 since 1970 a tenth is enough.
            (12, 88, 128.0, True),
            (9, 91, 128.0, False),
            (12, 88, 131.072, True),
            (12, 88, 130.0, False),
            (12, 88, 127.0, False),
            (12, 88, 256.0, True),
            (12, 88, 192.0, False),
        ],
    )
    def test_how_many_rows_have_the_time_of_the_row_before(self, equal, jumps, grid, found):
        time = self.coarse(equal, jumps, grid)
        issues = self.issues(time)
        assert len(issues) == found
        for issue in issues:
            assert issue.payload == {
                "grid_seconds": pytest.approx(grid),
                "num_equal": equal,
                "num_intervals": equal + jumps,
            }
            assert issue.rows == (np.argmax(np.diff(time) == 0) + 1,)
            assert ("since 1970." in issue.message) == (grid in {128.0, 131.072, 256.0})

    @pytest.mark.parametrize(("jumps", "found"), [(180, True), (230, False)])
    def test_a_jump_is_a_200th_of_a_step_at_least(self, jumps, found):
        assert len(self.issues(self.coarse(4 * jumps, jumps, 1.0))) == found
        # Two steps last half as long each.
        time = self.coarse(8 * jumps, 2 * jumps, 1.0)
        step = (np.arange(len(time)) > len(time) // 2) * 1
        assert len(self.issues(time, step)) == found

    def test_the_smallest_jump_counts(self):
        time = self.coarse(700, 100, 3.0)
        assert len(self.issues(time)) == 1
        time[400:] += 0.01
        assert self.issues(time) == []

    def test_equal_times_of_two_steps_are_none_and_one_grid_alone_is(self):
        time, step = np.repeat(np.arange(50.0), 2), np.repeat(np.arange(51), 2)[1:-1]
        assert self.issues(time, step) == []
        assert self.issues([0.0] * 10) == []
        mixed = np.cumsum([0.0, 0.0, *[128.0, 131.072] * 5])
        assert self.issues(mixed) == []

    @pytest.mark.parametrize("size", [1, 3, 7, 50])
    def test_blocks_make_no_difference(self, size, monkeypatch):
        coarse = self.coarse(70, 30, 1.0)
        fine = np.concatenate([np.arange(20) * 0.5, 10.0 + coarse])
        missing = [None if row % 5 == 2 else each for row, each in enumerate(coarse)]
        series = (coarse, self.coarse(20, 80, 128.0), fine, missing)
        whole = [[each.payload for each in self.issues(time)] for time in series]
        assert [len(each) for each in whole][:2] == [1, 1]
        monkeypatch.setattr(scan, "BLOCK_ROWS", size)
        assert [[each.payload for each in self.issues(time)] for time in series] == whole


class TestChargeBetweenSteps:
    def issues(self, *steps, **columns):
        """Check steps of (current, interval, rows, time before the first row)."""
        time, current, step, clock = [], [], [], 0.0
        for number, (amps, interval, rows, before) in enumerate(steps):
            times = clock + before + interval * np.arange(rows)
            time += list(times)
            current += [amps] * rows
            step += [number] * rows
            clock = times[-1]
        return findings(
            pl.DataFrame({T: time, I: current, S: step} | columns), ChargeBetweenSteps()
        )

    @pytest.mark.parametrize("sign", [1.0, -1.0])
    def test_the_charge_is_that_of_the_first_row_for_the_time_before_it(self, sign):
        (issue,) = self.issues((1.0, 10.0, 21, 0.0), (sign * 2.0, 10.0, 11, 10.0))
        lost, inside = 2.0 * 10 / 3600, (1.0 * 200 + 2.0 * 100) / 3600
        assert issue.payload == {
            "lost": pytest.approx(lost),
            "total": pytest.approx(lost + inside),
            "fraction": pytest.approx(lost / (lost + inside)),
            "num_steps": 1,
        }
        assert (issue.step, issue.rows) == (1, (21,))
        assert issue.values == (pytest.approx(lost),)
        assert "in 10 s before row 21 (step 1)" in issue.message

    @pytest.mark.parametrize(
        ("before", "found"), [(0.0, False), (3.0, True), (19.0, True), (21.0, False)]
    )
    def test_the_first_row_comes_after_two_of_its_intervals_at_most(self, before, found):
        steps = (1.0, 100.0, 2, 0.0), (1.0, 10.0, 20, before)
        assert len(self.issues(*steps)) == found
        # A step of one row has the interval of the row before it.
        steps = (0.01, 10.0, 20, 0.0), (1.0, 1.0, 1, before), (0.01, 10.0, 2, 5.0)
        assert sum(21 - 1 in each.rows for each in self.issues(*steps)) == found

    @pytest.mark.parametrize("at_end", [False, True])
    def test_a_last_row_alone_is_a_step_too(self, at_end):
        steps = [(0.1, 10.0, 30, 0.0), (5.0, 10.0, 1, 10.0)]
        (issue,) = self.issues(*steps, *([] if at_end else [(0.1, 10.0, 5, 0.0)]))
        assert issue.rows == (30,)
        assert issue.payload["lost"] == pytest.approx(50 / 3600)

    @pytest.mark.parametrize(("rows", "found"), [(17, False), (18, True)])
    def test_a_sample_of_less_than_twenty_rows_is_not_judged(self, rows, found):
        assert len(self.issues((1.0, 10.0, rows, 0.0), (1.0, 10.0, 2, 10.0))) == found

    @pytest.mark.parametrize(("rows", "found"), [(195, True), (205, False)])
    def test_a_200th_of_the_charge_may_be_lost(self, rows, found):
        assert len(self.issues((1.0, 10.0, rows - 9, 0.0), (1.0, 10.0, 10, 10.0))) == found

    def test_the_time_before_the_first_row_counts_from_zero(self):
        (issue,) = self.issues((1.0, 10.0, 30, 10.0))
        assert (issue.rows, issue.step) == ((0,), 0)
        assert issue.payload["lost"] == pytest.approx(10 / 3600)
        assert issue.payload["total"] == pytest.approx(300 / 3600)
        assert self.issues((1.0, 10.0, 30, 21.0)) == []
        assert self.issues((1.0, 10.0, 30, 0.0)) == []
        assert self.issues((0.0, 10.0, 30, 10.0)) == []

    def test_totals_show_what_flowed(self):
        steps = (1.0, 10.0, 21, 0.0), (2.0, 10.0, 11, 10.0)
        for name in ("Charge capacity [A.h]", "Discharge energy [W.h]"):
            assert self.issues(*steps, **{name: [0.0] * 32}) == []

    @pytest.mark.parametrize("size", range(1, 8))
    def test_blocks_make_no_difference(self, size, monkeypatch):
        steps = [(1.0, 10.0, 8, 5.0), (2.0, 10.0, 1, 10.0), (-1.0, 5.0, 2, 4.0)]
        steps += [(0.5, 20.0, 9, 20.0), (1.0, 2.0, 3, 90.0), (3.0, 10.0, 1, 4.0)]
        (whole,) = self.issues(*steps)
        assert whole.payload["num_steps"] == 5
        lost = 1 * 5 + 2 * 10 + 1 * 4 + 0.5 * 20 + 3 * 4
        inside = 1 * 70 + 1 * 5 + 0.5 * 160 + 1 * 4
        assert whole.payload["lost"] == pytest.approx(lost / 3600)
        assert whole.payload["total"] == pytest.approx((lost + inside) / 3600)
        monkeypatch.setattr(scan, "BLOCK_ROWS", size)
        (cut,) = self.issues(*steps)
        assert cut.rows == whole.rows
        assert cut.payload == pytest.approx(whole.payload)
