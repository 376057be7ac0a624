"""What every upload of cycler data must fulfil."""

import math

import polars as pl
import pytest
from validators.series import CUMULATIVE, Step, add_from, codes, cycling, put, usual

from ionworks.validators import IssueCode, check
from ionworks.validators.checks import scan
from ionworks.validators.functions import (
    validate_cumulative_values_reset_per_step,
    validate_step_count_sequential,
    validate_time_missing_only_on_eis_rows,
    validate_time_monotonic,
    validate_time_starts_at_zero,
)

DISCHARGE = "Discharge capacity [A.h]"


def test_a_sound_series_passes():
    report = check(usual())
    assert report
    assert not report.issues


class TestCurrentSign:
    def test_reversed(self):
        issue = check(usual().with_columns(-pl.col("Current [A]"))).errors[0]
        assert issue.code is IssueCode.CURRENT_SIGN_REVERSED
        assert issue.payload["charge_fraction"] > 0.99

    def test_without_sign(self):
        report = check(usual().with_columns(pl.col("Current [A]").abs()))
        assert codes(report) == ["current_sign_unsigned"]
        assert 0.25 <= report.errors[0].payload["charge_fraction"] < 0.75

    def test_unclear(self):
        turned = pl.when(pl.col("Step count") >= 6).then(-1).otherwise(1)
        report = check(usual().with_columns(pl.col("Current [A]") * turned))
        assert codes(report) == ["current_sign_indeterminate"]

    @pytest.mark.parametrize("capacity", [1e-5, 1e-3, 1.0, 1e3])
    def test_cells_of_any_size(self, capacity):
        frame = usual(capacity=capacity)
        assert not check(frame).errors
        wrong = check(frame.with_columns(-pl.col("Current [A]")))
        assert wrong.errors[0].code is IssueCode.CURRENT_SIGN_REVERSED

    @pytest.mark.parametrize("column", ["Voltage [V]", "Current [A]"])
    @pytest.mark.parametrize("missing", [None, math.nan])
    def test_one_missing_value_does_not_end_the_vote(self, column, missing):
        frame = put(usual().with_columns(-pl.col("Current [A]")), column, 3, missing)
        assert "current_sign_reversed" in codes(check(frame))

    def test_a_missing_current_keeps_small_cells_checked(self):
        frame = usual(capacity=1e-4).with_columns(-pl.col("Current [A]"))
        assert "current_sign_reversed" in codes(check(put(frame, "Current [A]", 30, None)))

    def test_steps_of_three_rows_do_not_vote(self):
        """The reading-data guide uploads such a series, with the sign of a discharge."""
        frame = {
            "Time [s]": [0, 1, 2, 3, 4, 5],
            "Voltage [V]": [3.0, 3.2, 3.5, 3.8, 4.0, 4.2],
            "Current [A]": [0.002] * 6,
            "Step count": [0, 0, 0, 1, 1, 1],
        }
        assert check(frame, strict=True)

    def test_a_current_that_cannot_tell_does_not_vote(self):
        decay = [0.9**row for row in range(30)]
        frame = {
            "Time [s]": list(range(30)),
            "Current [A]": decay,
            "Voltage [V]": [3.0 + 0.1 * value for value in decay],
            "Step count": [0] * 30,
        }
        assert check(frame)

    def test_without_step_count_runs_follow_the_current(self):
        frame = usual().with_columns(-pl.col("Current [A]")).drop("Step count")
        assert codes(check(frame)) == ["current_sign_reversed", "step_count_missing"]

    def test_time_that_falls_gives_no_vote(self):
        frame = usual().with_columns(-pl.col("Time [s]"), -pl.col("Current [A]"))
        assert "current_sign_reversed" not in codes(check(frame))


class TestTime:
    @pytest.mark.parametrize(("start", "passes"), [(0.0, True), (1e-6, True), (2e-6, False)])
    def test_start(self, start, passes):
        assert (not validate_time_starts_at_zero({"Time [s]": [start, 1.0]})) is passes

    def test_start_is_that_of_the_first_timed_row(self):
        issues = validate_time_starts_at_zero({"Time [s]": [None, math.nan, 5.0]})
        assert issues[0].payload == {"observed": 5.0, "tolerance": 1e-6}
        assert issues[0].rows == (2,)

    def test_fall_names_the_first_and_counts_all(self):
        (issue,) = validate_time_monotonic({"Time [s]": [0.0, 2.0, 1.0, 3.0, 2.5]})
        assert issue.payload == {
            "row_index": 2,
            "previous_time": 2.0,
            "current_time": 1.0,
            "num_violations": 2,
        }
        assert issue.rows == (2, 4)

    def test_equal_times_are_fine(self):
        assert not validate_time_monotonic({"Time [s]": [0, 1, 1, 2]})

    def test_fall_is_seen_over_untimed_rows(self):
        (issue,) = validate_time_monotonic({"Time [s]": [0.0, 5.0, None, math.nan, 4.0]})
        assert issue.payload["row_index"] == 4

    def test_only_impedance_rows_may_lack_a_time(self):
        frame = {
            "Time [s]": [0.0, None, None, 3.0],
            "Frequency [Hz]": [None, 0.0, math.nan, None],
        }
        (issue,) = validate_time_missing_only_on_eis_rows(frame)
        assert issue.payload == {"row_index": 2, "num_rows": 1}

    def test_all_times_missing(self):
        report = check(usual().with_columns(pl.lit(None, pl.Float64).alias("Time [s]")))
        assert codes(report) == ["required_column_empty", "time_missing_on_non_eis_row"]


