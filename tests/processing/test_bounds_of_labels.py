"""Each bound of the step types, from either side of it."""

import math

import polars as pl
import pytest

from ionworks.local.processing import prepare, step_table
from ionworks.local.processing.cycles import cycle_table

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741
UNKNOWN = "Unknown step type"


def step_types(*steps, seconds=1.0):
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
    return step_table(prepare(frame))["Step type"].to_list()


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


@pytest.mark.parametrize(("first", "label"), [(1.0, "Rest"), (8e-4, "Constant current discharge")])
def test_a_rest_that_begins_with_a_row_of_a_step_is_no_usual_current(first, label):
    """2 A.s flow at 1 A, then 48 A.s at 0.8 mA, which are a step only where no row was larger."""
    assert step_types(held([1.0] * 3), held([first] + [8e-4] * 1000), seconds=60.0)[1] == label


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
