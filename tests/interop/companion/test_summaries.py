"""Step and cycle tables of the companion and of the platform, column by column.

Where they differ on purpose the page on interoperability gives the reason; each difference has a
test below, so that the page cannot outlive it.
"""

import json
from math import isnan
from pathlib import Path

import ionworksdata
import polars as pl
import pybamm
import pytest
from support.departures import CAPACITIES, assert_agree, assert_steps_agree, cycles_of

from ionworks import examples
from ionworks.local.processing import ProcessingError, cycle_table, prepare, process

TESTS = Path(__file__).parents[2]
VECTORS = TESTS / "vectors" / "steps"
EDGE_CASES = json.loads((VECTORS / "edge_cases.json").read_text(encoding="utf-8"))["cases"]

ONLY_OURS = {"Mean temperature [degC]"}


def derive(series):
    """Complete the rows as the readers of the companion do before they summarise."""
    transform = ionworksdata.transform
    for step in (
        transform.set_capacity,
        transform.set_energy,
        transform.set_power,
        transform.clear_time_domain_columns_on_eis_rows,
    ):
        series = step(series)
    return series


def summarise(series, cell_spec=None):
    steps = ionworksdata.steps.summarize(derive(series), cell_spec=cell_spec)
    return steps, ionworksdata.cycle_metrics.get_cycle_metrics(steps)


def assert_steps(ours, theirs):
    assert_same_names(ours, theirs)
    assert_steps_agree(ours, theirs)


def assert_cycles(ours, theirs, steps, *, only_ours=ONLY_OURS):
    assert_same_names(ours, theirs, only_ours=only_ours)
    assert_agree(ours, cycles_of(steps, theirs))


def assert_same_names(ours, theirs, *, only_ours=ONLY_OURS):
    """Compare the names of columns and their order."""
    assert [name for name in ours.columns if name not in only_ours] == theirs.columns


@pytest.fixture(scope="module")
def simulated():
    """Two cycles of a single-particle model, with a rest and a hold in each."""
    cycle = (
        "Discharge at 1C until 2.8 V",
        "Rest for 10 minutes",
        "Charge at C/2 until 4.2 V",
        "Hold at 4.2 V until C/10",
    )
    solution = pybamm.Simulation(
        pybamm.lithium_ion.SPM(),
        parameter_values=pybamm.ParameterValues("Chen2020"),
        experiment=pybamm.Experiment([cycle] * 2, period="30 seconds"),
    ).solve()
    parts, passed = [], 0.0
    for number, (cycle_count, step) in enumerate(
        (index, step) for index, cycle in enumerate(solution.cycles) for step in cycle.steps
    ):
        time = step["Time [s]"].entries
        time = time - time[0] + passed
        parts.append(
            pl.DataFrame(
                {
                    "Time [s]": time,
                    "Voltage [V]": step["Voltage [V]"].entries,
                    "Current [A]": step["Current [A]"].entries,
                }
            ).with_columns(
                pl.lit(number).alias("Step count"),
                pl.lit(cycle_count).alias("Cycle count"),
                pl.lit(cycle_count + 1).alias("Cycle from cycler"),
            )
        )
        passed = time[-1] + 1e-3
    return pl.concat(parts)


@pytest.mark.parametrize("name", ["cccv20", "mixed"])
def test_recorded_series(name):
    series = pl.read_parquet(VECTORS / f"{name}.time_series.parquet")
    steps, cycles = summarise(series)
    made = process(series)
    assert_steps(made.steps, steps)
    assert_cycles(made.cycles, cycles, made.steps)


@pytest.mark.parametrize("name", ["cycling", "discharge"])
def test_example_data(name):
    series = pl.read_parquet(examples.path(name))
    steps, cycles = summarise(series)
    made = process(series)
    assert_steps(made.steps, steps)
    assert_cycles(made.cycles, cycles, made.steps)


