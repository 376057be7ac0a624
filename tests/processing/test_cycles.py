"""The cycle table, also from step tables that others made."""

import polars as pl
import pytest

from ionworks.local.processing import ProcessingError, cycle_table, process

CAPACITIES = {
    "Cycle count": [1, 0, 0],
    "Discharge capacity [A.h]": [0.9, 1.0, 0.0],
    "Charge capacity [A.h]": [1.0, 0.0, 0.5],
}


def test_columns_have_their_order_and_types():
    frame = pl.DataFrame(
        {
            "Time [s]": [0, 1],
            "Voltage [V]": [3.0, 3.0],
            "Current [A]": [1.0, 1.0],
            "Temperature [degC]": [20.0, 20.0],
        }
    )
    cycles = process(frame).cycles
    assert cycles.columns == [
        "Cycle count",
        "Discharge capacity [A.h]",
        "Charge capacity [A.h]",
        "Discharge energy [W.h]",
        "Charge energy [W.h]",
        "Min voltage [V]",
        "Max voltage [V]",
        "Cycle duration [s]",
        "Start time [s]",
        "Coulombic efficiency",
        "Energy efficiency",
        "Capacity retention",
        "Capacity fade",
        "Energy retention",
        "Energy fade",
        "Mean discharge current [A]",
        "Discharge duration [s]",
        "Mean charge current [A]",
        "Charge duration [s]",
        "Mean temperature [degC]",
        "Capacity throughput [A.h]",
        "Energy throughput [W.h]",
    ]
    assert cycles.dtypes == [pl.Int64] + [pl.Float64] * 21


def test_only_what_the_steps_allow():
    assert cycle_table(pl.DataFrame(CAPACITIES)).to_dict(as_series=False) == {
        "Cycle count": [0, 1],
        "Discharge capacity [A.h]": [1.0, 0.9],
        "Charge capacity [A.h]": [0.5, 1.0],
        "Coulombic efficiency": [2.0, 0.9],
        "Capacity retention": [1.0, 0.9],
        "Capacity fade": [0.0, pytest.approx(0.1)],
        "Capacity throughput [A.h]": [1.5, pytest.approx(3.4)],
    }


def test_nan_and_gaps_are_passed_over():
    steps = pl.DataFrame(
        {
            "Cycle count": [0.0, 0.0, 0.0, None],
            "Discharge capacity [A.h]": [1.0, float("nan"), None, 7.0],
            "Charge capacity [A.h]": [2, 0, 0, 7],
        }
    )
    cycles = cycle_table(steps)
    assert cycles["Cycle count"].to_list() == [0]
    assert cycles["Coulombic efficiency"].to_list() == [0.5]


def test_means_are_charge_over_time():
    steps = pl.DataFrame(
        {
            "Cycle count": [0] * 5,
            "Discharge capacity [A.h]": [1.0, 3.0, 0.5, None, 0.001],
            "Charge capacity [A.h]": [0.0, 0.0, 2.5, None, 0.0],
            "Duration [s]": [3600.0, 1800.0, 7200.0, 1800.0, 7200.0],
            # Means over rows say otherwise of the third: most of them were logged in discharge.
            "Mean current [A]": [1.0, 6.0, 0.4, -3.0, 0.0005],
            "Mean temperature [degC]": [20.0, None, 50.0, 30.0, 25.0],
            "Step type": ["x", "x", "x", "x", "Rest"],
        }
    )
    row = cycle_table(steps).row(0, named=True)
    assert row["Mean discharge current [A]"] == pytest.approx(4 / 1.5)
    assert row["Discharge duration [s]"] == 5400.0
    # The charge of the fourth is not known, its mean current is.
    assert row["Mean charge current [A]"] == pytest.approx(-(2 + 1.5) / 2.5)
    assert row["Charge duration [s]"] == 9000.0
    assert row["Mean temperature [degC]"] == pytest.approx((20 + 2 * 50 + 15 + 2 * 25) / 5.5)


