"""Pauses in steps of few rows: what the other steps must show."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.pauses import GapsUnderCurrent
from ionworks.validators.functions import findings


def series(*steps):
    """Join steps at 1 A, of the times of their rows since the start of each, 1 s apart."""
    times, start = [], 0.0
    for step in steps:
        times.append(start + np.asarray(step, dtype=float))
        start = times[-1][-1] + 1.0
    return pl.DataFrame(
        {
            "Time [s]": np.concatenate(times),
            "Current [A]": np.ones(sum(map(len, times))),
            "Step count": np.repeat(np.arange(len(times)), [len(each) for each in times]),
        }
    )


def pauses(*steps, rest=1e-3):
    found = findings(series(*steps), GapsUnderCurrent(rest, None, "warning"))
    return found[0].payload["num_violations"] if found else 0


def short(pause=3600.0):
    """Give six rows 1 s apart, with a pause in the middle."""
    return np.array([0.0, 1, 2, 2 + pause, 3 + pause, 4 + pause])


def even(intervals, seconds=1.0):
    return np.arange(intervals + 1) * seconds


@pytest.mark.parametrize(("count", "others"), [(1, 10), (2, 20), (3, 30)])
def test_for_each_short_pause_there_are_ten_other_intervals(count, others):
    steps = [short()] * count
    assert pauses(even(others), *steps) == count
    assert pauses(even(others - 1), *steps) == 0


def test_more_than_three_short_pauses_are_how_the_series_is_logged():
    assert pauses(even(100), *[short()] * 3) == 3
    assert pauses(even(100), *[short()] * 4) == 0


@pytest.mark.parametrize(("pause", "found"), [(1190.0, 0), (1210.0, 1)])
def test_a_short_pause_is_long_beside_the_intervals_of_other_steps(pause, found):
    """20 times the longest: 1200 s of 60 s."""
    assert pauses(even(50, 60.0), short(pause)) == found


@pytest.mark.parametrize(("intervals", "found"), [(4, 1), (3, 0)])
def test_a_step_of_four_intervals_can_have_a_pause(intervals, found):
    times = even(intervals)
    times[2:] += 3600.0
    assert pauses(even(50), times) == found


@pytest.mark.parametrize(("pause", "found"), [(19.5, 0), (20.5, 1)])
def test_a_pause_is_twenty_times_as_long_as_the_intervals_of_its_step(pause, found):
    times = even(60)
    times[30:] += pause - 1.0
    assert pauses(times) == found


@pytest.mark.parametrize(("rest", "found"), [(0.9, 1), (1.1, 0)])
def test_a_pause_at_rest_loses_nothing(rest, found):
    times = even(60)
    times[30:] += 3600.0
    assert pauses(times, rest=rest) == found
    assert pauses(even(50), short(), rest=rest) == found
