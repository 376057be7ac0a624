"""Each bound of the step types, from either side of it."""

import math

import numpy as np
import polars as pl
import pytest

from ionworks.local.processing import prepare, step_table
from ionworks.local.processing.cycles import cycle_table

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741
UNKNOWN = "Unknown step type"


def step_types(*steps, seconds=1.0, rated=None):
    """Give the type of each step of (current, voltage); the rows of all but the first so far apart.

    In the first step they are 1 s apart.
    """
    current = [value for step in steps for value in step[0]]
    first = len(steps[0][0])
    frame = pl.DataFrame(
        {
            T: [row + max(row - first, 0) * (seconds - 1.0) for row in range(len(current))],
            V: [value for step in steps for value in step[1]],
            I: current,
            "Step count": [number for number, step in enumerate(steps) for _ in step[0]],
        }
    )
    return step_table(prepare(frame), rated_capacity=rated)["Step type"].to_list()


def held(current, voltage=4.2):
    return current, [voltage] * len(current)


FALLING = [1.0 - 0.8 * row / 19 for row in range(20)]


@pytest.mark.parametrize(
    ("swing", "label"), [(5e-5, "Constant voltage discharge"), (3e-4, UNKNOWN), (8e-4, UNKNOWN)]
)
def test_a_voltage_is_not_held_that_swings_by_much_of_the_usual_voltage(swing, label):
    """Cells that are symmetric have a range of voltage that is many times their voltage."""
    outer = [held([1.0] * 10, 0.1), held([-1.0] * 10, -0.1)] * 5
    rests = [held([0.0] * 10, 0.002)] * 15
    step = (FALLING, [0.02 + swing * (1 if row % 4 in (0, 3) else -1) for row in range(20)])
    assert step_types(*outer, *rests, step)[-1] == label


@pytest.mark.parametrize(
    ("back", "label"),
    [([0.06] * 4, "Constant voltage charge"), ([0.1] * 4, UNKNOWN)],
)
def test_a_held_voltage_lets_the_charge_flow_one_way(back, label):
    """2.5 A.s flow one way, and 0.21 or 0.35 A.s the other."""
    assert step_types(held([-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, *back])) == [label]


@pytest.mark.parametrize(
    ("spread", "label"),
    [(5e-4, "Constant current discharge"), (2e-3, "Constant voltage discharge")],
)
def test_a_current_that_drifts_is_not_what_is_held(spread, label):
    fall = spread * math.sqrt(12)
    assert step_types(held([1.0 - fall * row / 19 for row in range(20)])) == [label]


@pytest.mark.parametrize(
    ("change", "label"),
    [(1e-7, "Constant current discharge"), (1e-4, "Constant power discharge")],
)
def test_a_current_that_changes_by_rounding_alone_holds_no_power(change, label):
    voltage = [4.0 * (1 + change * row / 19) for row in range(20)]
    assert step_types(([4.0 / value for value in voltage], voltage)) == [label]


@pytest.mark.parametrize(
    ("noise", "label"), [(4e-4, UNKNOWN), (5e-4, "Constant voltage discharge")]
)
def test_a_voltage_follows_the_current_if_noise_does_not_explain_it(noise, label):
    """The slope is 4.4 and 3.5 times its standard error over the twelve inner rows."""
    current = [1.0 - 0.8 * row / 15 for row in range(16)]
    voltage = [
        4.2 - 3e-3 * (value - 0.6) + noise * (1 if row % 4 in (0, 3) else -1)
        for row, value in enumerate(current)
    ]
    assert step_types((current, voltage)) == [label]


def test_the_rows_of_a_step_of_two_are_compared_with_both_neighbours():
    after = ([1.0, 2.0], [4.0, 3.9])
    two, three = held([0.5, 1.0], 4.0), held([0.5, 0.5, 1.0], 4.0)
    # The last row of a step of two may be all that it has: the next one began with its current.
    assert step_types(two, after)[1] == "Constant current discharge"
    # Of three rows the last one belongs to neither.
    assert step_types(three, after)[1] == UNKNOWN


@pytest.mark.parametrize(
    ("first", "label"),
    [
        (1.0, "Rest"),
        (0.41, "Rest"),
        (0.39, "Constant current discharge"),  # half of 1001 rows would give the mean
        (8e-4, "Constant current discharge"),
    ],
)
def test_a_rest_that_begins_with_a_row_of_a_step_is_no_usual_current(first, label):
    """2 A.s flow at 1 A, then 48 A.s at 0.8 mA, which are a step only where no row was larger."""
    assert step_types(held([1.0] * 3), held([first] + [8e-4] * 1000), seconds=60.0)[1] == label


