"""Which checks are made on which kind of data, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

import attrs
import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue
from ionworks.tables.columns import (
    CURRENT,
    FREQUENCY,
    OPEN_CIRCUIT_AXES,
    STEP,
    TEMPERATURE,
    TIME,
    VOLTAGE,
    Z_IM,
    Z_MOD,
    Z_PHASE,
    Z_RE,
)
from ionworks.validators import limits
from ionworks.validators.checks.cumulative import Cumulative
from ionworks.validators.checks.current_sign import CurrentSign
from ionworks.validators.checks.impedance import (
    EIS_COLUMNS,
    EISColumns,
    EISMagnitude,
    EISParts,
    EISSign,
    EISUnit,
)
from ionworks.validators.checks.integral import Integral
from ionworks.validators.checks.needed import (
    CycleCounts,
    FilledColumns,
    NeededColumns,
    WholeNumbers,
    unreadable_steps,
)
from ionworks.validators.checks.open_circuit import (
    OCPColumns,
    OCPDirection,
    OCPOrder,
    OCPRange,
    OCPVoltage,
)
from ionworks.validators.checks.outliers import OUTLIERS, find_outliers
from ionworks.validators.checks.pauses import GapsUnderCurrent
from ionworks.validators.checks.rated import FullSteps, StepCapacity
from ionworks.validators.checks.scan import READABLE, Check
from ionworks.validators.checks.spacing import (
    ChargeBetweenSteps,
    TimeResolution,
    rest_limit,
)
from ionworks.validators.checks.step_tables import (
    DIRECTION,
    FULL_STEPS,
    STEP_CAPACITY,
    consecutive_full_steps,
    read_steps,
    swapped_columns,
)
from ionworks.validators.checks.steps import (
    CycleConstant,
    CycleOrder,
    MinimumPoints,
    StepCount,
)
from ionworks.validators.checks.temperatures import TemperatureRange
from ionworks.validators.checks.times import TimeGaps, TimeMissing, TimeOrder, TimeStart
from ionworks.validators.checks.voltage import VoltageContinuity
from ionworks.validators.checks.wall_clock import WallClock

__all__ = ["Given", "plan", "without_outliers"]


_OTHER_DATA = (
    'Open-circuit data are checked with data_type="ocp" and impedance data with "eis"; on an '
    "upload, `data_type` is a field of the measurement, beside its `name`."
)


@attrs.frozen
class Given:
    """What the caller gave to check, and to check with."""

    frame: pl.DataFrame
    #: Names of all columns, also of those that are not in `frame` because no check reads them.
    columns: list[str]
    #: The end of a stored series, which `frame` begins with.
    stored: pl.DataFrame | None
    strict: bool
    data_type: str | None
    steps: pl.DataFrame | None
    rated_capacity: float | None
    voltage_window: tuple[float, float] | None
    skip_checks: frozenset[str]
    start_time: datetime | str | None
    end_time: datetime | str | None
    #: What `without_outliers` found.
    outliers: tuple[ValidationIssue, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave a finding is that makes figures wrong but keeps nothing from being stored."""
        return "error" if self.strict else "warning"

    @property
    def continued(self) -> bool:
        """Whether the rows continue a stored series."""
        return self.stored is not None


def without_outliers(given: Given) -> Given:
    """Find values that were not measured, and return the rest for all other checks."""
    if OUTLIERS in given.skip_checks:
        return given
    found = find_outliers(
        given.frame,
        severity=given.severity,
        stored=0 if given.stored is None else given.stored.height,
        rated_capacity=given.rated_capacity,
        voltage_window=given.voltage_window,
    )
    if not found.issues:
        return given
    return attrs.evolve(given, frame=found.frame, outliers=tuple(found.issues))


def plan(given: Given) -> list[Check]:
    """Return the checks to make, in the order in which findings are reported."""
    kind = (given.data_type or "").lower()
    always: list[Check]
    graded: list[Check] = [_Fixed(OUTLIERS, lambda: list(given.outliers))]
    strict: list[Check] = []
    if TEMPERATURE in given.columns:
        graded.append(TemperatureRange(given.frame, given.severity))
    if kind == "ocp":
        always = [
            OCPColumns(given.columns),
            FilledColumns((VOLTAGE,), OPEN_CIRCUIT_AXES),
            StepCount(given.columns, one_step=True),
            WholeNumbers(given.frame, every_step=False),
        ]
        tables = (OCPVoltage, OCPRange, OCPOrder, OCPDirection)
        graded += [each(given.severity) for each in tables]
    elif kind == "eis":
        always = [
            EISColumns(given.columns),
            FilledColumns(EIS_COLUMNS),
            WholeNumbers(given.frame, every_step=True),
        ]
        graded += _impedance(given)
    else:
        if {FREQUENCY, Z_RE, Z_IM} & set(given.columns):
            graded += _impedance(given)
        always = _cycling(given)
        if given.strict:
            strict = [*_strict_cycling(given), *_step_table(given)]
    if not given.strict:
        # These findings do not refuse the data then, but the caller sees them.
        strict = []
        if kind not in {"ocp", "eis"}:
            rest = rest_limit(given.frame, given.rated_capacity)
            strict = _by_severity("warning", given, rest)
    if given.steps is not None:
        always.append(_Fixed(READABLE, partial(unreadable_steps, given.steps)))
    checks = [
        _NotMade(each.name, "left out by `skip_checks`") if each.name in given.skip_checks else each
        for each in (*always, *graded, *strict)
    ]
    if given.start_time is not None or given.end_time is not None:
        checks.append(
            WallClock(
                given.start_time,
                given.end_time,
                tolerance_fraction=limits.DURATION_TOLERANCE_FRACTION,
                tolerance_seconds=limits.DURATION_TOLERANCE_SECONDS,
            )
        )
    if kind not in {"", "ocp", "eis"}:
        checks.append(_Fixed("data_type", lambda: [_unknown_data_type(given.data_type)]))
    return checks


