"""The strict checks on the rows of cycler data."""

import math

import polars as pl
import pytest
from validators.series import (
    CUMULATIVE,
    WINDOW,
    Step,
    add_from,
    codes,
    cycling,
    put,
    summary,
    usual,
)

from ionworks.validators import IssueCode, check
from ionworks.validators.functions import (
    validate_capacity_energy_from_current_power,
    validate_cycle_constant_within_step,
    validate_minimum_points_per_step,
    validate_time_gaps,
    validate_voltage_continuity,
)

DISCHARGE = "Discharge capacity [A.h]"


def test_a_sound_series_passes_everything():
    frame = usual()
    report = check(
        frame, strict=True, steps=summary(frame), rated_capacity=5.0, voltage_window=WINDOW
    )
    assert report
    assert not report.issues
    assert not report.not_checked
    assert len(report.checked) == 18


def test_strict_checks_are_not_made_unless_asked_for():
    frame = add_from(usual(), "Time [s]", 20, 20_000.0)
    assert check(frame)
    assert not check(frame, strict=True)


class TestMinimumPoints:
    def test_short_steps_are_named_in_order(self):
        frame = {"Step count": [0, 1, 1, 2, 3, 3, 4]}
        (issue,) = validate_minimum_points_per_step(frame)
        assert issue.rows == (0, 3, 6)
        assert issue.payload == {
            "step_index": 0,
            "num_points": 1,
            "min_points": 2,
            "num_violations": 3,
            "steps": [0, 2, 4],
        }

    def test_own_minimum(self):
        frame = {"Step count": [0, 0, 1, 1, 1]}
        assert not validate_minimum_points_per_step(frame)
        assert len(validate_minimum_points_per_step(frame, min_points=3)) == 1

    def test_a_label_that_comes_back_is_a_new_run(self):
        (issue,) = validate_minimum_points_per_step({"Step count": [0, 1, 0]})
        assert issue.payload["num_violations"] == 3

    def test_many_are_counted_and_few_listed(self):
        (issue,) = validate_minimum_points_per_step({"Step count": list(range(20_000))})
        assert len(issue.rows) == 20
        assert issue.message.startswith("20000 step(s) have fewer than 2 rows")
        assert "and 19995 more" in issue.message
        assert issue.payload["num_violations"] == 20_000


class TestCycleConstant:
    def test_change_within_a_step(self):
        frame = {"Step count": [0, 0, 0, 1, 1], "Cycle count": [3, 1, 3, 4, 4]}
        (issue,) = validate_cycle_constant_within_step(frame)
        assert issue.payload == {
            "step_index": 0,
            "cycle_column": "Cycle count",
            "cycles": [1, 3],
            "num_violations": 1,
        }
        assert issue.rows == (1,)

    @pytest.mark.parametrize("missing", [None, math.nan])
    def test_missing_numbers_are_left_out(self, missing):
        frame = {"Step count": [0] * 4, "Cycle count": [1.0, missing, 1.0, missing]}
        assert not validate_cycle_constant_within_step(frame)
        frame["Cycle count"][2] = 2.0
        assert validate_cycle_constant_within_step(frame)

    def test_only_the_first_column_that_is_there_counts(self):
        frame = {
            "Step count": [0, 0],
            "Cycle from cycler": [1, 2],
            "Cycle number": [1, 1],
        }
        assert not validate_cycle_constant_within_step(frame)
        assert validate_cycle_constant_within_step(frame, cycle_col="Cycle from cycler")