def sloped(current, low=3.0, high=4.0):
    """Let the voltage move evenly, so that it is not held."""
    return list(current), [
        high - (high - low) * k / (len(current) - 1) for k in range(len(current))
    ]


def zigzag(mean, std, rows=20, outer=2):
    """Give a current that jumps from row to row, of which the inner rows have this spread."""
    inner = rows - 2 * outer
    return mean + std * math.sqrt((inner - 1) / inner) * (-1.0) ** np.arange(rows)


@pytest.mark.parametrize(
    ("usual", "rated", "limit"),
    [
        (0.05, None, 5e-4),  # a hundredth of the usual current
        (0.5, None, 1e-3),  # A, the offset of a cycler
        (10.0, None, 1e-2),  # a thousandth of the usual current
        (0.5, 5.0, 5e-3),  # a thousandth of the capacity per hour
        (0.5, 0.01, 1e-3),
        (1e-3, 1e-4, 1e-5),
    ],
)
@pytest.mark.parametrize("way", [1, -1])
def test_a_rest_has_less_than_a_share_of_the_current_or_the_capacity(usual, rated, limit, way):
    main = sloped([usual] * 100)
    assert step_types(main, sloped([0.95 * limit * way] * 10), rated=rated)[1] == "Rest"
    assert step_types(main, sloped([1.05 * limit * way] * 10), rated=rated)[1].startswith("Const")


@pytest.mark.parametrize(("large", "label"), [(0.09, "Constant current discharge"), (0.11, "Rest")])
def test_nine_tenths_of_the_charge_flow_at_the_usual_current_or_below(large, label):
    """Steps of 1 A and of 10 A, and one of 5 mA, which is a rest beside 10 A."""
    small = sloped([1.0] * 1000)
    strong = sloped([10.0] * round(100 * large / (1 - large) + 1))
    assert step_types(strong, small, sloped([0.005] * 4))[2] == label


@pytest.mark.parametrize(("mean", "label"), [(0.095, "Rest"), (0.105, UNKNOWN)])
def test_a_rest_may_have_an_offset_within_its_noise_of_a_hundredth(mean, label):
    """Beside 10 A; the noise of 0.3 A explains a mean of 0.27 A."""
    noisy = sloped(zigzag(mean, 0.3))
    assert step_types(sloped([10.0] * 60), noisy)[1] == label


@pytest.mark.parametrize(("std", "label"), [(0.45, "Rest"), (0.55, UNKNOWN)])
def test_a_rest_spreads_by_a_twentieth_of_the_usual_current(std, label):
    assert step_types(sloped([10.0] * 90), sloped(zigzag(0.005, std)))[1] == label


@pytest.mark.parametrize(("errors", "label"), [(3.9, "Rest"), (4.1, "Constant current discharge")])
def test_noise_explains_a_mean_of_four_standard_errors(errors, label):
    """16 inner rows; beside 100 A both means are below a hundredth, but no thousandth."""
    noise = np.resize([1.0, -1.0, -1.0, 1.0], 20)
    noise *= 0.2 / np.std(noise[2:-2], ddof=1)
    assert step_types(sloped([100.0] * 60), sloped(errors * 0.2 / 4 + noise))[1] == label


@pytest.mark.parametrize(
    ("mean", "span", "label"),
    [
        (0.9e-4, 0.9, "Rest"),  # surely a rest: below 1e-4 of the capacity
        (1.2e-4, 0.9, "Constant voltage discharge"),
        (4e-4, 0.34, "Rest"),  # spread: 0.34 / sqrt(3) is 0.196 of the mean
        (4e-4, 0.36, "Constant voltage discharge"),
    ],
)
def test_a_held_voltage_at_which_a_small_current_falls_is_no_rest(mean, span, label):
    fall = mean * (1 + span * np.linspace(1, -1, 1000))
    assert step_types(held(list(fall)), rated=1.0) == [label]


@pytest.mark.parametrize(("share", "label"), [(0.9, "Rest"), (1.1, "Rest"), (None, UNKNOWN)])
def test_a_voltage_that_is_not_held_makes_a_small_falling_current_a_rest(share, label):
    """Only where the voltage is held is a falling current below the limit of rests a step."""
    fall = 4e-4 * (1 + 0.9 * np.linspace(1, -1, 100))
    if share is None:
        assert step_types(held(list(fall)), rated=1.0) == ["Constant voltage discharge"]
        return
    voltage = 4.0 + 4e-3 * (1 + share) * (-1.0) ** np.arange(100)
    assert step_types((list(fall), list(voltage)), rated=1.0) == [label]