def _cycling(given: Given) -> list[Check]:
    columns = given.columns
    needed: Sequence[str] = (TIME, VOLTAGE, CURRENT)
    if given.stored is not None:  # the rows must have its columns, so they cannot have more
        needed = [name for name in needed if name in given.stored.columns]
    return [
        NeededColumns(needed, columns, _OTHER_DATA, continued=given.continued),
        CurrentSign(
            given.frame,
            by_sign=STEP not in columns,
            rated_capacity=given.rated_capacity,
            stored=0 if given.stored is None else given.stored.height,
        ),
        TimeMissing(),
        *([] if given.continued else [TimeStart(limits.TIME_START_TOLERANCE)]),
        TimeOrder(limits.TIME_FALL_TOLERANCE),
        StepCount(columns, continued=given.continued),
        WholeNumbers(given.frame, every_step=False),
        CycleCounts(continued=given.continued),
        Cumulative(STEP, None, limits.CUMULATIVE_TOLERANCE, continued=given.continued),
    ]


def _strict_cycling(given: Given) -> list[Check]:
    rest = rest_limit(given.frame, given.rated_capacity)
    return [
        MinimumPoints(limits.MIN_POINTS),
        CycleConstant(None),
        *_by_severity("error", given, rest),
        TimeGaps(limits.MAX_GAP_SECONDS, rest),
        _NotMade(VoltageContinuity.name, "needs `voltage_window`")
        if given.voltage_window is None
        else VoltageContinuity(
            given.voltage_window,
            limits.VOLTAGE_JUMP_FRACTION,
            limits.MAX_BAD_FRACTION,
            level=True,
        ),
    ]


def _by_severity(severity: Severity, given: Given, rest: float) -> list[Check]:
    """Return the checks whose findings refuse the data only where checks are strict."""
    tolerance = limits.CAPACITY_ENERGY_INTEGRAL_TOLERANCE
    return [
        Integral(
            tolerance, severity, power=True, continued=given.continued, every_row=given.strict
        ),
        CycleOrder(severity),
        TimeResolution(severity),
        GapsUnderCurrent(
            rest,
            limits.MAX_GAP_SECONDS if given.strict else None,
            severity,
        ),
        ChargeBetweenSteps(),
    ]


def _step_table(given: Given) -> list[Check]:
    capacity = given.rated_capacity
    checks: list[Check] = [_NotMade(DIRECTION, "needs `steps`")]
    steps: pl.DataFrame | None = None
    if given.steps is not None:
        steps, checks = _steps_of_user(given.steps)
    if capacity is None:
        missing = "needs a positive `rated_capacity`"
        return [*checks, _NotMade(FULL_STEPS, missing), _NotMade(STEP_CAPACITY, missing)]
    return [
        *checks,
        FullSteps(capacity, limits.FULL_STEP_FRACTION)
        if steps is None
        else _Fixed(
            FULL_STEPS,
            partial(consecutive_full_steps, steps, capacity, limits.FULL_STEP_FRACTION),
        ),
        StepCapacity(steps, capacity, limits.MAX_STEP_RATIO, limits.IMPOSSIBLE_STEP_RATIO),
    ]


def _steps_of_user(table: pl.DataFrame) -> tuple[pl.DataFrame, list[Check]]:
    """Return a readable table of steps, and the check that is for such a table alone."""
    steps, unreadable = read_steps(table)
    known = unreadable_steps(table)  # is reported without strict too
    remaining = [issue for issue in unreadable if issue not in known]
    return steps, [_Fixed(DIRECTION, lambda: [*remaining, *swapped_columns(steps)])]


def _impedance(given: Given) -> list[Check]:
    capacity, severity = given.rated_capacity, given.severity
    parts = {Z_MOD, Z_PHASE} & set(given.columns)
    return [
        EISSign(severity),
        *([EISParts(given.columns, severity)] if parts else []),
        EISUnit(given.frame, severity),
        _NotMade(EISMagnitude.name, "needs a positive `rated_capacity`")
        if capacity is None
        else EISMagnitude(
            capacity,
            limits.EIS_FACTOR,
            limits.EIS_RESISTANCE_CAPACITY_PRODUCT,
            severity,
            needs=EIS_COLUMNS,
        ),
    ]


class _NotMade(Check):
    """Stands for a check that cannot be made."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        return self._reason


class _Fixed(Check):
    """A check that needs no look at the rows of the series."""

    def __init__(self, name: str, find: Callable[[], list[ValidationIssue]]) -> None:
        self.name = name
        self._find = find

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return self._find()


def _unknown_data_type(data_type: str | None) -> ValidationIssue:
    return ValidationIssue.of(
        IssueCode.UNKNOWN_DATA_TYPE,
        f"Data type {data_type!r} is not known, so the series was checked as cycler data.",
        'Pass "ocp" for open-circuit or "eis" for impedance data, or leave it out.',
        check="data_type",
        severity="warning",
        payload={"data_type": data_type, "known": ["ocp", "eis"]},
    )