class TestIntegral:
    @pytest.mark.parametrize(
        ("factor", "passes"), [(1.09, True), (1.13, False), (0.88, False), (0.91, True)]
    )
    def test_ten_percent(self, factor, passes):
        frame = usual().with_columns(pl.col(DISCHARGE) * factor)
        issues = validate_capacity_energy_from_current_power(frame)
        assert (not issues) is passes
        if issues:
            assert issues[0].code is IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH
            larger = max(factor, 1.0)
            assert issues[0].payload["relative_error"] == pytest.approx(abs(factor - 1) / larger)

    def test_power_is_voltage_times_current_unless_given(self):
        frame = usual().with_columns(pl.col("Discharge energy [W.h]") * 2)
        (issue,) = validate_capacity_energy_from_current_power(frame)
        assert issue.payload["source_column"] == "Voltage [V] * Current [A]"
        assert issue.payload["unit"] == "W.h"
        power = (pl.col("Voltage [V]") * pl.col("Current [A]") * 2).alias("Power [W]")
        (issue,) = validate_capacity_energy_from_current_power(frame.with_columns(power))
        assert issue.column == "Charge energy [W.h]"
        assert issue.payload["source_column"] == "Power [W]"

    @pytest.mark.parametrize("column", ["Current [A]", "Voltage [V]", "Time [s]"])
    def test_a_missing_value_does_not_end_the_check(self, column):
        wrong = pl.col(DISCHARGE) * pl.when(pl.col("Step count") >= 8).then(3).otherwise(1)
        frame = put(usual().with_columns(wrong), column, 3, None)
        (issue,) = validate_capacity_energy_from_current_power(frame)
        assert issue.column == DISCHARGE

    def test_the_worst_row_is_a_row_of_the_frame_as_passed(self):
        untimed = usual(repeats=1).head(1).with_columns(pl.lit(None, pl.Float64).alias("Time [s]"))
        frame = pl.concat([untimed, put(usual(repeats=1), DISCHARGE, 9, 9.0)])
        (issue,) = validate_capacity_energy_from_current_power(frame)
        assert issue.payload["worst_row_index"] == 10
        assert issue.rows == (10,)
        assert issue.payload["reported_at_worst"] == 9.0

    def test_the_interval_between_steps_counts_for_nothing(self):
        frame = add_from(usual(), "Time [s]", 20, 3600.0)
        assert not validate_capacity_energy_from_current_power(frame)

    def test_noise_against_nothing_is_no_error(self):
        frame = usual().with_columns(
            pl.lit(0.0).alias("Current [A]"), (pl.col(DISCHARGE) * 1e-9), *_zero("Charge")
        )
        assert not validate_capacity_energy_from_current_power(frame)


def _zero(name):
    return [
        (pl.lit(0.0)).alias(f"{name} capacity [A.h]"),
        *(pl.lit(0.0).alias(f"{each} energy [W.h]") for each in ("Discharge", "Charge")),
    ]


class TestTimeGaps:
    def test_sentence(self):
        times = [float(row) for row in range(4202)] + [4201 + 6.12 * 3600 + row for row in range(9)]
        (issue,) = validate_time_gaps({"Time [s]": times})
        assert issue.message.startswith(
            "Time gap of 6.12 h between rows 4201 and 4202 exceeds the maximum allowed gap of "
            "5.0 h."
        )
        assert issue.payload["num_violations"] == 1
        assert issue.payload["row_index"] == 4201
        assert 'skip_checks={"time_gaps"}' in issue.advice

    def test_exactly_five_hours_pass(self):
        assert not validate_time_gaps({"Time [s]": [0.0, 18_000.0]})
        assert validate_time_gaps({"Time [s]": [0.0, 18_000.1]})

    def test_untimed_rows_do_not_hide_a_gap(self):
        (issue,) = validate_time_gaps({"Time [s]": [0.0, None, None, 20_000.0]})
        assert "between rows 0 and 3" in issue.message

    @pytest.mark.parametrize(
        ("before", "after", "is_found"), [(1.0, 0.0, True), (0.0, 1.0, True), (0.0, 0.0, False)]
    )
    def test_a_gap_loses_charge_if_a_current_flows_on_either_side(self, before, after, is_found):
        rows = {
            "Time [s]": [0.0, 60.0, 120.0, 30_000.0, 30_060.0, 30_120.0],
            "Voltage [V]": [3.7] * 6,
            "Current [A]": [1.0, 1.0, before, after, 1.0, 1.0],
            "Step count": [0] * 6,
        }
        found = {issue.code for issue in check(pl.DataFrame(rows), strict=True).issues}
        assert ("time_gap_too_large" in found) is is_found

    def test_own_limit(self):
        (issue,) = validate_time_gaps({"Time [s]": [0, 61]}, max_gap_seconds=60)
        assert issue.payload == {
            "row_index": 0,
            "gap_seconds": 61.0,
            "max_gap_seconds": 60,
            "num_violations": 1,
        }


