"""What steps and edges say of the sign of the current, on both sides of each limit."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.current_sign import CurrentSign
from ionworks.validators.checks.scan import scan

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
ROWS = 41


def line(rise, rows=ROWS):
    return np.linspace(0.0, rise, rows)


def bent(*corners, rows=ROWS):
    """Return a voltage that goes through corners of (share of the time, voltage)."""
    shares, volts = zip((0.0, 0.0), *corners, strict=True)
    return np.interp(np.linspace(0.0, 1.0, rows), shares, volts)


def join(*steps, start=3.7):
    """Join steps of a current, the course of its voltage from the last one on, and an interval.

    Each step begins at the voltage at which the one before ends, so that no edge shows.
    """
    columns = {name: [] for name in (T, V, I, S)}
    level, clock = start, 0.0
    for number, (current, course, interval) in enumerate(steps):
        columns[V] += list(level + course)
        columns[T] += list(clock + interval * np.arange(len(course)))
        columns[I] += list(np.broadcast_to(current, len(course)))
        columns[S] += [number] * len(course)
        level, clock = columns[V][-1], columns[T][-1] + interval
    return pl.DataFrame(columns)


def verdict(frame, capacity=None):
    """Return what is found and by which share, or whether it cannot be told."""
    check = CurrentSign(frame, rated_capacity=capacity)
    found, _ = scan(frame, [check])
    assert not (found and check.undecided())
    for issue in found:
        return issue.code.value.removeprefix("current_sign_"), issue.payload["charge_fraction"]
    return ("passes", None) if check.undecided() is None else ("undecided", None)


@pytest.mark.parametrize(
    ("share", "both_signs", "one_sign"),
    [
        (0.24, "passes", "passes"),
        (0.26, "indeterminate", "unsigned"),
        (0.74, "indeterminate", "unsigned"),
        (0.76, "reversed", "reversed"),
    ],
)
def test_steps_weigh_by_the_charge_that_they_move(share, both_signs, one_sign):
    for wrong, expected in (((-1.0, line(-0.1)), both_signs), ((1.0, line(0.1)), one_sign)):
        right = (1.0, line(-0.1), 60.0 * (1 - share))
        code, found = verdict(join(right, (*wrong, 60.0 * share)))
        assert code == expected
        assert found is None or found == pytest.approx(share)
        # Twice the current weighs as much as twice the time.
        half = (0.5 * wrong[0], wrong[1], 120.0 * share)
        assert verdict(join(right, half)) == (code, found and pytest.approx(share))


@pytest.mark.parametrize(
    ("strong", "least"),
    [
        (0.01, 0.02 * 0.01),  # beside small currents, a fiftieth of them
        (0.04, 0.02 * 0.04),
        (0.06, 1e-3),
        (0.3, 1e-3),
        (1.0, 2e-3),  # a 500th of the strong current
    ],
)
def test_small_currents_are_rests(strong, least):
    for factor, code in ((0.85, "passes"), (1.15, "indeterminate")):
        small = factor * least
        frame = join(
            (strong, line(-0.1), 60.0), (-small, line(-0.1, 21), 60.0 * 2 * strong / small)
        )
        assert verdict(frame)[0] == code


def test_a_small_current_for_the_cell_is_a_rest():
    """It would take a thousand hours to charge it."""
    frame = join((1.0, line(0.1), 60.0))
    assert verdict(frame, 900.0) == ("reversed", pytest.approx(1.0))
    assert verdict(frame, 1100.0) == ("undecided", None)
    assert verdict(frame) == ("reversed", pytest.approx(1.0))


@pytest.mark.parametrize(("rows", "code"), [(3, "undecided"), (4, "reversed")])
def test_a_step_of_four_rows_votes(rows, code):
    assert verdict(join((1.0, line(0.1, rows), 60.0)))[0] == code


@pytest.mark.parametrize(
    ("level", "rise", "code"),
    [
        (3.7, 3.0e-6, "undecided"),
        (3.7, 4.5e-6, "reversed"),
        (0.5, 0.8e-6, "undecided"),
        (0.5, 1.3e-6, "reversed"),
        (-3.7, 3.0e-6, "undecided"),
    ],
)
def test_a_millionth_of_the_voltage_is_no_change(level, rise, code):
    assert verdict(join((1.0, line(rise), 60.0), start=level))[0] == code


@pytest.mark.parametrize(
    ("rows", "net", "code"),
    [
        (41, 0.02, "undecided"),
        (41, 0.04, "reversed"),
        (11, 0.02, "reversed"),
        (12, 0.02, "undecided"),
    ],
)
def test_a_voltage_ends_on_the_side_that_it_shows(rows, net, code):
    """By 0.3 of its range, or it has fewer than 12 rows."""
    course = bent((0.7, 0.1), (1.0, net), rows=rows)
    if rows < 20:
        course *= 0.1 / np.ptp(course)
    assert verdict(join((1.0, course, 60.0), (-1.0, -course, 60.0)))[0] == code


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(("late", "told"), [(0.06, False), (0.10, True)])
def test_a_voltage_that_stops_to_change_may_relax(way, late, told):
    """One sign of the current may be an offset at rest: its voltage settles in time."""
    course = way * bent((0.75, 0.1 * (1 - late)), (1.0, 0.1))
    code = ("reversed" if way > 0 else "passes") if told else "undecided"
    for current in (1.0, -1.0):
        assert verdict(join((current, current * course, 60.0)))[0] == code


@pytest.mark.parametrize(("last", "code"), [(1.8, "undecided"), (2.3, "reversed")])
def test_a_current_that_tapers_holds_the_voltage(last, code):
    course = bent((0.7, 0.097), (1.0, 0.1), rows=81)
    current = 1 / np.interp(np.linspace(0, 1, 81), [0.0, 0.9, 1.0], [1.0, 1.0, last])
    assert verdict(join((current, course, 60.0)))[0] == code


def pulses(*jumps, load=3, pause=10, noise=0.0, quiet=()):
    """Return loads of a few rows between rests; negative jumps sag, as a discharge does.

    Without a sign the current of each is 1 A, and with one it is a pair of current and jump.
    """
    columns = {name: [] for name in (V, I, S)}

    def add(current, volts):
        columns[I] += [current] * len(volts)
        columns[V] += list(volts)
        columns[S] += [columns[S][-1] + 1 if columns[S] else 0] * len(volts)

    for place, each in enumerate(jumps):
        current, jump = each if isinstance(each, tuple) else (1.0, each)
        rough = 3.7 + noise * (place not in quiet) * (-1.0) ** np.arange(pause)
        add(0.0, rough)
        add(current, np.full(load, 3.7 + jump))
        add(0.0, rough)
    return pl.DataFrame({T: np.arange(len(columns[V])) * 1.0, **columns})


UP, DOWN = 0.05, -0.05


@pytest.mark.parametrize(
    ("jumps", "code"),
    [
        ([UP], "undecided"),  # two edges
        ([UP] * 2, "reversed"),  # four
        ([UP] * 4 + [(-1.0, UP)], "reversed"),  # eight of ten
        ([UP] * 2 + [(-1.0, UP)], "passes"),  # four of six
        ([DOWN], "passes"),
        ([DOWN] * 2, "passes"),
    ],
)
def test_edges_beside_long_rests_decide_where_no_step_votes(jumps, code):
    assert verdict(pulses(*jumps), 1.0)[0] == code


@pytest.mark.parametrize(
    ("jumps", "code"),
    [
        ([UP] * 4, "undecided"),  # eight edges
        ([UP] * 6, "reversed"),
        ([UP] * 11 + [(-1.0, UP)], "reversed"),  # eleven of twelve
        ([UP] * 10 + [(-1.0, UP)] * 2, "undecided"),
        ([(-1.0, UP)] * 11 + [UP], "passes"),
        ([(-1.0, UP)] * 10 + [UP] * 2, "undecided"),
    ],
)
def test_many_edges_decide_if_nearly_all_agree(jumps, code):
    frame = pulses(*jumps, pause=1)
    assert verdict(frame.filter(pl.col(S) >= 0), 1.0)[0] == code


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ([DOWN] * 18, UP, "unsigned"),  # one of nineteen
        ([DOWN] * 21, UP, "passes"),
        ([(-1.0, UP)] + [DOWN] * 17, UP, "passes"),  # the current has a sign
        ([DOWN] * 10, -3.6 * DOWN, "unsigned"),
        ([DOWN] * 10, -4.5 * DOWN, "passes"),  # a resistance more than four times as large
    ],
)
def test_a_few_charges_show_that_the_sign_is_lost(right, wrong, code):
    found, share = verdict(pulses(*right, wrong), 1.0)
    assert found == code
    if code == "unsigned":
        assert share == pytest.approx(1 / (len(right) + 1), abs=0.002)


@pytest.mark.parametrize(("times", "code"), [(1.25, "passes"), (1.8, "unsigned")])
def test_charges_stand_out_from_the_noise_of_others(times, code):
    """Ten loads lie in noise, whose second differences are four times its size."""
    noise = 0.001
    mean = 4 * noise * 10 / 11
    frame = pulses(*[DOWN] * 10, times * mean, noise=noise, quiet={10}, pause=16)
    assert verdict(frame, 1.0)[0] == code


@pytest.mark.parametrize(("jump", "code"), [(0.8, "reversed"), (1.2, "passes")])
def test_edges_overrule_a_clear_step_by_as_much_as_its_voltage_changes(jump, code):
    rows = 200
    inside = 0.05 * np.linspace(0, 1, rows)
    frame = pulses(-0.05 * jump, load=rows, pause=20)
    loaded = frame[I].to_numpy() > 0
    volts = frame[V].to_numpy().copy()
    volts[loaded] += inside
    volts[np.flatnonzero(loaded)[-1] + 1 :] += 0.05
    assert verdict(frame.with_columns(pl.Series(V, volts)))[0] == code


@pytest.mark.parametrize(("jump", "code"), [(0.013, "undecided"), (0.028, "passes")])
def test_a_doubtful_step_is_told_by_edges_of_a_fiftieth_of_its_voltage(jump, code):
    rows = 400
    inside = 0.1 * bent((0.7, 1.0), (1.0, 0.35), rows=rows)
    frame = pulses(-0.1 * jump, load=rows, pause=20)
    loaded = frame[I].to_numpy() > 0
    volts = frame[V].to_numpy().copy()
    volts[loaded] += inside
    volts[np.flatnonzero(loaded)[-1] + 1 :] += inside[-1]
    assert verdict(frame.with_columns(pl.Series(V, volts)))[0] == code