class TestStepCount:
    def test_missing(self):
        (issue,) = validate_step_count_sequential({"step count": [0]})
        assert issue.payload == {"column": "Step count", "available_columns": ["step count"]}

    def test_start_and_order_are_both_reported(self):
        issues = validate_step_count_sequential({"Step count": [1, 1, 3, 2, 2]})
        assert codes(issues) == [
            "step_count_does_not_start_at_zero",
            "step_count_non_sequential",
        ]
        assert issues[1].payload["num_violations"] == 2
        assert issues[1].payload["examples"] == [
            {"row_index": 1, "from": 1, "to": 3, "diff": 2},
            {"row_index": 2, "from": 3, "to": 2, "diff": -1},
        ]

    @pytest.mark.parametrize("dtype", [pl.UInt8, pl.UInt32, pl.Int16, pl.Float32])
    def test_any_number_type_and_no_wrapping(self, dtype):
        frame = pl.DataFrame({"Step count": [0, 1, 0]}, schema={"Step count": dtype})
        (issue,) = validate_step_count_sequential(frame)
        assert issue.payload["examples"][0]["diff"] == -1

    def test_whole_numbers_as_floats_are_fine_and_others_not(self):
        assert not validate_step_count_sequential({"Step count": [0.0, 1.0, 1.0]})
        assert validate_step_count_sequential({"Step count": [0.0, 0.5]})

    @pytest.mark.parametrize("labels", [[None, 0, 1], [0, None, 1], [0, 0, None]])
    def test_a_missing_number_is_a_wrong_one(self, labels):
        assert validate_step_count_sequential({"Step count": labels})

    def test_only_five_examples(self):
        (issue,) = validate_step_count_sequential({"Step count": list(range(0, 60, 2))})
        assert len(issue.payload["examples"]) == 5
        assert issue.payload["num_violations"] == 29
        assert "and 24 more" in issue.message


