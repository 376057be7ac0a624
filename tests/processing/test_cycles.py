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


def test_means_are_weighed_by_duration():
    steps = pl.DataFrame(
        CAPACITIES
        | {
            "Cycle count": [0, 0, 0],
            "Mean current [A]": [1.0, 3.0, -2.0],
            "Duration [s]": [30.0, 10.0, 5.0],
            "Mean temperature [degC]": [20.0, None, 50.0],
        }
    )
    row = cycle_table(steps).row(0, named=True)
    assert row["Mean discharge current [A]"] == 1.5
    assert row["Discharge duration [s]"] == 40.0
    assert row["Mean charge current [A]"] == -2.0
    assert row["Charge duration [s]"] == 5.0
    assert row["Mean temperature [degC]"] == pytest.approx((30 * 20 + 5 * 50) / 35)


@pytest.mark.parametrize("name", CAPACITIES)
def test_a_missing_column_is_named(name):
    with pytest.raises(ProcessingError) as caught:
        cycle_table(pl.DataFrame(CAPACITIES).drop(name))
    assert f'no column "{name}"' in str(caught.value)


def test_text_is_refused():
    steps = pl.DataFrame(CAPACITIES).with_columns(pl.lit("x").alias("Charge capacity [A.h]"))
    with pytest.raises(ProcessingError, match="holds text"):
        cycle_table(steps)