def test_simulated_series(simulated):
    steps, cycles = summarise(simulated)
    made = process(simulated)
    assert_steps(made.steps, steps)
    assert_cycles(made.cycles, cycles, made.steps)
    assert made.cycles.height == 2
    assert set(made.steps["Step type"]) == {
        "Constant current discharge",
        "Rest",
        "Constant current charge",
        "Constant voltage charge",
    }


@pytest.mark.parametrize("name", ["cccv20", "mixed", "coin"])
def test_rows_are_completed_in_the_same_way(name):
    series = pl.read_parquet(VECTORS / f"{name}.time_series.parquet")
    ours, theirs = prepare(series), derive(series)
    assert set(ours.columns) - set(theirs.columns) <= {"Cycle count"}
    assert_agree(ours, theirs)


def test_cycles_from_the_steps_of_the_other():
    steps = pl.read_parquet(VECTORS / "ageing100.steps.parquet")
    theirs = ionworksdata.cycle_metrics.get_cycle_metrics(steps)
    assert_cycles(cycle_table(steps), theirs, steps)


def test_mean_temperature_of_a_cycle():
    made = process(examples.path("cycling"))
    theirs = ionworksdata.cycle_metrics.get_cycle_metrics(made.steps)
    assert_cycles(made.cycles, theirs, made.steps, only_ours=set())


def test_rated_capacity():
    series = pl.read_parquet(VECTORS / "coin.time_series.parquet")
    series = series.with_columns(pl.col("Cycle count").alias("Cycle from cycler"))
    ratings = {"capacity": {"value": 0.002, "unit": "A*h"}}
    steps, cycles = summarise(series, {"ratings": ratings})
    made = process(series, rated_capacity=0.002)
    assert_steps(made.steps, steps)
    assert_cycles(made.cycles, cycles, made.steps)


def test_what_the_platform_answers(client, cell, measurement_id, cycling):
    """The whole way: uploaded, processed with the rating of the specification, read back."""
    spec = client.cell_spec.get(cell.cell_specification_id)
    steps, cycles = summarise(cycling, {"ratings": spec.ratings})
    made = client.cell_measurement.steps(measurement_id)
    assert_steps(made, steps)
    assert_cycles(client.cell_measurement.cycles(measurement_id), cycles, made)


@pytest.mark.parametrize("case", EDGE_CASES, ids=lambda case: case["name"])
def test_recorded_answers_are_those_of_the_package(case):
    """The other tests of the tables lean on these answers."""
    if case["name"] == "eis_in_the_middle":
        # Recorded with another integral below the package: see the page on interoperability.
        series = pl.DataFrame(case["input"])
        assert_steps(process(series).steps, summarise(series)[0])
        return
    if "steps_input" in case:
        steps = pl.DataFrame(case["steps_input"])
    else:
        series = pl.DataFrame(case["input"])
        if case["derive_capacity_energy_first"]:
            series = derive(series)
        steps = ionworksdata.steps.summarize(series, cell_spec=case["cell_spec"])
        assert_recorded(steps, case["expected_steps"])
    if case["expected_cycles"] is not None:
        assert_recorded(
            ionworksdata.cycle_metrics.get_cycle_metrics(steps), case["expected_cycles"]
        )


def assert_recorded(table, columns):
    assert table.columns == list(columns)
    for name, values in columns.items():
        found = table[name].to_list()
        assert [comparable(value) for value in found] == [comparable(value) for value in values], (
            name
        )


def comparable(value):
    """Give a value as it stands in the recording, to rounding; NaN is recorded as text."""
    if isinstance(value, float):
        return "NaN" if isnan(value) else pytest.approx(value, rel=1e-8, abs=1e-9)
    return value


# The differences on purpose.

ROWS = {
    "Time [s]": [0.0, 1.0, 2.0, 3.0],
    "Voltage [V]": [3.7, 3.7, 3.7, 3.7],
    "Current [A]": [1.0, 1.0, 1.0, 1.0],
    "Step count": [0, 0, 1, 1],
}