@pytest.mark.parametrize(("share", "label"), [(0.9, "Constant current discharge"), (1.1, UNKNOWN)])
def test_a_current_is_held_within_twice_the_noise_that_the_rests_show(share, label):
    """The rests of 6 rows have 4 inner ones: changes of 2 d, so a noise of sqrt(2) d."""
    d = 0.03
    rests = [sloped([0.0, d, -d, d, -d, 0.0])] * 5
    loud = [sloped(zigzag(1.0, 0.15))] * 4  # that of the loads does not count
    step = sloped(zigzag(1.0, share * 2 * math.sqrt(2) * d))
    assert step_types(*loud, *rests, step)[-1] == label


#: So small a change of the current shows that no resolution hides the noise.
FINE = sloped([1.0, 1.0, 1.0 + 1e-7, 1.0, 1.0])


@pytest.mark.parametrize(
    ("mean", "std", "rated", "label"),
    [
        (1.0, 4.9e-3, 0.1, "Constant current discharge"),  # of the mean
        (1.0, 5.1e-3, 0.1, UNKNOWN),
        (0.1, 4.9e-3, 1.0, "Constant current discharge"),  # of the capacity
        (0.1, 5.1e-3, 1.0, UNKNOWN),
        (0.021, 4e-3, 1.0, "Constant current discharge"),  # a fifth of the mean at most
        (0.019, 4e-3, 1.0, UNKNOWN),
    ],
)
@pytest.mark.parametrize("way", [1, -1])
def test_a_held_current_spreads_by_little(mean, std, rated, label, way):
    current = zigzag(mean, std) * way
    label = label if way > 0 else label.replace("discharge", "charge")
    assert step_types(FINE, sloped(current), rated=rated)[1] == label


def whiteness(values):
    """Return the mean square of the changes over twice the variance."""
    return np.mean(np.diff(values) ** 2) / 2 / np.var(values, ddof=1)


@pytest.mark.parametrize(
    ("target", "label"), [(0.45, UNKNOWN), (0.55, "Constant current discharge")]
)
def test_what_drifts_more_than_it_jumps_is_no_noise(target, label):
    """Of noise the changes are as large as the values, of a trend they are small."""
    line, jumps = np.linspace(-1, 1, 20), (-1.0) ** np.arange(20)
    mixed = (line + share * jumps for share in np.linspace(0, 2, 20_001))
    shape = next(values for values in mixed if whiteness(values[2:-2]) >= target)
    current = 0.1 + 4e-3 * shape / np.std(shape[2:-2], ddof=1)
    assert step_types(FINE, sloped(current), rated=1.0)[1] == label


@pytest.mark.parametrize(
    ("target", "label"),
    [(0.19, "Constant voltage discharge"), (0.21, "Constant current discharge")],
)
def test_a_trend_has_small_changes(target, label):
    """A current that spreads by 0.4 % is held, unless it falls at a held voltage."""
    line, jumps = np.linspace(1, -1, 20), (-1.0) ** np.arange(20)
    mixed = (line + share * jumps for share in np.linspace(0, 2, 20_001))
    shape = next(values for values in mixed if whiteness(values[2:-2]) >= target)
    current = 1.0 + 4e-3 * shape / np.std(shape[2:-2], ddof=1)
    assert step_types(held(list(current))) == [label]


@pytest.mark.parametrize(
    ("size", "levels", "label"),
    [
        (0.04, [0, 1], "Constant current discharge"),
        (0.04, [0, 1, 2, 1], "Constant current discharge"),  # spread: 0.72 of the resolution
        (0.04, [0, 2, 1], UNKNOWN),  # 0.82
        (0.06, [0, 1], UNKNOWN),  # no resolution is as coarse
    ],
)
def test_a_current_is_held_that_flickers_by_its_resolution(size, levels, label):
    """The usual current is 1 A, of which a resolution is a twentieth at most."""
    current = 1.0 + size * np.resize(levels, 22)
    flat = sloped([1.0] * 50)
    assert step_types(sloped(current), flat, rated=0.1)[0] == label


@pytest.mark.parametrize(("std", "label"), [(0.9e-2, "Constant power charge"), (1.1e-2, UNKNOWN)])
def test_a_held_power_spreads_by_a_hundredth(std, label):
    voltage = np.linspace(3.0, 4.0, 40)
    power = -10.0 * (1 + std * (-1.0) ** np.arange(40))
    assert step_types((list(power / voltage), list(voltage)), rated=0.1) == [label]