class TestVoltageContinuity:
    def test_sentence(self):
        jumps = [2.6, 4.1] * 159 + [2.6]
        frame = {"Voltage [V]": jumps + [2.6] * (3600 - len(jumps))}
        (issue,) = validate_voltage_continuity(frame, (2.5, 4.2))
        assert issue.message.startswith(
            "Voltage continuity check failed: 318/3599 (8.8%) of consecutive row pairs have a "
            "voltage jump greater than 80% of the rated voltage window."
        )
        assert issue.payload["threshold_volts"] == pytest.approx(1.36)
        assert issue.payload["voltage_window"] == (2.5, 4.2)

    def test_five_percent_pass(self):
        level = [3.0] * 21
        assert not validate_voltage_continuity({"Voltage [V]": [*level[:-1], 5.0]}, (2.5, 4.0))
        assert validate_voltage_continuity({"Voltage [V]": [*level[:-2], 5.0]}, (2.5, 4.0))

    def test_missing_voltages_do_not_dilute(self):
        frame = {"Voltage [V]": [2.5, 4.2, 2.5, 4.2] + [None, math.nan] * 500}
        (issue,) = validate_voltage_continuity(frame, (2.5, 4.2))
        assert issue.payload["total_pairs"] == 3

    def test_nothing_to_compare_passes(self):
        assert not validate_voltage_continuity({"Voltage [V]": [3.0, None, 4.0]}, (2.5, 4.2))

    @pytest.mark.parametrize(
        "window", [(4.2, 2.5), (3.0, 3.0), (math.nan, 4.2), (2.5,), (2, 3, 4), 3.0, "ab", (2, None)]
    )
    def test_what_is_no_window_is_refused(self, window):
        with pytest.raises(ValueError, match="voltage_window"):
            check(usual(), voltage_window=window)

    @pytest.mark.parametrize("window", [[2.5, 4.2], pl.Series([2.5, 4.2])])
    def test_any_pair_will_do(self, window):
        assert check(usual(), strict=True, voltage_window=window)


@pytest.mark.parametrize("column", CUMULATIVE)
def test_a_cumulative_column_is_checked_without_the_others(column):
    frame = cycling([Step("discharge", 20), Step("charge", 20)])
    alone = frame.drop(name for name in CUMULATIVE if name != column)
    assert check(alone, strict=True)
    doubled = check(alone.with_columns(pl.col(column) * 2), strict=True)
    assert [issue.column for issue in doubled.issues] == [column]


def test_findings_come_in_the_order_of_the_checks():
    frame = cycling([Step("discharge", 20), Step("charge", 20), Step("rest", 1), Step("rest", 9)])
    frame = add_from(frame, "Time [s]", 30, 20_000.0)
    frame = add_from(frame, "Step count", 41, 1)
    frame = put(frame, "Cycle count", 10, 7)
    frame = frame.with_columns(pl.col("Time [s]") + 5, pl.col(DISCHARGE) * 2)
    assert codes(check(frame, strict=True)) == [
        "time_does_not_start_at_zero",
        "step_count_non_sequential",
        "step_too_few_points",
        "cycle_changes_within_step",
        "discharge_capacity_integral_mismatch",
        "charge_capacity_integral_mismatch",
        "charge_energy_integral_mismatch",
        "cycle_count_decreased",
        "time_gap_too_large",
    ]
