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