class TestCumulative:
    def test_not_reset(self):
        frame = cycling([Step("discharge", 5), Step("rest", 5)])
        frame = frame.with_columns(pl.col(DISCHARGE).cum_max())
        (issue,) = validate_cumulative_values_reset_per_step(frame)
        assert issue.code is IssueCode.CUMULATIVE_VALUE_NOT_RESET
        assert (issue.column, issue.step, issue.rows) == (DISCHARGE, 1, (5,))
        assert issue.payload["observed"] == pytest.approx(1.5)

    def test_fall(self):
        frame = put(usual(), DISCHARGE, 7, 0.0)
        (issue,) = validate_cumulative_values_reset_per_step(frame)
        assert issue.payload == {
            "column": DISCHARGE,
            "step_index": 0,
            "row_index": 7,
            "previous_value": frame[DISCHARGE][6],
            "current_value": 0.0,
            "tolerance": 1e-6,
            "num_violations": 1,
        }

    @pytest.mark.parametrize("missing", [None, math.nan])
    def test_missing_values_hide_nothing(self, missing):
        offset = cycling([Step("discharge", 5), Step("rest", 5)])
        offset = put(offset.with_columns(pl.col(DISCHARGE).cum_max()), DISCHARGE, 5, missing)
        assert codes(check(offset)) == ["cumulative_value_not_reset"]
        fallen = put(put(usual(), DISCHARGE, 8, 0.0), DISCHARGE, 7, missing)
        assert codes(check(fallen)) == ["cumulative_value_decreased"]

    def test_a_slow_fall_is_seen(self):
        frame = {
            "Step count": [0] * 101,
            DISCHARGE: [0.0, *(0.1 - 4e-7 * row for row in range(100))],
        }
        (issue,) = validate_cumulative_values_reset_per_step(frame)
        assert issue.code is IssueCode.CUMULATIVE_VALUE_DECREASED
        assert issue.rows == (4,)

    def test_noise_below_the_tolerance_is_fine(self):
        frame = {"Step count": [0] * 4, DISCHARGE: [0.0, 0.1, 0.1 - 5e-7, 0.1]}
        assert not validate_cumulative_values_reset_per_step(frame)

    @pytest.mark.parametrize("size", range(1, 14))
    def test_noise_is_fine_wherever_a_block_ends(self, size, monkeypatch):
        monkeypatch.setattr(scan, "BLOCK_ROWS", size)
        wavering = [0.0, 0.1, 0.2, 0.2 - 1e-7, 0.2, 0.2 - 2e-7, 0.2]
        frame = {"Step count": [n for n in range(4) for _ in wavering], DISCHARGE: wavering * 4}
        assert not validate_cumulative_values_reset_per_step(frame)
        frame[DISCHARGE][17] = 0.1
        (issue,) = validate_cumulative_values_reset_per_step(frame)
        assert (issue.step, issue.rows, issue.values) == (2, (17,), (0.2, 0.1))

    def test_unsigned_columns_do_not_wrap(self):
        schema = {"Step count": pl.Int64, DISCHARGE: pl.UInt16}
        frame = pl.DataFrame({"Step count": [0, 0, 0], DISCHARGE: [0, 5, 3]}, schema=schema)
        assert codes(validate_cumulative_values_reset_per_step(frame)) == [
            "cumulative_value_decreased"
        ]

    def test_small_cells_are_warned_of(self):
        frame = {
            "Step count": [0, 0, 0, 1, 1],
            DISCHARGE: [0.0, 1e-6, 5e-6, 8e-7, 2e-6],
        }
        (issue,) = validate_cumulative_values_reset_per_step(frame)
        assert (issue.code, issue.severity) == ("cumulative_value_not_reset", "warning")
        assert issue.step == 1

    def test_columns_of_ones_own(self):
        frame = {"phase": [0, 0, 1, 1], "Throughput": [0.0, 1.0, 1.0, 2.0]}
        (issue,) = validate_cumulative_values_reset_per_step(
            frame, step_col="phase", cumulative_cols=["Throughput"]
        )
        assert issue.column == "Throughput"

    def test_offsets_come_before_falls_and_columns_in_order(self):
        frame = usual(rows=6, repeats=1)
        for name in reversed(CUMULATIVE):
            frame = add_from(frame, name, 6, 1.0)
            frame = put(frame, name, 3, -1.0)
        found = validate_cumulative_values_reset_per_step(frame)
        assert [issue.column for issue in found] == [
            name for name in CUMULATIVE for issue in found if issue.column == name
        ]
        first = [issue.code.value for issue in found if issue.column == CUMULATIVE[0]]
        assert first == sorted(first, reverse=True)


class TestColumns:
    def test_an_empty_frame_is_refused(self):
        assert codes(check(usual().clear())) == ["empty_frame"]
        assert codes(check({})) == [
            "empty_frame",
            *["required_column_missing"] * 3,
            "step_count_missing",
        ]

    @pytest.mark.parametrize(
        "column", ["Time [s]", "Voltage [V]", "Step count", "Temperature [degC]"]
    )
    def test_text_is_refused(self, column):
        frame = usual().with_columns(pl.lit("n/a").alias(column))
        (issue,) = check(frame).errors
        assert issue.code is IssueCode.COLUMN_NOT_NUMERIC
        assert issue.column == column
        assert "pl.Float64" in issue.advice

    def test_dates_for_times_are_refused_with_what_is_wanted(self):
        start = pl.datetime(2026, 1, 1) + pl.duration(seconds=pl.col("Time [s]").cast(pl.Int64))
        (issue,) = check(usual().with_columns(start.alias("Time [s]"))).errors
        assert "seconds since the first row" in issue.message

    def test_other_columns_may_hold_anything(self):
        assert check(usual().with_columns(pl.lit("x").alias("Operator")))

    @pytest.mark.parametrize("value", [math.inf, -math.inf])
    @pytest.mark.parametrize("column", ["Time [s]", "Voltage [V]", "Current [A]", DISCHARGE])
    def test_infinite_values_are_refused(self, column, value):
        report = check(put(put(usual(), column, 11, value), column, 13, value))
        issue = report.errors[0]
        assert issue.code is IssueCode.INFINITE_VALUE
        assert (issue.column, issue.rows) == (column, (11, 13))

    def test_a_column_without_values_is_like_an_absent_one(self):
        frame = usual().with_columns(
            pl.lit(None).alias("Cycle count"), pl.lit(None, pl.String).alias("Power [W]")
        )
        assert check(frame, strict=True)

    def test_booleans_and_short_floats_are_numbers(self):
        frame = usual(repeats=1).with_columns(pl.col("Voltage [V]").cast(pl.Float32))
        assert check(frame.with_columns(pl.lit(value=False).alias("Cycle count")), strict=True)