@pytest.mark.parametrize(("share", "label"), [(0.45, "Constant power discharge"), (0.55, UNKNOWN)])
def test_a_power_is_held_that_spreads_by_half_of_the_current(share, label):
    """The voltage moves against the current and leaves this share of its spread to the power."""
    line = np.linspace(-1, 1, 40)
    current, voltage = 1 + 0.012 * line, 4 * (1 - (1 - share) * 0.012 * line)
    assert step_types((list(current), list(voltage)), rated=0.1) == [label]


@pytest.mark.parametrize(
    ("rows", "label"), [(11, "Constant current discharge"), (12, "Constant power discharge")]
)
def test_eight_inner_rows_tell_a_power_from_a_current_that_hardly_changes(rows, label):
    voltage = 4.0 * (1 + 1e-3 * np.linspace(0, 1, rows))
    assert step_types((list(4.0 / voltage), list(voltage))) == [label]


def noisy_voltage(level, std, rows=40):
    """Give a voltage that swings whatever the current is, by this spread in the inner rows."""
    swing = np.resize([1.0, -1.0, -1.0, 1.0], rows)
    return level + swing * std / np.std(swing[2:-2], ddof=1)


@pytest.mark.parametrize(("share", "label"), [(0.95, "voltage"), (1.05, None)])
@pytest.mark.parametrize(
    ("spans", "limit"),
    [
        ([(4.0, 4.0)] * 11, 4e-3),  # a thousandth of the voltage
        ([(3.0, 4.2)] * 11, 6e-3),  # 0.5 % of the range of the test
        ([(0.5, 4.2)] + [(3.0, 4.2)] * 10, 6e-3),  # without an outlier
        ([(3.0, 6.0)] + [(3.0, 4.2)] * 10, 6e-3),
        ([(0.6, 4.2)] * 2 + [(3.0, 4.2)] * 9, 18e-3),  # but not without a tenth of the steps
        ([(3.0, 5.4)] * 2 + [(3.0, 4.2)] * 9, 12e-3),
    ],
)
def test_a_held_voltage_spreads_by_little(spans, limit, share, label):
    current = 1.0 + 0.8 * np.linspace(1, -1, 40)
    step = (list(current), list(noisy_voltage(4.0, share * limit)))
    outer = [sloped([1.0] * 10, *span) for span in spans]
    kind = f"Constant {label} discharge" if label else UNKNOWN
    assert step_types(*outer, step)[-1] == kind


@pytest.mark.parametrize(
    ("share", "label"), [(0.95, "Constant voltage discharge"), (1.05, UNKNOWN)]
)
@pytest.mark.parametrize("rated", [10.0, None])
def test_a_voltage_follows_by_more_than_a_millivolt_and_a_half(share, label, rated):
    """At the rated current of 10 A, or at the usual one of the test."""
    line = np.linspace(1, -1, 40)
    usual = rated or math.sqrt(1.0 + np.var(0.8 * line[2:-2], ddof=1))
    voltage = 4.2 - share * 1.5e-3 / usual * 0.8 * line
    assert step_types((list(1.0 + 0.8 * line), list(voltage)), rated=rated) == [label]


# --- rows at which a step is switched ----------------------------------------------------------


def amounts(*currents):
    """Give the net charge in A.s of steps whose rows are 1 s apart, as their voltages are."""
    frame = pl.DataFrame(
        {
            T: [float(row) for row in range(sum(map(len, currents)))],
            V: [4.0 - 0.01 * row for row in range(sum(map(len, currents)))],
            I: [value for each in currents for value in each],
            "Step count": [number for number, each in enumerate(currents) for _ in each],
        }
    )
    steps = step_table(prepare(frame))
    net = (steps["Discharge capacity [A.h]"] - steps["Charge capacity [A.h]"]) * 3600
    return net.to_list()


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("off", "switched"), [(0.045, True), (0.055, False), (-0.06, False)])
def test_an_outer_row_near_the_current_of_the_neighbour_is_not_of_the_step(off, switched, sign):
    """Near is a twentieth of what it differs from its own step: 0.0476 A of 0.952 A."""
    one, two = [1.0] * 10, [2.0] * 9
    row = 1.0 + off
    lost = 0.0 if switched else (2.0 - row) / 2  # to the trapezoid
    first = amounts([sign * x for x in one], [sign * x for x in [row, *two]])
    assert first == pytest.approx([sign * 9.0, sign * (18.0 - lost)])
    last = amounts([sign * x for x in [*two, row]], [sign * x for x in one])
    assert last == pytest.approx([sign * (18.0 - lost), sign * 9.0])


