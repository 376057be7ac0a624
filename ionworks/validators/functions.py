"""Each check by itself: a table in, a list of findings out, thresholds as keywords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ionworks._forks import check_polars
from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import STEP
from ionworks.validators import limits

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl

    from ionworks.tables import TableLike
    from ionworks.validators.checks.scan import Check


def as_polars(table: TableLike, *, name: str = "time series") -> pl.DataFrame:
    """Return a table as a polars frame; one that is a polars frame is not copied."""
    check_polars()
    import polars as pl

    from ionworks.tables import to_polars

    return table if isinstance(table, pl.DataFrame) else to_polars(table, name=name)


def findings(
    frame: pl.DataFrame, check: Check, *, step_column: str = STEP
) -> list[ValidationIssue]:
    """Make one check; what is wrong with columns that it does not read is not its business."""
    from ionworks.validators.checks.scan import READABLE, scan

    issues, _ = scan(frame, [check], step_column=step_column)
    return [issue for issue in issues if issue.check != READABLE or issue.column in check.needs]


def validate_time_missing_only_on_eis_rows(df: TableLike) -> list[ValidationIssue]:
    """Check that only rows that have a `Frequency [Hz]` lack a `Time [s]`."""
    from ionworks.validators.checks.times import TimeMissing

    return findings(as_polars(df), TimeMissing())


def validate_time_starts_at_zero(
    df: TableLike, *, tolerance: float = limits.TIME_START_TOLERANCE
) -> list[ValidationIssue]:
    """Check that the first time is 0, within a tolerance in s."""
    from ionworks.validators.checks.times import TimeStart

    return findings(as_polars(df), TimeStart(tolerance))


def validate_time_monotonic(
    df: TableLike, *, tolerance: float = limits.TIME_FALL_TOLERANCE
) -> list[ValidationIssue]:
    """Check that time never falls by more than a tolerance in s.

    Examples
    --------
    >>> from ionworks.validators import validate_time_monotonic
    >>> [issue.payload["row_index"] for issue in validate_time_monotonic({"Time [s]": [0, 2, 1]})]
    [2]
    """
    from ionworks.validators.checks.times import TimeOrder

    return findings(as_polars(df), TimeOrder(tolerance))


def validate_time_gaps(
    df: TableLike, *, max_gap_seconds: float = limits.MAX_GAP_SECONDS
) -> list[ValidationIssue]:
    """Check that neighbouring rows are at most `max_gap_seconds` apart."""
    from ionworks.validators.checks.times import TimeGaps

    return findings(as_polars(df), TimeGaps(max_gap_seconds))


def validate_step_count_sequential(df: TableLike) -> list[ValidationIssue]:
    """Check that `Step count` starts at 0, and stays or rises by 1 from row to row."""
    from ionworks.validators.checks.steps import StepCount

    frame = as_polars(df)
    return findings(frame, StepCount(frame.columns))


def validate_cumulative_values_reset_per_step(
    df: TableLike,
    *,
    step_col: str = STEP,
    cumulative_cols: Sequence[str] | None = None,
    tolerance: float = limits.CUMULATIVE_TOLERANCE,
) -> list[ValidationIssue]:
    """Check that capacities and energies start each step at 0 and never fall in it.

    `tolerance` is in A.h or W.h. Without `cumulative_cols`, the charge and discharge
    capacity and energy are checked, those that are there.
    """
    from ionworks.validators.checks.cumulative import Cumulative

    frame = as_polars(df)
    check = Cumulative(step_col, cumulative_cols, tolerance)
    return findings(frame, check, step_column=step_col)


def validate_minimum_points_per_step(
    df: TableLike, *, min_points: int = limits.MIN_POINTS
) -> list[ValidationIssue]:
    """Check that each step has at least `min_points` rows."""
    from ionworks.validators.checks.steps import MinimumPoints

    return findings(as_polars(df), MinimumPoints(min_points))


def validate_cycle_constant_within_step(
    df: TableLike, *, cycle_col: str | None = None
) -> list[ValidationIssue]:
    """Check that the cycle number does not change within a step.

    Without `cycle_col`, it is the first that is there of `Cycle count`, `Cycle number` and
    `Cycle from cycler`.
    """
    from ionworks.validators.checks.steps import CycleConstant

    return findings(as_polars(df), CycleConstant(cycle_col))


def validate_capacity_energy_from_current_power(
    df: TableLike, *, tolerance: float = limits.CAPACITY_ENERGY_INTEGRAL_TOLERANCE
) -> list[ValidationIssue]:
    """Check capacities and energies against current and power integrated over time.

    `tolerance` is the largest deviation allowed, as a share of the largest value.
    """
    from ionworks.validators.checks.integral import Integral

    return findings(as_polars(df), Integral(tolerance))


def validate_voltage_continuity(
    df: TableLike,
    voltage_window: tuple[float, float],
    *,
    jump_fraction: float = limits.VOLTAGE_JUMP_FRACTION,
    max_bad_fraction: float = limits.MAX_BAD_FRACTION,
) -> list[ValidationIssue]:
    """Check that few pairs of neighbouring rows jump by most of the voltage window.

    A jump is a change of more than `jump_fraction` of the window; more than
    `max_bad_fraction` of the pairs must not jump.
    """
    from ionworks.validators.checks.voltage import VoltageContinuity

    window = limits.read_voltage_window(voltage_window)
    return findings(as_polars(df), VoltageContinuity(window, jump_fraction, max_bad_fraction))


def validate_charge_discharge_column_direction(steps_df: TableLike) -> list[ValidationIssue]:
    """Check the capacity and energy columns of a steps table against the mean current."""
    from ionworks.validators.checks.step_tables import read_steps, swapped_columns

    steps, unreadable = read_steps(as_polars(steps_df, name="steps"))
    return [*unreadable, *swapped_columns(steps)]


def validate_consecutive_same_direction_full_steps(
    steps_df: TableLike,
    rated_capacity: float | None,
    *,
    full_step_fraction: float = limits.FULL_STEP_FRACTION,
) -> list[ValidationIssue]:
    """Check that no two steps in a row deliver many times the rated capacity in one direction.

    Two steps follow each other if no such step of the other direction, or no step of the
    same direction, lies between them. `rated_capacity` is in A.h.
    """
    from ionworks.validators.checks.step_tables import consecutive_full_steps, read_steps

    steps, unreadable = read_steps(as_polars(steps_df, name="steps"))
    capacity = limits.read_rated_capacity(rated_capacity)
    if capacity is None:
        return unreadable
    return [*unreadable, *consecutive_full_steps(steps, capacity, full_step_fraction)]


def validate_step_capacity_within_rated(
    steps_df: TableLike, rated_capacity: float | None, *, max_ratio: float = limits.MAX_STEP_RATIO
) -> list[ValidationIssue]:
    """Warn of steps that deliver more than `max_ratio` times the rated capacity (A.h)."""
    from ionworks.validators.checks.step_tables import read_steps, step_capacities

    steps, unreadable = read_steps(as_polars(steps_df, name="steps"))
    capacity = limits.read_rated_capacity(rated_capacity)
    if capacity is None:
        return unreadable
    return [*unreadable, *step_capacities(steps, capacity, max_ratio)]


def validate_ocp_columns(df: TableLike) -> list[ValidationIssue]:
    """Check that open-circuit data have a voltage and something to draw it against."""
    from ionworks.validators.checks.open_circuit import OCPColumns

    frame = as_polars(df)
    return findings(frame, OCPColumns(frame.columns))


def validate_eis_columns(df: TableLike) -> list[ValidationIssue]:
    """Check that impedance data have a frequency and both parts of the impedance."""
    from ionworks.validators.checks.impedance import EISColumns

    frame = as_polars(df)
    return findings(frame, EISColumns(frame.columns))


def validate_eis_zim_sign(df: TableLike) -> list[ValidationIssue]:
    """Check that the imaginary part is negative where the real part falls with frequency."""
    from ionworks.validators.checks.impedance import EISSign

    return findings(as_polars(df), EISSign())


def validate_eis_impedance_magnitude(
    df: TableLike,
    rated_capacity: float | None,
    *,
    factor: float = limits.EIS_FACTOR,
    r_times_q: float = limits.EIS_RESISTANCE_CAPACITY_PRODUCT,
) -> list[ValidationIssue]:
    """Check that the resistance of a cell is likely for its capacity.

    The smallest `Z_Re [Ohm]` must be within `factor` of `r_times_q` (Ohm.A.h) over the rated
    capacity (A.h).
    """
    from ionworks.validators.checks.impedance import EISMagnitude

    capacity = limits.read_rated_capacity(rated_capacity)
    if capacity is None:
        return []
    return findings(as_polars(df), EISMagnitude(capacity, factor, r_times_q))


def validate_measurement_timing(
    start_time: datetime | str | None,
    end_time: datetime | str | None,
    df: TableLike | None = None,
    *,
    duration_tolerance_frac: float = limits.DURATION_TOLERANCE_FRACTION,
    duration_tolerance_min_s: float = limits.DURATION_TOLERANCE_SECONDS,
    now: datetime | None = None,
) -> list[ValidationIssue]:
    """Warn of start and end times that do not fit the present, each other or `Time [s]`.

    The duration may be off by `duration_tolerance_frac` of the span of `Time [s]`, or by
    `duration_tolerance_min_s`, whichever is more.
    """
    import polars as pl

    from ionworks.validators.checks.wall_clock import WallClock

    check = WallClock(
        start_time,
        end_time,
        tolerance_fraction=duration_tolerance_frac,
        tolerance_seconds=duration_tolerance_min_s,
        now=now,
    )
    return findings(pl.DataFrame() if df is None else as_polars(df), check)


def validate_time_series_row_count(
    df: TableLike, max_rows: int = limits.MAX_INLINE_ROWS
) -> list[ValidationIssue]:
    """Check that a table inside a configuration has at most `max_rows` rows.

    Examples
    --------
    >>> from ionworks.validators import validate_time_series_row_count
    >>> validate_time_series_row_count({"Time [s]": [0.0, 1.0]})
    []
    """
    rows = as_polars(df).height
    if rows <= max_rows:
        return []
    return [
        ValidationIssue.of(
            IssueCode.TIME_SERIES_ROW_COUNT_EXCEEDED,
            f"Time series has {rows} rows, which exceeds the maximum of {max_rows} rows for inline "
            "data.",
            "Upload the data as a measurement using client.cell_measurement.create() and "
            "reference it with 'db:<measurement_id>' or "
            "iwdata.DataLoader.from_db(MEASUREMENT_ID) instead.",
            check="time_series_row_count",
            payload={"n_rows": rows, "max_rows": max_rows},
        )
    ]
