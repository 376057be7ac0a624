"""All checks of a measurement at once, as an upload makes them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.validators.functions import as_polars
from ionworks.validators.limits import (
    read_rated_capacity,
    read_skip_checks,
    read_voltage_window,
)
from ionworks.validators.reports import Report

if TYPE_CHECKING:
    from datetime import datetime

    from ionworks.quantities import Quantity
    from ionworks.tables import SeriesLike, TableLike

__all__ = ["check", "validate_measurement_data"]

_INTEGRAL = "capacity_energy_from_current_power"
_SIGNS = frozenset(
    (
        IssueCode.CURRENT_SIGN_REVERSED,
        IssueCode.CURRENT_SIGN_INDETERMINATE,
        IssueCode.CURRENT_SIGN_UNSIGNED,
    )
)


def check(
    frame: SeriesLike,
    *,
    strict: bool = False,
    data_type: str | None = None,
    steps: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    start_time: datetime | str | None = None,
    end_time: datetime | str | None = None,
    follows: TableLike | None = None,
) -> Report:
    """Check a time series and return everything that was found.

    Parameters
    ----------
    frame : polars.DataFrame, pandas.DataFrame, dict of columns, pyarrow.Table or path
        The time series, or the path of a file that is read as `ionworks.read` does. Positive
        current must be discharge.
    strict : bool, default False
        Make the checks of `STRICT_CHECK_NAMES` too.
    data_type : {"ocp", "eis"}, optional
        Open-circuit or impedance data, in any case; without it the data are cycler data.
    steps : table, optional
        One row for each step; three strict checks need it.
    rated_capacity : float or Quantity, optional
        Rated capacity of the cell, a number in A.h; one that is not positive counts as not given.
    voltage_window : tuple of float, optional
        Lower and upper voltage limit of the cell in V.
    skip_checks : collection of str, optional
        Names of strict checks to leave out, or "positive_current_is_discharge".
    start_time, end_time : datetime or str, optional
        The wall clock at the first and the last row, as ISO 8601 if text.
    follows : table, optional
        The last rows of a series that `frame` continues, as many as there are of its last step
        or fewer. Rows of `frame` count from 0, and those of `follows` back from -1.

    Returns
    -------
    Report
        True if there are no errors. It also says which checks could not be made.

    Raises
    ------
    ValueError
        A name in `skip_checks` is unknown, or `voltage_window` is not a window.
    TypeError
        `frame` or `steps` is not a table.

    Examples
    --------
    >>> from ionworks.validators import check
    >>> report = check({"Time [s]": [0.0, 60.0], "Voltage [V]": [4.1, 4.0], "Step count": [0, 0]})
    >>> bool(report), report.errors[0].code.value, report.errors[0].column
    (False, 'required_column_missing', 'Current [A]')
    """
    from ionworks.readers.given import data_type_of, table_of
    from ionworks.tables.frames import is_pandas
    from ionworks.validators.checks.plans import Given, plan, without_outliers
    from ionworks.validators.checks.scan import READABLE, scan
    from ionworks.validators.continuing import continue_rows, last_step

    skipped = read_skip_checks(skip_checks)
    frame = table_of(frame, data_type)
    data_type = data_type_of(frame, data_type)
    table = as_polars(frame)
    stored = None if follows is None else last_step(as_polars(follows, name="follows"))
    given = Given(
        frame=table if stored is None else continue_rows(stored, table),
        columns=table.columns,
        stored=stored,
        strict=strict,
        data_type=data_type,
        steps=None if steps is None else as_polars(steps, name="steps"),
        rated_capacity=read_rated_capacity(rated_capacity),
        voltage_window=None if voltage_window is None else read_voltage_window(voltage_window),
        skip_checks=skipped,
        start_time=start_time,
        end_time=end_time,
    )
    given = without_outliers(given)
    checks = plan(given)
    found, not_made = scan(given.frame, checks, stored=0 if stored is None else stored.height)
    # What is wrong in the stored rows alone does not speak against those that follow.
    found = [issue for issue in found if not issue.rows or max(issue.rows) >= -1]
    issues = _without_what_follows(found)
    made = [each.name for each in checks if each.name not in {*not_made, READABLE}]
    report = Report(tuple(issues), tuple(dict.fromkeys(made)), not_made)
    return report.for_pandas() if is_pandas(frame) else report


def _without_what_follows(issues: list[ValidationIssue]) -> list[ValidationIssue]:
    """Leave out what follows from other damage.

    Most damage shows in the integrals too, so a warning of these is for sound data alone. Where
    the current has the wrong sign, the power cannot be judged by it.
    """
    codes = {issue.code for issue in issues if issue.severity == "error"}
    wrong_sign = not codes.isdisjoint(_SIGNS)
    return [
        issue
        for issue in issues
        if not (
            (wrong_sign and issue.code == IssueCode.POWER_INTEGRAL_MISMATCH)
            or (codes and issue.severity == "warning" and issue.check == _INTEGRAL)
        )
    ]


def validate_measurement_data(
    df: SeriesLike,
    strict: bool = False,
    data_type: str | None = None,
    steps_df: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    start_time: datetime | str | None = None,
    end_time: datetime | str | None = None,
) -> None:
    """Check a time series as an upload does: raise its errors, warn of the rest.

    The parameters are those of `check`, where `df` is its `frame` and `steps_df` its
    `steps`.

    Raises
    ------
    MeasurementValidationError
        At least one check failed; `errors` has all findings, in the order of the checks.
    ValueError
        A name in `skip_checks` is unknown, or `voltage_window` is not a window.

    Warns
    -----
    UserWarning
        For each finding that does not refuse the data.

    Examples
    --------
    >>> from ionworks.validators import validate_measurement_data
    >>> rest = {"Voltage [V]": [3.7, 3.7], "Current [A]": [0.0, 0.0], "Step count": [0, 0]}
    >>> validate_measurement_data({"Time [s]": [0.0, 60.0], **rest}, strict=True)
    """
    report = check(
        df,
        strict=strict,
        data_type=data_type,
        steps=steps_df,
        rated_capacity=rated_capacity,
        voltage_window=voltage_window,
        skip_checks=skip_checks,
        start_time=start_time,
        end_time=end_time,
    )
    try:
        for issue in report.warnings:
            warnings.warn(issue.message, UserWarning, stacklevel=2)
    finally:
        # Where warnings are turned into exceptions, one must not hide the errors.
        report.raise_for_errors()
