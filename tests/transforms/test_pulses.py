"""Resistances of an ideal cell: R0 in series with R1 and C1 side by side."""

import numpy as np
import polars as pl
import pytest

from ionworks.transforms import pulse_resistance

R0, R1, TAU, OCV = 0.02, 0.03, 5.0, 3.7
R, AT = "Resistance [Ohm]", "Time in step [s]"


def response(current, seconds):
    return OCV - current * (R0 + R1 * (1 - np.exp(-seconds / TAU)))


def step(number, start, seconds, current):
    """Make a step that begins relaxed; `seconds` count from its first row."""
    seconds = np.asarray(seconds, dtype=float)
    level = np.broadcast_to(np.asarray(current, dtype=float), seconds.shape)
    return pl.DataFrame(
        {
            "Time [s]": start + seconds,
            "Current [A]": level,
            "Voltage [V]": response(level, seconds),
            "Step count": [number] * len(seconds),
        }
    )


def rest(number, start, end, rows=61):
    return step(number, start, np.linspace(0, end, rows), 0.0)


@pytest.mark.parametrize("current", [4.0, -2.0])
def test_an_ideal_pulse(current):
    pulse = step(1, 600, np.arange(0, 60.1, 0.1), current)
    series = pl.concat([rest(0, 0, 600), pulse]).with_columns(pl.lit(3).alias("Cycle count"))
    found = pulse_resistance(series, at=[0, 1, 10, 12.34, 60, 61])
    expected = [R0 + R1 * (1 - np.exp(-t / TAU)) for t in (0, 1, 10, 12.34, 60)]
    assert found[R].to_list() == [*(pytest.approx(value, rel=1e-5) for value in expected), None]
    assert found[R][4] == pytest.approx(R0 + R1, rel=1e-4)  # relaxed
    first = found.row(0, named=True)
    assert first["Direction"] == ("discharge" if current > 0 else "charge")
    assert (first["Step count"], first["Cycle count"]) == (1, 3)
    assert (first["Start time [s]"], first["Duration [s]"]) == (600.0, pytest.approx(60.0))
    assert (first["Rest before [s]"], first["Current before [A]"]) == (600.0, 0.0)
    assert (first["Voltage before [V]"], first["Current [A]"]) == (OCV, current)


def test_the_start_of_a_step():
    """Its first row is logged a sample later; the rest may lack its last row."""
    for samples in (61, 11):  # the rest ends at 600 s, or its last row is 60 s before
        resting = rest(0, 0, 600, samples)
        if samples == 11:
            resting = resting.head(10)
        late = step(1, 600, np.arange(0.1, 30, 0.1), 2.0)
        found = pulse_resistance(pl.concat([resting, late]), at=[0, 10])
        assert found["Start time [s]"].to_list() == [pytest.approx(600.0)] * 2
        assert found[R].to_list() == [None, pytest.approx(R0 + R1 * (1 - np.exp(-2)), rel=1e-4)]


def test_a_first_row_with_the_current_before_is_no_row_of_the_pulse():
    pulse = step(1, 600, np.arange(0, 30, 0.5), 2.0)
    stray = pulse.head(1).with_columns(
        pl.lit(0.0).alias("Current [A]"), pl.lit(OCV).alias("Voltage [V]")
    )
    found = pulse_resistance(pl.concat([rest(0, 0, 600), stray, pulse]), at=10)
    assert found[R].to_list() == [pytest.approx(R0 + R1 * (1 - np.exp(-2)))]


def test_which_steps_count():
    noise = step(3, 2000, np.arange(0, 30, 1.0), 0.01)  # 0.3 % of the largest current
    series = pl.concat(
        [
            step(0, 0, np.arange(0, 60, 1.0), 3.0),  # nothing is before it
            rest(1, 60, 540),
            step(2, 600, np.arange(0, 30, 1.0), 3.0),
            noise,
            step(4, 2100, np.arange(0, 31, 1.0), -1.5),
            step(5, 2130, np.arange(0, 3600, 10.0), 3.0),  # after a charge
            rest(6, 6000, 600),
            step(7, 6600, np.arange(0, 3600, 10.0), 3.0),
        ]
    )
    counted = [(2, "discharge"), (4, "charge"), (7, "discharge")]
    found = pulse_resistance(series, at=10)
    assert list(found.select("Step count", "Direction").iter_rows()) == counted
    short = pulse_resistance(series, at=10, longest=60)
    assert short["Step count"].to_list() == [2, 4]
    every = pulse_resistance(series, at=10, after_rest=False)
    assert every["Step count"].to_list() == [2, 4, 5, 7]
    drawn = dict(found.select("Step count", "Discharged capacity [A.h]").iter_rows())
    assert drawn[2] == pytest.approx(3 * 59 / 3600)
    # From charge to discharge the current changes by 4.5 A.
    row = every.filter(pl.col("Step count") == 5).row(0, named=True)
    before = response(-1.5, 30.0)
    assert row[R] == pytest.approx((before - response(3.0, 10.0)) / 4.5)