def test_difference_cycles_that_were_uploaded():
    series = pl.DataFrame(ROWS | {"Cycle count": [0, 0, 1, 1]})
    steps, _ = summarise(series)
    assert steps["Cycle count"].to_list() == [0, 0]
    assert process(series).steps["Cycle count"].to_list() == [0, 1]


def test_difference_a_step_that_ends_without_a_current():
    series = pl.DataFrame(ROWS | {"Current [A]": [1.0, 1.0, 1.0, None], "Step count": [0] * 4})
    steps, _ = summarise(series)
    assert isnan(steps["Discharge capacity [A.h]"][0])
    assert process(series).steps["Discharge capacity [A.h]"][0] == pytest.approx(2 / 3600)


def test_difference_a_cycle_number_that_is_missing():
    series = pl.DataFrame(ROWS | {"Cycle from cycler": [1, 1, None, 2]})
    series = series.with_columns(pl.Series("Step count", [0, 1, 2, 3]))
    steps, _ = summarise(series)
    assert steps["Cycle count"].to_list() == [0, 0, 0, 0]
    assert process(series).steps["Cycle count"].to_list() == [0, 0, 0, 1]


def test_difference_a_step_number_that_is_missing():
    series = pl.DataFrame(ROWS | {"Step count": [0, None, None, 1]})
    assert ionworksdata.steps.summarize(series).height == 4
    with pytest.raises(ProcessingError, match="2 nulls, first in row 1"):
        process(series)


def test_difference_a_table_without_current():
    series = pl.DataFrame(
        {
            "Capacity [A.h]": [0.0, 0.5, 1.0],
            "Voltage [V]": [3.7, 3.7, 3.7],
            "Step count": [0, 0, 0],
        }
    )
    theirs = ionworksdata.steps.summarize(series)
    assert theirs["Step type"].to_list() == ["Constant voltage charge"]
    assert process(series).steps["Step type"].to_list() == ["Unknown step type"]


def test_difference_no_time_no_mean():
    series = pl.DataFrame(ROWS).head(1)
    _, cycles = summarise(series)
    assert isnan(cycles["Mean discharge current [A]"][0])
    assert process(series).cycles["Mean discharge current [A]"].to_list() == [None]


def made_by_both(*, time, current, step, voltage=None, **others):
    """Give the tables of steps and cycles here, and those of the companion."""
    series = pl.DataFrame(
        {
            "Time [s]": time,
            "Voltage [V]": voltage or [3.7] * len(time),
            "Current [A]": current,
            "Step count": step,
        }
        | others
    )
    made = process(series)
    return (made.steps, made.cycles), summarise(series)


def seconds(first, count, every=10.0):
    return [first + every * index for index in range(count)]


def discharge_and_rest(resting):
    """Let 1 A flow for 100 s, and what is given for the 100 s after."""
    return made_by_both(
        time=seconds(0.0, 11) + seconds(100.0, 11),
        current=[1.0] * 11 + resting,
        step=[0] * 11 + [1] * 11,
    )


def test_difference_noise_at_rest():
    (ours, _), (theirs, _) = discharge_and_rest([5e-4, -5e-4] * 5 + [5e-4])
    half_waves = 5e-4 / 2 * 100 / 3600
    for name in CAPACITIES:
        assert theirs[name][1] == pytest.approx(half_waves)
        assert ours[name][1] == 0.0


def test_difference_an_offset_at_rest_is_no_discharge():
    (steps, ours), (_, theirs) = discharge_and_rest([3e-4] * 11)
    assert steps["Discharge capacity [A.h]"][1] == pytest.approx(3e-4 * 100 / 3600)
    assert theirs["Discharge duration [s]"].to_list() == [200.0]
    assert ours["Discharge duration [s]"].to_list() == [100.0]
    assert theirs["Mean discharge current [A]"][0] == pytest.approx(1.0003 / 2)
    assert ours["Mean discharge current [A]"][0] == pytest.approx(1.0)


