"""Open-circuit and impedance data, wall-clock times, and the limit on inline tables."""

import math
from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest
from validators.series import codes, usual

from ionworks.validators import check
from ionworks.validators.functions import (
    validate_eis_columns,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_measurement_timing,
    validate_ocp_columns,
    validate_time_series_row_count,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
START = "2026-03-15T09:30:00Z"


def arc(sign=-1.0):
    """An arc from 0.04 down to 0.01 Ohm, then an inductive tail."""
    points = 20
    angles = [math.pi * k / (points - 1) for k in range(points)]
    return {
        "Frequency [Hz]": [10.0**k for k in range(points)] + [10.0**points],
        "Z_Re [Ohm]": [0.025 + 0.015 * math.cos(a) for a in angles] + [0.011],
        "Z_Im [Ohm]": [sign * 0.015 * math.sin(a) for a in angles] + [-sign * 0.01],
    }


class TestOpenCircuit:
    def test_columns(self):
        report = check({"Time [s]": [5.0]}, data_type="ocp")
        assert codes(report) == ["ocp_voltage_column_missing", "ocp_x_axis_column_missing"]

    def test_no_step_count_is_needed_but_what_is_there_is_looked_at(self):
        frame = {"Voltage [V]": [4.0, 3.0], "SOC": [1.0, 0.0]}
        report = check(frame, data_type="ocp", strict=True)
        assert not report.issues
        assert "step_count_sequential" in report.not_checked
        for name, steps in (("Step count", [0, 2]), ("step count", [0, 0])):
            assert not check(frame | {name: steps}, data_type="ocp")

    @pytest.mark.parametrize("axis", ["Capacity [A.h]", "Stoichiometry", "SOC"])
    def test_any_axis_will_do_and_nothing_else_is_asked(self, axis):
        frame = {"Voltage [V]": [4.0, 3.0], axis: [0.0, 1.0], "Step count": [0, 0]}
        assert check(frame, data_type="OCP", strict=True)
        assert not validate_ocp_columns(frame)


class TestImpedance:
    def test_columns(self):
        report = check({"Z_Re [Ohm]": [1.0]}, data_type="eis", strict=True, rated_capacity=1e-9)
        assert codes(report) == ["eis_columns_missing"]
        assert report.errors[0].payload["missing"] == ["Frequency [Hz]", "Z_Im [Ohm]"]
        assert validate_eis_columns({})

    def test_sound(self):
        assert check(arc(), data_type="eis", strict=True, rated_capacity=2.5)

    def test_reversed_sign(self):
        (issue,) = validate_eis_zim_sign(arc(1.0))
        assert issue.payload["positive_fraction"] == 1.0
        assert issue.payload["r0"] == pytest.approx(0.01)
        assert issue.payload["n_capacitive_points"] == 20

    def test_order_of_rows_does_not_matter(self):
        shuffled = pl.DataFrame(arc(1.0)).sample(fraction=1.0, shuffle=True, seed=1)
        assert validate_eis_zim_sign(shuffled)

    def test_a_band_of_two_points_decides_nothing(self):
        frame = arc(1.0)
        frame["Z_Re [Ohm]"][1] = 0.001
        assert not validate_eis_zim_sign(frame)

    def test_incomplete_points_are_left_out(self):
        frame = arc(1.0)
        frame["Z_Re [Ohm]"][3] = math.nan
        frame["Z_Im [Ohm]"][4] = None
        (issue,) = validate_eis_zim_sign(frame)
        assert issue.payload["n_capacitive_points"] == 18

    @pytest.mark.parametrize(
        ("capacity", "passes"),
        [(5.0, True), (0.05, True), (500.0, True), (0.049, False), (501.0, False)],
    )
    def test_magnitude(self, capacity, passes):
        issues = validate_eis_impedance_magnitude({"Z_Re [Ohm]": [0.02, 0.01]}, capacity)
        assert (not issues) is passes
        if issues:
            assert issues[0].payload["r_expected"] == pytest.approx(0.05 / capacity)
            assert issues[0].rows == (1,)

    @pytest.mark.parametrize("capacity", [None, math.nan, 0.0, -1.0])
    def test_no_capacity_no_magnitude(self, capacity):
        assert not validate_eis_impedance_magnitude({"Z_Re [Ohm]": [1e9]}, capacity)
        report = check(arc(), data_type="eis", strict=True, rated_capacity=capacity)
        assert "eis_impedance_magnitude" in report.not_checked

    def test_negative_resistance_is_not_judged(self):
        assert not validate_eis_impedance_magnitude({"Z_Re [Ohm]": [-1.0, 1e9]}, 1.0)

    def test_no_time_or_step_is_asked_for(self):
        frame = arc() | {"Time [s]": [9.0] * 21, "Step count": [7] * 21}
        assert check(frame, data_type="eis")


class TestWallClock:
    def test_sound(self):
        assert not validate_measurement_timing(START, "2026-03-15T10:30:00Z", _span(3600), now=NOW)

    def test_future_and_backwards(self):
        found = validate_measurement_timing("2027-01-02T00:00:00Z", "2027-01-01T00:00:00Z", now=NOW)
        assert codes(found) == [
            "start_time_in_future",
            "end_time_in_future",
            "end_time_before_start_time",
        ]
        assert {issue.severity for issue in found} == {"warning"}
        assert found[0].payload == {"start_time": "2027-01-02T00:00:00+00:00"}

    @pytest.mark.parametrize(
        ("seconds", "span", "passes"),
        [
            (100, 40.0, True),
            (101, 40.0, False),
            (10_500, 10_000.0, True),
            (10_501, 10_000.0, False),
        ],
    )
    def test_duration(self, seconds, span, passes):
        start = datetime(2026, 3, 15, tzinfo=timezone(timedelta(hours=2)))
        end = (start + timedelta(seconds=seconds)).astimezone(UTC)
        found = validate_measurement_timing(start, end, _span(span), now=NOW)
        assert (not found) is passes

    def test_missing_and_infinite_times_have_no_span(self):
        frame = {"Time [s]": [None, math.nan]}
        assert not validate_measurement_timing(START, "2026-03-15T10:30:00Z", frame, now=NOW)

    def test_a_time_without_zone_is_never_in_the_future(self):
        assert not validate_measurement_timing("2999-01-01T00:00:00", None, now=NOW)

    @pytest.mark.parametrize(
        ("start", "end"),
        [("yesterday", None), (START, "2026-03-15T10:30:00"), (12, START), ("", START)],
    )
    def test_what_cannot_be_compared_is_said(self, start, end):
        found = validate_measurement_timing(start, end, now=NOW)
        assert codes(found) == ["timing_not_checked"]

    def test_as_part_of_all_checks_for_any_data(self):
        times = {"start_time": START, "end_time": "2026-03-14T00:00:00Z"}
        for data_type, frame in ((None, usual()), ("eis", arc())):
            report = check(frame, data_type=data_type, **times)
            assert codes(report) == ["end_time_before_start_time"]
            assert report


def _span(seconds):
    return {"Time [s]": [0.0, seconds / 2, seconds]}


class TestInlineRows:
    def test_sentence(self):
        (issue,) = validate_time_series_row_count({"Time [s]": range(5000)})
        assert issue.message == (
            "Time series has 5000 rows, which exceeds the maximum of 1000 rows for inline data. "
            "Upload the data as a measurement using client.cell_measurement.create() and "
            "reference it with 'db:<measurement_id>' or "
            "iwdata.DataLoader.from_db(MEASUREMENT_ID) instead."
        )
        assert issue.payload == {"n_rows": 5000, "max_rows": 1000}

    def test_the_limit_itself_passes(self):
        assert not validate_time_series_row_count({"Time [s]": range(1000)})
        assert validate_time_series_row_count({"Time [s]": range(11)}, max_rows=10)
