"""Intervals under current that are far longer than the others of their step, at each limit."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.pauses import GapsUnderCurrent
from ionworks.validators.functions import findings

T, I, S = "Time [s]", "Current [A]", "Step count"  # noqa: E741


def step(count, at=(), long=1000.0, *, current=1.0, every=1.0):
    """Return the intervals of a step, of which some are long, and its current."""
    gaps = np.full(count, every)
    gaps[list(at)] = long
    return gaps, np.broadcast_to(np.array(current, dtype=float), count + 1).copy()


def issues(*steps, rest=0.0, longest=None):
    time, amps, number, clock = [], [], [], 0.0
    for place, (gaps, current) in enumerate(steps):
        times = clock + np.concatenate([[0.0], np.cumsum(gaps)])
        time += list(times)
        amps += list(current)
        number += [place] * len(times)
        clock = times[-1]
    frame = pl.DataFrame({T: time, I: amps, S: number})
    return findings(frame, GapsUnderCurrent(rest, longest, "error"))


def count(*steps, **how):
    return sum(each.payload["num_violations"] for each in issues(*steps, **how))


def test_what_is_said_of_a_pause():
    (issue,) = issues(step(30, current=2.0), step(50, [20], 1000.0, current=2.5))
    assert issue.payload == {
        "row_index": 31 + 20,
        "gap_seconds": 1000.0,
        "usual_seconds": 1.0,
        "num_violations": 1,
    }
    assert (issue.step, issue.rows, issue.values) == (1, (51,), (1000.0,))
    assert "1000 s between rows 51 and 52 of step 1, at 2.5 A" in issue.message


@pytest.mark.parametrize(("long", "found"), [(19.5, 0), (20.5, 1)])
@pytest.mark.parametrize("at", [0, 20, 49])
def test_a_pause_is_twenty_times_as_long_as_the_others(long, found, at):
    assert count(step(50, [at], long)) == found
    assert count(step(50), step(50, [at], long), step(50)) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (1.0, 1.0, 1),
        (0.0, 1.0, 0),
        (1.0, 0.0, 0),
        (0.09, 1.0, 0),
        (1.0, -0.09, 0),
        (-0.11, 0.11, 1),
    ],
)
def test_a_current_flows_on_both_sides(before, after, found):
    current = np.ones(51)
    current[20], current[21] = before, after
    assert count(step(50, [20], current=current), rest=0.1) == found


@pytest.mark.parametrize(("longest", "found"), [(900.0, 0), (1000.0, 1), (1100.0, 1), (None, 1)])
def test_another_check_reports_longer_gaps(longest, found):
    assert count(step(50, [20], 1000.0), longest=longest) == found


@pytest.mark.parametrize(("beside", "found"), [(2.9, 1), (3.2, 0)])
def test_it_lies_alone(beside, found):
    """The intervals beside it are three times as long as the usual one at most."""
    for place in (19, 21):
        gaps, current = step(60, [20])
        gaps[place] = beside
        assert count((gaps, current)) == found


@pytest.mark.parametrize(
    ("pauses", "between", "found"), [(1, 0, 1), (1, 1, 0), (1, 2, 0), (2, 1, 2), (3, 1, 3)]
)
def test_hardly_any_interval_is_in_between_in_length(pauses, between, found):
    """Half as many as there are pauses are 3 to 20 times as long as usual."""
    for length, expected in ((3.3, found), (19.0, found), (2.9, pauses)):
        gaps, current = step(60, [20, 40, 45][:pauses])
        gaps[[5, 50][:between]] = length
        assert count((gaps, current)) == expected


@pytest.mark.parametrize(
    ("intervals", "pauses", "found"),
    [(50, 3, 3), (50, 5, 5), (50, 6, 0), (400, 40, 40), (400, 41, 0), (800, 62, 62), (800, 65, 0)],
)
def test_how_many_there_may_be(intervals, pauses, found):
    """A tenth of the intervals, and 63 in all."""
    at = np.linspace(3, intervals - 4, pauses).astype(int)
    assert count(step(intervals, at)) == found


@pytest.mark.parametrize(("size", "found"), [(0.45, 6), (0.55, 0)])
def test_the_current_of_many_pauses_stays(size, found):
    """It changes by half at most around each; up to three are pauses whatever it does."""
    at = np.arange(5, 77, 12)
    for offset in (-1, 0, 1, 2):
        current = np.ones(81)
        current[at + offset] = 1 - size
        assert count(step(80, at, current=current)) == found
        assert count(step(80, at[:3], current=current)) == 3


@pytest.mark.parametrize(("others", "found"), [(1, 10), (2, 0)])
def test_most_long_intervals_are_such_pauses(others, found):
    """Nine of ten lie under a steady current."""
    at = np.arange(5, 5 + 12 * (10 + others), 12)
    current = np.ones(161)
    current[at[:others]] = 0.3
    assert count(step(160, at, current=current)) == found


@pytest.mark.parametrize(("often", "found"), [(4, 4), (2, 4), (0, 4)])
def test_regular_intervals_are_like_their_mean(often, found):
    gaps, current = step(120, [10, 40, 70, 100])
    if often:
        gaps[1::often] = np.where(gaps[1::often] == 1.0, 2.0, gaps[1::often])
    assert count((gaps, current)) == found


def test_usual_intervals_far_above_their_mean_are_not_regular():
    """They are three times as long as the mean one at most, where there are many pauses."""
    for burst, found in ((2, 4), (6, 0)):
        gaps, current = step(120, [10, 40, 70, 100])
        short = np.arange(120) % burst != 0
        gaps[short & (gaps == 1.0)] = 0.01
        assert count((gaps, current)) == found


class TestShortSteps:
    """A step of a few intervals may have one pause, which the other steps confirm."""

    def others(self, intervals=100):
        return step(intervals)

    @pytest.mark.parametrize(("intervals", "found"), [(3, 0), (4, 1), (6, 1), (7, 1), (8, 1)])
    def test_how_many_intervals_it_has(self, intervals, found):
        assert count(self.others(), step(intervals, [1])) == found
        # With eight it needs no others.
        assert count(step(intervals, [1])) == (intervals >= 8)

    @pytest.mark.parametrize(
        ("intervals", "at", "found"), [(6, 0, 0), (6, 5, 0), (6, 4, 1), (9, 0, 1)]
    )
    def test_it_lies_inside(self, intervals, at, found):
        assert count(self.others(), step(intervals, [at])) == found

    @pytest.mark.parametrize(("intervals", "found"), [(9, 0), (10, 1)])
    def test_ten_other_intervals_confirm_it(self, intervals, found):
        assert count(self.others(intervals), step(6, [3])) == found

    @pytest.mark.parametrize(("intervals", "found"), [(19, 0), (20, 2), (25, 2)])
    def test_ten_others_for_each(self, intervals, found):
        assert count(self.others(intervals), step(6, [3]), step(6, [3])) == found

    @pytest.mark.parametrize(("steps", "found"), [(3, 3), (4, 0)])
    def test_three_steps_at_most(self, steps, found):
        assert count(self.others(), *[step(6, [3])] * steps) == found

    @pytest.mark.parametrize(("longest", "found"), [(49.5, 1), (50.5, 0)])
    def test_nothing_else_is_nearly_as_long(self, longest, found):
        """The others are a twentieth as long at most."""
        assert count(step(100, every=longest), step(6, [3], 1000.0)) == found

    @pytest.mark.parametrize(("current", "found"), [(1.0, 1), (0.0, 0)])
    def test_only_intervals_under_current_confirm_it(self, current, found):
        assert count(step(100, current=current), step(6, [3]), rest=0.1) == found

    @pytest.mark.parametrize(("rest", "found"), [(0.9, 1), (1.1, 0)])
    def test_a_pause_at_rest_loses_nothing(self, rest, found):
        assert count(self.others(), step(6, [3]), rest=rest) == found

    @pytest.mark.parametrize(("often", "found"), [(1.3, 1), (1.7, 0)])
    def test_its_other_intervals_are_similar(self, often, found):
        """The longest is 1.5 times as long as their mean at most."""
        gaps, current = step(6, [3])
        rest = gaps == 1.0
        gaps[0] = often * 4 / (5 - often)  # of five others, four of 1 s
        assert gaps[0] == pytest.approx(often * gaps[rest].mean())
        assert count(self.others(), (gaps, current)) == found

    @pytest.mark.parametrize(("size", "found"), [(0.45, 1), (0.55, 0)])
    def test_its_current_stays(self, size, found):
        for row in (2, 3, 4, 5):
            current = np.ones(7)
            current[row] = 1 - size
            assert count(self.others(), step(6, [3], current=current)) == found


@pytest.mark.parametrize("size", [3, 7, 20])
def test_blocks_make_no_difference(size, monkeypatch):
    series = [
        [step(50), step(50, [20, 40]), step(6, [3]), step(30, [0])],
        [step(100, [10, 30, 50, 70, 90], 300.0), step(40, current=0.0), step(12, [5], 2000.0)],
        [step(60, [59]), step(60, [0]), step(1), step(2, [0])],
    ]
    found = [issues(*steps) for steps in series]
    assert [each[0].payload["num_violations"] for each in found] == [4, 6, 2]
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    for steps, whole in zip(series, found, strict=True):
        (cut,) = issues(*steps)
        assert (cut.rows, cut.values, cut.payload) == (
            whole[0].rows,
            whole[0].values,
            whole[0].payload,
        )


def test_equal_times_hide_no_pause():
    gaps, current = step(60, [20])
    gaps[[5, 30]] = 0.0
    assert count((gaps, current)) == 1
