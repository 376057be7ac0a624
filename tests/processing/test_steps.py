"""The step table: its columns, statistics and step types."""

import polars as pl
import pytest

from ionworks.local.processing import STEP_SCHEMA, ProcessingError, prepare, process, step_table

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741


def table(current, voltage=None, *, rated_capacity=None, **columns):
    """Give the step table of a series of one step, unless numbered otherwise."""
    rows = len(current)
    frame = {
        T: list(range(rows)),
        V: voltage or [3.0 + 0.1 * k for k in range(rows)],
        I: current,
        "Step count": [0] * rows,
    }
    return step_table(
        prepare(pl.DataFrame(frame | columns, strict=False)), rated_capacity=rated_capacity
    )


def step_type(*args, **kwargs):
    return table(*args, **kwargs)["Step type"].to_list()


BASE = {k: v for k, v in STEP_SCHEMA.items() if k not in ("Frame", "Mean temperature [degC]")}


def test_columns_have_their_order_and_types():
    assert dict(table([1.0]).schema) == BASE
    assert list(table([1.0]).columns) == list(BASE)
    full = table([1.0], **{"Frame": ["a"], "Temperature [degC]": [25]})
    assert list(full.schema.items()) == list(STEP_SCHEMA.items())


@pytest.mark.parametrize("columns", [{}, {"Frame": ["a"], "Temperature [degC]": [25.0]}])
def test_an_empty_series_gives_an_empty_table_with_all_columns(columns):
    frame = pl.DataFrame({T: [0.0], V: [3.0], I: [1.0], "Step count": [0]} | columns).clear()
    made = process(frame)
    assert made.rows == made.steps.height == made.cycles.height == 0
    expected = STEP_SCHEMA if columns else BASE
    assert list(made.steps.schema.items()) == list(expected.items())
    assert made.cycles.columns[0] == "Cycle count"


def test_values_late_in_a_file_keep_their_type():
    """A column that is null in the first hundred steps and has values later."""
    rows = 300
    cycler = [None] * 250 + list(range(50))
    made = table([1.0] * rows, **{"Step count": list(range(rows)), "Step from cycler": cycler})
    assert made["Step from cycler"].to_list() == cycler


def test_a_number_that_comes_back_opens_a_new_step():
    made = table([1.0] * 4, **{"Step count": [4, 4, 0, 4]})
    assert made["Start index"].to_list() == [0, 2, 3]
    assert made["End index"].to_list() == [1, 2, 3]
    assert made["Step count"].to_list() == [4, 0, 4]


def test_mean_temperature():
    made = table([1.0] * 4, **{"Step count": [0, 0, 1, 1], "Temperature [degC]": [20, 30, None, 5]})
    assert made["Mean temperature [degC]"].to_list() == [25.0, 5.0]


def test_spread_has_gaps_passed_over_and_is_zero_for_one_value():
    made = table([1.0] * 5, [3.0, None, 3.5, float("nan"), 4.0])
    assert made["Std voltage [V]"].to_list() == [0.0]
    assert made["Mean voltage [V]"].to_list() == [3.5]


def test_a_step_without_values_has_no_statistics():
    made = table([None, None, 1.0], **{"Step count": [0, 0, 1]})
    for name in ("Min", "Max", "Std", "Mean"):
        assert made[f"{name} current [A]"].is_null().to_list() == [True, False]
        assert made[f"{name} power [W]"].is_null().to_list() == [True, False]


