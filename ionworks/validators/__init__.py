"""Checks on time series: the errors that would poison every later fit, found before upload.

`check` makes all checks on one table and returns a `Report`; `validate` takes files and
folders too; `validate_measurement_data` raises and warns as an upload does; the other
``validate_*`` functions make one check each.
"""

from __future__ import annotations

from ionworks.errors import MeasurementValidationError
from ionworks.issues import IssueCode, Severity, ValidationIssue
from ionworks.settings import get_dataframe_backend, set_dataframe_backend
from ionworks.validators.compat import (
    positive_current_is_charge,
    running_step_reset_integral,
    step_boundary_idx,
    validate_positive_current_is_discharge,
    worst_row_relative_error,
)
from ionworks.validators.files import validate
from ionworks.validators.functions import (
    validate_capacity_energy_from_current_power,
    validate_charge_discharge_column_direction,
    validate_consecutive_same_direction_full_steps,
    validate_cumulative_values_reset_per_step,
    validate_cycle_constant_within_step,
    validate_eis_columns,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_measurement_timing,
    validate_minimum_points_per_step,
    validate_ocp_columns,
    validate_step_capacity_within_rated,
    validate_step_count_sequential,
    validate_time_gaps,
    validate_time_missing_only_on_eis_rows,
    validate_time_monotonic,
    validate_time_series_row_count,
    validate_time_starts_at_zero,
    validate_voltage_continuity,
)
from ionworks.validators.limits import CAPACITY_ENERGY_INTEGRAL_TOLERANCE, STRICT_CHECK_NAMES
from ionworks.validators.measurements import check, validate_measurement_data
from ionworks.validators.ratings import rated_capacity, voltage_window
from ionworks.validators.reports import FolderReport, Report

__all__ = [
    "CAPACITY_ENERGY_INTEGRAL_TOLERANCE",
    "STRICT_CHECK_NAMES",
    "FolderReport",
    "IssueCode",
    "MeasurementValidationError",
    "Report",
    "Severity",
    "ValidationIssue",
    "check",
    "get_dataframe_backend",
    "positive_current_is_charge",
    "rated_capacity",
    "running_step_reset_integral",
    "set_dataframe_backend",
    "step_boundary_idx",
    "validate",
    "validate_capacity_energy_from_current_power",
    "validate_charge_discharge_column_direction",
    "validate_consecutive_same_direction_full_steps",
    "validate_cumulative_values_reset_per_step",
    "validate_cycle_constant_within_step",
    "validate_eis_columns",
    "validate_eis_impedance_magnitude",
    "validate_eis_zim_sign",
    "validate_measurement_data",
    "validate_measurement_timing",
    "validate_minimum_points_per_step",
    "validate_ocp_columns",
    "validate_positive_current_is_discharge",
    "validate_step_capacity_within_rated",
    "validate_step_count_sequential",
    "validate_time_gaps",
    "validate_time_missing_only_on_eis_rows",
    "validate_time_monotonic",
    "validate_time_series_row_count",
    "validate_time_starts_at_zero",
    "validate_voltage_continuity",
    "voltage_window",
    "worst_row_relative_error",
]