def test_what_is_not_known_is_null():
    sparse = step(1, 600, [0, 0.1, 60, 120], 2.0)
    found = pulse_resistance(pl.concat([rest(0, 0, 600), sparse]), at=[0.1, 10, 60])
    assert [value is None for value in found[R]] == [False, True, False]
    ramp = step(1, 600, np.arange(0, 30, 1.0), np.where(np.arange(30) < 5, 2.0, 1.5))
    found = pulse_resistance(pl.concat([rest(0, 0, 600), ramp]), at=[2, 20])
    # The level is 1.5 A: the current is off it by a third until 5 s.
    assert found[R].to_list() == [None, None]
    alone = pulse_resistance(rest(0, 0, 600))
    assert alone.height == 0
    assert alone.columns[-2:] == [AT, R]
    for wrong in (-1, float("nan"), "1 s", True):
        with pytest.raises(ValueError, match="at holds"):
            pulse_resistance(rest(0, 0, 600), at=[wrong])
    with pytest.raises(ValueError, match="needs 'Step count'"):
        pulse_resistance(rest(0, 0, 600).drop("Step count"))


# --- bounds ------------------------------------------------------------------------------------


def rows(number, time, current, voltage):
    return pl.DataFrame(
        {
            "Time [s]": np.asarray(time, dtype=float),
            "Current [A]": np.broadcast_to(np.asarray(current, dtype=float), len(time)),
            "Voltage [V]": np.broadcast_to(np.asarray(voltage, dtype=float), len(time)),
            "Step count": [number] * len(time),
        }
    )


STILL = rows(0, [0.0, 300.0, 600.0], 0.0, 3.7)


def pulse(seconds, current=2.0):
    """Make a pulse of 20 mOhm that grow by 1 mOhm a second, from 600 s on."""
    seconds = np.asarray(seconds, dtype=float)
    level = np.broadcast_to(np.asarray(current, dtype=float), seconds.shape)
    return rows(1, 600 + seconds, level, 3.7 - level * (0.02 + 0.001 * seconds))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("before", "counts"), [(0.039, True), (0.041, False), (-0.041, False)])
def test_a_rest_before_a_pulse_has_a_fiftieth_of_its_current(before, counts, sign):
    resting = rows(0, [0.0, 300.0, 600.0], sign * before, 3.7)
    series = pl.concat([resting, pulse(range(20), sign * 2.0)])
    assert pulse_resistance(series, at=1).height == counts
    assert pulse_resistance(series, at=1, after_rest=False).height == 1


@pytest.mark.parametrize(("level", "steps"), [(0.031, [1, 3]), (0.029, [1]), (-0.031, [1, 3])])
def test_a_pulse_has_a_hundredth_of_the_largest_current(level, steps):
    weak = rows(3, range(900, 960), level, 3.7 - 0.02 * level)
    series = pl.concat([STILL, pulse(range(20), 3.0), rows(2, range(700, 800), 0, 3.7), weak])
    assert pulse_resistance(series, at=1)["Step count"].to_list() == steps


@pytest.mark.parametrize(("off", "known"), [(0.09, True), (0.11, False), (-0.09, True)])
def test_the_current_of_a_pulse_varies_by_a_twentieth(off, known):
    current = np.full(30, 2.0)
    current[3] += off
    found = pulse_resistance(pl.concat([STILL, pulse(range(30), current)]), at=[2, 3, 20])
    assert [value is not None for value in found[R]] == [True, known, known]
    # From charge to discharge it changes by twice as much.
    current[3] += off
    charged = rows(0, [0.0, 300.0, 600.0], -2.0, 3.78)
    series = pl.concat([charged, pulse(range(30), current)])
    found = pulse_resistance(series, at=[2, 20], after_rest=False)
    assert [value is not None for value in found[R]] == [True, known]


