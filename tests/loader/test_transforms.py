"""What is done to rows before they are used."""

import math
import sys

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.loader import DataLoader
from ionworks.loader.transforms import interpolate, remove_extremes

PULSES = {
    "Time [s]": [0.0, 3600.0, 3600.0, 7200.0, 7200.0, 10800.0, 10800.0, 14400.0],
    "Current [A]": [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0],
    "Voltage [V]": [4.1, 3.9, 3.95, 4.0, 3.8, 3.6, 3.65, 3.7],
}
PULSE_STEPS = {
    "Step type": ["Constant current discharge", "Rest"] * 2,
    "Start index": [0, 2, 4, 6],
    "End index": [1, 3, 5, 7],
    "Start voltage [V]": [4.1, 3.95, 3.8, 3.65],
    "End voltage [V]": [3.9, 4.0, 3.6, 3.7],
}
CAPACITIES = {
    "Discharge capacity [A.h]": [0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    "Charge capacity [A.h]": [0.0] * 8,
}


def done(columns, steps=None, **transforms):
    loader = DataLoader(columns, steps, transforms=transforms)
    return loader.data.to_dict(as_series=False)


@pytest.mark.parametrize("given_capacity", [True, False], ids=["with capacities", "from current"])
def test_rests_become_an_open_circuit_curve(given_capacity):
    series = {**PULSES, **(CAPACITIES if given_capacity else {})}
    loader = DataLoader(series, PULSE_STEPS, transforms={"rest_to_ocp": True})
    assert loader.data.to_dict(as_series=False) == {
        "Capacity [A.h]": [0.0, 1.0],
        "Voltage [V]": [4.0, 3.7],
    }
    assert loader.steps is None
    assert done(series, PULSE_STEPS, rest_to_ocp=True, keep_first_ocp_point=True) == {
        "Capacity [A.h]": [0.0, 1.0, 2.0],
        "Voltage [V]": [4.1, 4.0, 3.7],
    }


def test_rests_of_a_charge_are_put_in_order_of_capacity():
    series = {**PULSES, "Current [A]": [-current for current in PULSES["Current [A]"]]}
    assert done(series, PULSE_STEPS, rest_to_ocp=True) == {
        "Capacity [A.h]": [0.0, 1.0],
        "Voltage [V]": [3.7, 4.0],
    }


def test_rests_are_needed():
    with pytest.raises(ValueError, match="needs steps with a 'Step type'"):
        done(PULSES, rest_to_ocp=True)
    with pytest.raises(ValueError, match="there are none"):
        done(PULSES, {**PULSE_STEPS, "Step type": ["Constant current discharge"] * 4},
             rest_to_ocp=True)  # fmt: skip


def test_sorting_lets_voltage_fall_and_capacity_rise():
    charge = {"Voltage [V]": [3.0, 3.5, 3.5, 4.0], "Capacity [A.h]": [5.0, 6.0, 7.0, 8.0]}
    assert done(charge, sort=True) == {
        "Voltage [V]": [4.0, 3.5, 3.0],
        "Capacity [A.h]": [0.0, 1.0, 3.0],
    }
    discharge = {"Voltage [V]": [4.0, 3.5, 3.0], "Capacity [A.h]": [1.0, 2.0, 2.0]}
    assert done(discharge, sort=True) == {
        "Voltage [V]": [4.0, 3.5],
        "Capacity [A.h]": [0.0, 1.0],
    }


@pytest.mark.parametrize("transform", ["sort", "remove_duplicates", "remove_extremes"])
def test_one_capacity_is_needed(transform):
    voltage = {"Voltage [V]": [4.0, 3.5]}
    with pytest.raises(ValueError, match="has none"):
        done(voltage, **{transform: True})
    two = {**voltage, "Capacity [A.h]": [0, 1], "Capacity [mA.h.cm-2]": [0, 1]}
    with pytest.raises(ValueError, match="`capacity_column` names the one"):
        done(two, **{transform: True})


def test_a_capacity_can_be_named():
    loader = DataLoader(
        {"Voltage [V]": [4.0, 3.5], "Q": [3.0, 4.0]}, options={"capacity_column": "Q", "sort": True}
    )
    assert loader["Capacity [A.h]"].to_list() == [0.0, 1.0]


def test_straight_ends_are_cut_off():
    capacity = [float(q) for q in range(12)]
    bend = [0, 0, 0, 0, 1, 3, 6, 5, 5, 5, 5, 5]
    left = done(
        {"Capacity [A.h]": capacity, "Voltage [V]": [4 - b / 10 for b in bend]},
        remove_extremes=True,
    )["Capacity [A.h]"]
    # The second difference reaches two rows to either side of the bend.
    assert left == [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    straight = pl.DataFrame({"Capacity [A.h]": capacity, "Voltage [V]": capacity})
    assert remove_extremes(straight).height == 0


def test_rows_are_sorted_and_single_before_their_ends_are_cut():
    curve = {
        "Capacity [A.h]": [5.0, 4.0, 3.0, 2.0, 1.0, 1.0],
        "Voltage [V]": [3.0, 3.4, 3.8, 3.9, 3.95, 4.0],
    }
    both = done(curve, sort=True, remove_extremes=True)
    assert both == done(done(curve, sort=True), remove_extremes=True)
    assert both != done(done(curve, remove_extremes=True), sort=True)


def test_smoothing_leaves_a_polynomial_as_it_is():
    wanted = [0.01 * n * n for n in range(20)]
    filters = {
        "Voltage [V]": {
            "filter_type": "savgol",
            "parameters": {"window_length": 5, "polyorder": 2},
        }
    }
    assert done({"Voltage [V]": wanted}, filters=filters)["Voltage [V]"] == pytest.approx(wanted)
    with pytest.raises(ValueError, match="gaps"):
        done({"Voltage [V]": [1.0, None]}, filters=filters)


def test_smoothing_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.signal", None)  # as if it were not installed
    filters = {"Voltage [V]": {"filter_type": "savgol", "parameters": {}}}
    with pytest.raises(ModuleNotFoundError, match=r"ionworks-api\[smooth\]"):
        done({"Voltage [V]": [1.0]}, filters=filters)


def test_interpolation_needs_time_and_takes_numbers_alone():
    series = {"Time [s]": [0, 2], "Voltage [V]": [3, 4], "Note": ["a", "b"]}
    assert done(series, interpolate=1.0) == {"Voltage [V]": [3.0, 3.5], "Time [s]": [0.0, 1.0]}
    with pytest.raises(ValueError, match=r"'Time \[s\]'"):
        done({"Voltage [V]": [3, 4]}, interpolate=1.0)


def test_a_grid_is_kept_as_it_is_given():
    series = {"Time [s]": [0.0, 1.0, 1.0, 2.0], "Voltage [V]": [0.0, 1.0, 3.0, 4.0]}
    assert done(series, interpolate=[3.0, 1.5, 1.0, 0.5, -1.0]) == {
        "Voltage [V]": [4.0, 3.5, 3.0, 0.5, 0.0],
        "Time [s]": [3.0, 1.5, 1.0, 0.5, -1.0],
    }


number = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


@settings(deadline=None)
@given(
    points=st.dictionaries(number, number, min_size=2, max_size=30),
    grid=st.lists(number, min_size=1, max_size=30),
)
def test_interpolation_is_linear(points, grid):
    np = pytest.importorskip("numpy")
    times = sorted(points)
    values = [points[time] for time in times]
    rows = interpolate(pl.DataFrame({"Time [s]": times, "y": values}), grid)
    assert rows["y"].to_list() == pytest.approx(np.interp(grid, times, values), abs=1e-6)


@settings(deadline=None)
@given(st.integers(0, 1000), st.floats(0.01, 50))
def test_a_spacing_begins_at_the_first_time_and_ends_before_the_last(last, spacing):
    rows = interpolate(pl.DataFrame({"Time [s]": [0.0, float(last)], "y": [0.0, 1.0]}), spacing)
    times = rows["Time [s]"]
    assert times.len() == math.ceil(last / spacing)
    if times.len():
        assert times[0] == 0.0
        assert times[-1] < last or math.isclose(times[-1], last)