@pytest.mark.parametrize(("level", "switched"), [(1.052, False), (1.054, True), (0.951, False)])
def test_the_current_of_a_neighbour_differs_by_a_twentieth(level, switched):
    lost = 0.0 if switched else (level - 1.0) / 2
    assert amounts([1.0] * 10, [1.0] + [level] * 9)[1] == pytest.approx(9 * level - lost)
    assert amounts([level] * 9 + [1.0], [1.0] * 10)[0] == pytest.approx(9 * level - lost)


@pytest.mark.parametrize(
    ("outer", "counts"), [(9.5e-4, True), (1.05e-3, False), (0.5, False), (-1.05e-3, False)]
)
def test_a_row_of_a_rest_with_more_than_a_rest_has_is_not_of_the_rest(outer, counts):
    """Nor does any neighbour have its current; 1 mA is the limit beside 0.5 A."""
    load, rest = [0.5] * 20, [8e-4] * 9
    moved = 8 * 8e-4 + ((8e-4 + outer) / 2 if counts else 8e-4)
    assert amounts(load, [*rest, outer], load)[1] == pytest.approx(moved)
    assert amounts(load, [outer, *rest], load)[1] == pytest.approx(moved)


# --- cycles ---------------------------------------------------------------------------------


def cycle(out, into, **columns):
    steps = {
        "Cycle count": [0, 0],
        "Step type": ["Constant current discharge", "Constant current charge"],
        "Discharge capacity [A.h]": [out, 0.0],
        "Charge capacity [A.h]": [0.0, into],
    }
    return cycle_table(pl.DataFrame(steps | columns)).row(0, named=True)


def test_a_charge_beside_the_discharge_is_more_than_noise():
    assert cycle(1.0, 0.004)["Coulombic efficiency"] is None
    assert cycle(1.0, 0.006)["Coulombic efficiency"] == pytest.approx(1 / 0.006)


@pytest.mark.parametrize(("beyond", "mean"), [(1e-8, 1.0 + 1e-8), (1e-4, 0.9)])
def test_a_current_of_the_charge_is_within_the_currents_of_the_rows(beyond, mean):
    found = cycle(
        1.0 + beyond,
        1.0,
        **{
            "Duration [s]": [3600.0, 3600.0],
            "Min current [A]": [1.0, -1.0],
            "Max current [A]": [1.0, -1.0],
            "Mean current [A]": [0.9, -1.0],
        },
    )
    assert found["Mean discharge current [A]"] == pytest.approx(mean, abs=1e-12)


SUMMARY = {
    "Cycle count": [0, 0],
    "Step type": ["Constant current discharge", "Constant current charge"],
    "Discharge capacity [A.h]": [1.0, 0.0],
    "Charge capacity [A.h]": [0.0, 1.0],
    "Discharge energy [W.h]": [4.0, 0.0],
    "Charge energy [W.h]": [0.0, 4.0],
    "Duration [s]": [3600.0, 3600.0],
    "Start time [s]": [0.0, 3600.0],
    "Mean current [A]": [1.0, -1.0],
    "Min current [A]": [1.0, -1.0],
    "Max current [A]": [1.0, -1.0],
    "Min voltage [V]": [3.0, 3.1],
    "Max voltage [V]": [4.1, 4.2],
    "Mean temperature [degC]": [25.0, 27.0],
}


@pytest.mark.parametrize("absent", [name for name in SUMMARY if "capacity" not in name][1:])
def test_a_column_that_steps_lack_takes_away_what_is_made_from_it_alone(absent):
    whole = cycle_table(pl.DataFrame(SUMMARY)).row(0, named=True)
    assert whole["Mean discharge current [A]"] == pytest.approx(1.0)
    found = cycle_table(pl.DataFrame(SUMMARY).drop(absent)).row(0, named=True)
    assert found == {name: whole[name] for name in found}
    lost = whole.keys() - found.keys()
    if absent.endswith("current [A]") or absent == "Step type":
        assert not lost
    else:
        quantity = absent.partition(" [")[0].split()[-1].lower()
        quantity = {"time": "start time"}.get(quantity, quantity)
        assert all(quantity in name.lower() or absent == "Duration [s]" for name in lost)
        assert lost