@pytest.mark.parametrize(
    ("t", "row", "known"),
    [
        (10.0, 10 + 5e-6, True),  # a millionth of t
        (10.0, 10 + 2e-5, False),
        (10.0, 10 - 5e-6, True),
        (10.0, 10 - 2e-5, False),
        (0.5, 0.5 + 5e-7, True),  # at least a microsecond
        (0.5, 0.5 + 2e-6, False),
        (0.5, 0.5 - 5e-7, True),
        (0.5, 0.5 - 2e-6, False),
    ],
)
def test_a_row_is_at_a_time_within_a_millionth(t, row, known):
    """The rows beside it are further apart than the time itself, so that nothing is between."""
    # From 0 s on, so that the times are exact to far less than a microsecond.
    before = rows(0, [-600.0, -300.0, 0.0], 0.0, 3.7)
    sparse = pulse([0.0, row, 60.0]).with_columns(pl.col("Time [s]") - 600)
    found = pulse_resistance(pl.concat([before, sparse]), at=t)[R].to_list()
    assert found == [pytest.approx(0.02 + 0.001 * row) if known else None]


@pytest.mark.parametrize(("later", "known"), [(15.9, True), (16.1, False)])
def test_a_resistance_lies_on_the_line_between_rows_no_further_apart_than_its_time(later, known):
    series = pl.concat([STILL, pulse([0.0, 6.0, later, 60.0])])
    found = pulse_resistance(series, at=10)[R].to_list()
    assert found == [pytest.approx(0.03) if known else None]


@pytest.mark.parametrize(
    ("first", "start"), [(0.05, 600.0), (0.1, 600.0), (0.2, 600.1), (5.0, 604.9)]
)
def test_a_step_begins_at_most_an_interval_before_its_first_row(first, start):
    late = pulse(np.arange(first, 20, 0.1))
    found = pulse_resistance(pl.concat([STILL, late]), at=10).row(0, named=True)
    assert found["Start time [s]"] == pytest.approx(start)
    assert found["Duration [s]"] == pytest.approx(600 + late.height * 0.1 + first - 0.1 - start)
    assert found["Rest before [s]"] == 600.0


@pytest.mark.parametrize(("late", "at"), [(0.0, 0), (0.5, 0.5)])
def test_a_pulse_of_one_row_has_the_resistance_of_this_row(late, at):
    found = pulse_resistance(pl.concat([STILL, pulse([late])]), at=[at, at + 1])
    assert found[R].to_list() == [pytest.approx(0.02 + 0.001 * late), None]
    assert found["Start time [s]"].to_list() == [600.0, 600.0]


@pytest.mark.parametrize("strays", [1, 3])
def test_first_rows_with_any_current_before_are_no_rows_of_the_pulse(strays):
    """A charge of 1.5 A, then a discharge of 3 A: half way between, the rows change sides."""
    charged = rows(0, [0.0, 300.0, 600.0], -1.5, 3.8)
    stray = rows(1, 600.0 + np.arange(strays), [-1.5, -1.0, 0.7][:strays], 3.8)
    start = 600.0 + strays
    step = rows(1, start + np.arange(20.0), 3.0, 3.7)
    found = pulse_resistance(pl.concat([charged, stray, step]), at=1, after_rest=False)
    last = [-1.5, -1.0, 0.7][strays - 1]
    assert found["Current before [A]"].to_list() == [last]
    assert found["Start time [s]"].to_list() == [start - 1]  # from the last row before it on
    assert found["Rest before [s]"].to_list() == [start - 1]
    assert found[R].to_list() == [pytest.approx((3.8 - 3.7) / (3.0 - last))]
    nearer = stray.with_columns(pl.lit(0.8).alias("Current [A]"))
    found = pulse_resistance(pl.concat([charged, nearer, step]), at=1, after_rest=False)
    assert found["Current before [A]"].to_list() == [-1.5]


@pytest.mark.parametrize(("longest", "counts"), [(19.0, True), (18.9, False), (None, True)])
def test_a_pulse_may_be_as_long_as_the_longest(longest, counts):
    series = pl.concat([STILL, pulse(range(20))])
    assert pulse_resistance(series, at=1, longest=longest).height == counts


def test_a_step_with_the_current_of_the_one_before_is_no_pulse():
    series = pl.concat([rows(0, range(60), 2.0, 3.7), rows(1, range(60, 120), 2.0, 3.6)])
    assert pulse_resistance(series, at=1, after_rest=False).height == 0