def test_a_capacity_that_the_current_contradicts_makes_no_mean():
    steps = pl.DataFrame(
        {
            "Cycle count": [0],
            "Discharge capacity [A.h]": [50.0],
            "Charge capacity [A.h]": [0.0],
            "Duration [s]": [3600.0],
            "Min current [A]": [0.9],
            "Max current [A]": [1.1],
            "Mean current [A]": [1.0],
        }
    )
    assert cycle_table(steps)["Mean discharge current [A]"].to_list() == [1.0]


@pytest.mark.parametrize("name", CAPACITIES)
def test_a_missing_column_is_named(name):
    with pytest.raises(ProcessingError) as caught:
        cycle_table(pl.DataFrame(CAPACITIES).drop(name))
    assert f'no column "{name}"' in str(caught.value)


def test_text_is_refused():
    steps = pl.DataFrame(CAPACITIES).with_columns(pl.lit("x").alias("Charge capacity [A.h]"))
    with pytest.raises(ProcessingError, match="holds text"):
        cycle_table(steps)


def test_cycles_ascend_however_the_steps_come():
    numbers = [(7 * k) % 50 for k in range(50)]
    table = pl.DataFrame(
        {"Cycle count": numbers, **{name: [1.0] * 50 for name in list(CAPACITIES)[1:]}}
    )
    assert cycle_table(table)["Cycle count"].to_list() == list(range(50))


def test_what_moves_no_charge_takes_no_time_of_either_direction():
    table = pl.DataFrame(
        {
            "Cycle count": [0, 0, 0],
            "Discharge capacity [A.h]": [1.0, 0.0, 0.0],
            "Charge capacity [A.h]": [0.0, 1.0, 0.0],
            "Duration [s]": [3600.0, 1800.0, 100.0],
        }
    )
    cycle = cycle_table(table).row(0, named=True)
    assert (cycle["Discharge duration [s]"], cycle["Charge duration [s]"]) == (3600.0, 1800.0)
    assert (cycle["Mean discharge current [A]"], cycle["Mean charge current [A]"]) == (1.0, -2.0)


@pytest.mark.parametrize(("at_rest", "efficiency"), [(0.0009, 1.0009), (0.0011, 1.0)])
def test_what_flows_at_rest_counts_up_to_a_thousandth(at_rest, efficiency):
    table = pl.DataFrame(
        {
            "Cycle count": [0, 0, 0],
            "Discharge capacity [A.h]": [1.0, at_rest, 0.0],
            "Charge capacity [A.h]": [0.0, 0.0, 1.0],
            "Step type": ["x", "Rest", "x"],
        }
    )
    assert cycle_table(table)["Coulombic efficiency"].to_list() == [pytest.approx(efficiency)]


def test_a_table_of_rests_alone_is_one_of_small_currents():
    table = pl.DataFrame(
        {
            "Cycle count": [0, 0],
            "Discharge capacity [A.h]": [0.01, 0.0],
            "Charge capacity [A.h]": [0.0, 0.02],
            "Duration [s]": [3600.0, 3600.0],
            "Step type": ["Rest", "Rest"],
        }
    )
    cycle = cycle_table(table).row(0, named=True)
    assert cycle["Coulombic efficiency"] == 0.5
    assert cycle["Mean charge current [A]"] == pytest.approx(-0.02)


@pytest.mark.parametrize(("moved", "mean"), [(1 + 5e-7, 1 + 5e-7), (1 + 2e-6, 0.9)])
def test_a_mean_may_be_beyond_the_largest_current_by_rounding(moved, mean):
    table = pl.DataFrame(
        {
            "Cycle count": [0],
            "Discharge capacity [A.h]": [moved],
            "Charge capacity [A.h]": [0.0],
            "Duration [s]": [3600.0],
            "Min current [A]": [1.0],
            "Max current [A]": [1.0],
            "Mean current [A]": [0.9],
        }
    )
    found = cycle_table(table)["Mean discharge current [A]"].to_list()
    assert found == [pytest.approx(mean, rel=1e-9)]