@pytest.mark.parametrize(
    ("current", "voltage", "label"),
    [
        ([0.0] * 6, None, "Rest"),
        ([1.0] * 6, None, "Constant current discharge"),
        ([-1.0] * 6, None, "Constant current charge"),
        ([-1.0, -0.8, -0.6, -0.4, -0.3, -0.2], [4.2] * 6, "Constant voltage charge"),
        ([1.0, 0.8, 0.6, 0.4, 0.3, 0.2], [2.5] * 6, "Constant voltage discharge"),
        ([12 / u for u in (4.0, 3.9, 3.8, 3.6, 3.3, 3.0)], [4.0, 3.9, 3.8, 3.6, 3.3, 3.0],
         "Constant power discharge"),
        ([-12 / u for u in (3.0, 3.3, 3.6, 3.8, 3.9, 4.0)], [3.0, 3.3, 3.6, 3.8, 3.9, 4.0],
         "Constant power charge"),
        ([1.0, -2.0, 1.5, 0.2, -0.7, 1.0], None, "Unknown step type"),
        ([None] * 6, [3.7] * 6, "Unknown step type"),
    ],
)  # fmt: skip
def test_step_type(current, voltage, label):
    assert step_type(current, voltage) == [label]


def test_a_sweep_comes_first():
    assert step_type([0.0] * 3, **{"Frequency [Hz]": [1e3, 1e2, 1e1]}) == ["EIS"]


def test_the_largest_current_of_the_whole_series_sets_the_limits():
    current = [5e-4] * 4 + [1.0] * 4
    steps = {"Step count": [0] * 4 + [1] * 4}
    assert step_type(current, **steps) == ["Rest", "Constant current discharge"]
    assert step_type(current[:4]) == ["Constant current discharge"]


def test_a_rated_capacity_sets_the_limits():
    assert step_type([5e-4] * 4, rated_capacity=5.0) == ["Rest"]
    assert step_type([5e-4] * 4, rated_capacity=0.1) == ["Constant current discharge"]


@pytest.mark.parametrize("capacity", [0.0, -1.0, float("nan"), float("inf")])
def test_a_rated_capacity_is_positive(capacity):
    with pytest.raises(ProcessingError, match="give the cell specification a positive one"):
        table([1.0], rated_capacity=capacity)


def test_what_the_series_does_not_have_is_unknown_not_zero():
    made = process(pl.DataFrame({"SOC": [0.0, 0.5, 1.0], V: [3.0, 3.5, 4.0]}))
    for name in (
        "Discharge capacity [A.h]",
        "Cycle discharge capacity [A.h]",
        "Duration [s]",
        "Mean current [A]",
    ):
        assert made.steps[name].to_list() == [None]
    assert made.cycles["Discharge capacity [A.h]"].to_list() == [None]
    assert made.cycles["Capacity throughput [A.h]"].to_list() == [None]


@pytest.mark.parametrize(("last", "is_sweep"), [(20.0, False), (20.5, True)])
def test_a_step_half_of_whose_time_is_a_sweep_is_none(last, is_sweep):
    steps = process(
        pl.DataFrame(
            {
                "Time [s]": [0.0, 5.0, 10.0, 15.0, last],
                "Voltage [V]": [4.0] * 5,
                "Current [A]": [1.0] * 5,
                "Frequency [Hz]": [None, None, None, 1e3, 1e2],
                "Step count": [0] * 5,
            }
        )
    ).steps
    assert (steps["Step type"].item() == "EIS") is is_sweep


def test_a_step_of_two_rows_moves_its_own_current_until_the_next_step_begins():
    """Its last row shows the current of the step after it."""
    steps = process(
        pl.DataFrame(
            {
                "Time [s]": [0.0, 10.0, 20.0, 20.0, 30.0, 30.0, 40.0, 50.0],
                "Voltage [V]": [4.0] * 8,
                "Current [A]": [1.0, 1.0, 1.0, 2.0, -1.0, -1.0, -1.0, -1.0],
                "Step count": [0, 0, 0, 1, 1, 2, 2, 2],
            }
        )
    ).steps
    assert steps["Step type"][1] == "Constant current discharge"
    assert steps["Discharge capacity [A.h]"].to_list() == pytest.approx([20 / 3600, 20 / 3600, 0.0])
    assert steps["Charge capacity [A.h]"].to_list() == pytest.approx([0.0, 0.0, 20 / 3600])