def test_difference_rows_that_lie_dense():
    time, current = [*seconds(0.0, 11, every=1.0), 110.0], [1.0] * 11 + [3.0]
    (_, ours), (_, theirs) = made_by_both(time=time, current=current, step=[0] * 12)
    assert theirs["Mean discharge current [A]"][0] == pytest.approx(14 / 12)
    assert ours["Mean discharge current [A]"][0] == pytest.approx((10 + 200) / 110)


def test_difference_direction_of_a_step():
    """Most rows discharge, and yet 74.25 A.s go in and 51.5 A.s come out."""
    time, current = [0.0, 1.0, 2.0, 3.0, 100.0, 200.0], [1.0] * 4 + [-0.5] * 2
    (_, ours), (_, theirs) = made_by_both(time=time, current=current, step=[0] * 6)
    assert theirs["Discharge duration [s]"].to_list() == [200.0]
    assert ours["Discharge duration [s]"].to_list() == [None]
    assert ours["Charge duration [s]"].to_list() == [200.0]
    assert ours["Mean charge current [A]"][0] == pytest.approx((51.5 - 74.25) / 200)


def test_difference_a_row_of_the_step_before():
    (ours, _), (theirs, _) = discharge_and_rest([1.0] + [0.0] * 10)
    assert theirs["Step type"][1] != "Rest"
    assert theirs["Discharge capacity [A.h]"][1] == pytest.approx(1.0 / 2 * 10 / 3600)
    assert ours["Step type"][1] == "Rest"
    assert ours["Discharge capacity [A.h]"][1] == 0.0


def test_difference_the_type_of_a_step_of_a_large_cell():
    """With a voltage that falls by 4 mV, and 20 mA of noise."""
    (ours, _), (theirs, _) = made_by_both(
        time=seconds(0.0, 41),
        current=[280.0 + noise for noise in [0.02, -0.02] * 20 + [0.02]],
        voltage=[3.25 - 1e-4 * row for row in range(41)],
        step=[0] * 41,
    )
    assert theirs["Step type"].to_list() == ["Constant voltage discharge"]
    assert ours["Step type"].to_list() == ["Constant current discharge"]


def test_difference_noise_is_no_charge():
    (_, ours), (_, theirs) = made_by_both(
        time=[0.0, 1800.0, 3600.0, 3600.0, 3600.5, 3601.0],
        current=[1.0] * 3 + [-1.0] * 3,
        step=[0] * 3 + [1] * 3,
    )
    assert theirs["Coulombic efficiency"][0] == pytest.approx(3600)
    assert ours["Coulombic efficiency"].to_list() == [None]


def test_difference_a_rest_that_ends_with_a_sweep():
    (ours, _), (theirs, _) = made_by_both(
        time=[*seconds(0.0, 11), None, None],
        current=[1.0] * 5 + [0.0] * 6 + [None, None],
        step=[0] * 5 + [1] * 8,
        **{"Frequency [Hz]": [None] * 11 + [10.0, 100.0]},
    )
    assert (theirs["Step type"][1], theirs["End time [s]"][1]) == ("EIS", None)
    assert (ours["Step type"][1], ours["End time [s]"][1]) == ("Rest", 100.0)
    assert (theirs["Duration [s]"][1], ours["Duration [s]"][1]) == (None, 50.0)


def test_difference_a_cycle_count_that_falls_back():
    (ours, _), (theirs, _) = made_by_both(
        time=seconds(0.0, 4), current=[1.0] * 4, step=[0, 1, 2, 3], **{"Cycle count": [0, 1, 0, 1]}
    )
    assert theirs["Cycle count"].to_list() == [0] * 4
    assert ours["Cycle count"].to_list() == [0, 1, 2, 3]
