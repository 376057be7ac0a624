"""Each bound of what contradicts itself in impedance data, from both sides."""

import math

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.impedance import EISParts, EISUnit
from ionworks.validators.functions import findings

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741
F, RE, IM = "Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"
MOD, PHASE = "Z_Mod [Ohm]", "Z_Phase [deg]"


def points(frequency, real, imaginary, **columns):
    return pl.DataFrame({F: frequency, RE: real, IM: imaginary, **columns}, strict=False)


def unit(frame):
    return findings(frame, EISUnit(frame, "error"))


def spectrum(top, imaginary, real=1.0, arcs=-0.2, near=0.1):
    """Give an imaginary part at the largest frequency, and arcs from a share of it down."""
    frequency = top * np.array([1.0, near, 0.01, 0.001])
    return points(frequency, [real, 2 * real, 3 * real, 4 * real], [imaginary, *[arcs] * 3])


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("top", [1e3, 1e5])
@pytest.mark.parametrize(("inductance", "is_found"), [(49e-6, False), (51e-6, True)])
def test_leads_have_less_than_50_microhenry(inductance, top, is_found, sign):
    """Whichever sign the imaginary part is stored with."""
    imaginary = sign * 2 * math.pi * top * inductance
    issues = unit(spectrum(top, imaginary, real=0.3, arcs=-0.2 * sign))
    assert bool(issues) == is_found
    for issue in issues:
        assert f"{inductance * 1e6:.3g} uH" in issue.message
        assert (issue.rows, issue.values) == ((0,), (0.3,))


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({"real": 4.9}, True),  # the leads are a fifth of the smallest real part
        ({"real": 5.1}, False),
        ({"arcs": 0.2}, False),  # nothing has the other sign, so these are no leads
        ({"near": 0.49}, True),
        ({"near": 0.51}, True),
    ],
)
def test_leads_are_seen_beside_arcs_of_the_other_sign(changes, is_found):
    """1 Ohm at 1 kHz are 159 uH."""
    assert bool(unit(spectrum(1e3, 1.0, **changes))) == is_found


@pytest.mark.parametrize(("near", "is_found"), [(490.0, True), (510.0, False)])
def test_arcs_are_looked_for_from_half_of_the_largest_frequency_down(near, is_found):
    frame = points([1e3, near, 1.0], [1.0, 2.0, 3.0], [1.0, -0.2, 0.0])
    assert bool(unit(frame)) == is_found


def beside(real, current, volts, hours=1.0):
    """Put a spectrum without leads behind a discharge."""
    rows = 361
    series = pl.DataFrame(
        {
            T: np.linspace(0, 3600 * hours, rows),
            V: np.full(rows, volts),
            I: np.full(rows, current),
        }
    )
    few = points([1e3, 1e2, 1e1], [real, 2 * real, 3 * real], [-0.1, -0.2, -0.1])
    return pl.concat([series, few], how="diagonal")


@pytest.mark.parametrize(
    ("real", "current", "volts", "hours", "says"),
    [
        (2.9, 2.0, 4.0, 0.1, None),  # one and a half of the voltage: 6 V at 2 A
        (3.1, 2.0, 4.0, 0.1, "would take 6.2 V"),
        (3.1, -2.0, 4.0, 0.1, "would take 6.2 V"),
        (4.9, 1.0, 4.0, 1.0, None),  # 5 Ohm.A.h
        (5.1, 1.0, 4.0, 1.0, "gives 1 A.h has at most 5 Ohm"),
        (2.6, 0.5, 4.0, 4.0, "gives 2 A.h has at most 2.5 Ohm"),
    ],
)
def test_the_current_that_a_cell_carried_bounds_its_impedance(real, current, volts, hours, says):
    frame = beside(real, current, volts, hours)
    messages = [issue.message for issue in unit(frame)]
    assert [says in message for message in messages] == [True] * (says is not None)
    # Without one of these columns nothing is known.
    for name in (T, V, I):
        assert not unit(frame.drop(name))


def test_zero_and_negative_real_parts_are_passed_over():
    frame = points([1e3, 100.0, 1.0], [-0.1, 0.3, 0.5], [1.0, -0.2, -0.1])
    (issue,) = unit(frame)
    assert issue.values == (0.3,)
    assert issue.rows == (1,)
    assert not unit(frame.with_columns(-pl.col(RE).abs()))


# --- magnitude and phase -------------------------------------------------------------------------


def parts(real, imaginary, **columns):
    frame = points(10.0 ** np.arange(len(real)), real, imaginary, **columns)
    return findings(frame, EISParts(frame.columns, "warning"))


@pytest.mark.parametrize(("factor", "is_found"), [(1.049, 0), (1.052, 1), (0.951, 0), (0.948, 1)])
@pytest.mark.parametrize(("wrong", "most"), [(2, False), (3, True)])
def test_a_magnitude_is_off_by_a_twentieth_in_most_points(factor, is_found, wrong, most):
    """3 and 4 Ohm are 5 Ohm."""
    given = np.where(np.arange(4) < wrong, 5 / factor, 5.0)
    issues = parts([3.0] * 4, [-4.0] * 4, **{MOD: given})
    assert len(issues) == (is_found and most)
    for issue in issues:
        assert (issue.column, issue.payload["num_rows"]) == (MOD, wrong)
        assert issue.payload["ratio"] == pytest.approx(factor)


@pytest.mark.parametrize(("off", "is_found"), [(4.9, 0), (5.1, 1), (-4.9, 0), (-5.1, 1)])
@pytest.mark.parametrize("turn", [-360, 0, 360])
@pytest.mark.parametrize(("wrong", "most"), [(2, False), (3, True)])
def test_a_phase_is_off_by_five_degrees_in_most_points(off, is_found, turn, wrong, most):
    """3 and -4 Ohm are at -53.13 degrees; a whole turn is none."""
    right = math.degrees(math.atan2(-4.0, 3.0))
    given = np.where(np.arange(4) < wrong, right + off, right) + turn
    issues = parts([3.0] * 4, [-4.0] * 4, **{PHASE: given})
    assert len(issues) == (is_found and most)
    for issue in issues:
        assert issue.payload == {"num_rows": wrong, "opposite": False}


@pytest.mark.parametrize(("angle", "is_found"), [(9.9, False), (10.1, True), (-10.1, True)])
def test_a_small_phase_says_nothing(angle, is_found):
    """Below 10 degrees, a phase of the other sign might be noise."""
    real, imaginary = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    issues = parts([real] * 4, [imaginary] * 4, **{PHASE: [-angle] * 4})
    assert [issue.payload["opposite"] for issue in issues] == [True] * is_found


@pytest.mark.parametrize(("off", "opposite"), [(4.9, True), (5.1, False)])
def test_an_opposite_phase_is_within_five_degrees(off, opposite):
    right = math.degrees(math.atan2(-4.0, 3.0))
    (issue,) = parts([3.0] * 4, [-4.0] * 4, **{PHASE: [-right + off] * 4})
    assert issue.payload["opposite"] == opposite
