"""What a check finds: a code to test for, a text to read, and where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from shutil import get_terminal_size
from textwrap import TextWrapper
from typing import Any, Literal

import attrs

__all__ = [
    "LISTED",
    "IssueCode",
    "Severity",
    "ValidationIssue",
    "grouped",
    "hanging",
    "listed",
    "listing",
    "steps_of",
    "terminal_width",
]

Severity = Literal["error", "warning"]

#: How many places of one kind of damage are listed, and how many lines a text has; beyond
#: that they are counted, so that a report on a file of millions of bad rows stays readable.
LISTED = 20


#: How many of these places are named in the text.
NAMED = 5

_QUOTED = re.compile(r"`[^`]+`|(?<!\w)'[^']+'")
_USUAL_WIDTH, _WIDEST, _NARROWEST = 100, 120, 20  # letters of a line


class IssueCode(StrEnum):
    """Why data were refused or remarked upon; members equal their values.

    Examples
    --------
    >>> from ionworks import IssueCode
    >>> IssueCode.TIME_NOT_MONOTONIC == "time_not_monotonic"
    True
    """

    EMPTY_FRAME = "empty_frame"
    COLUMN_NOT_NUMERIC = "column_not_numeric"
    INFINITE_VALUE = "infinite_value"
    REQUIRED_COLUMN_MISSING = "required_column_missing"
    REQUIRED_COLUMN_EMPTY = "required_column_empty"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    UNKNOWN_DATA_TYPE = "unknown_data_type"
    CURRENT_SIGN_REVERSED = "current_sign_reversed"
    CURRENT_SIGN_INDETERMINATE = "current_sign_indeterminate"
    CURRENT_SIGN_UNSIGNED = "current_sign_unsigned"
    OUTLYING_VALUE = "outlying_value"
    TEMPERATURE_IMPLAUSIBLE = "temperature_implausible"
    TIME_MISSING_ON_NON_EIS_ROW = "time_missing_on_non_eis_row"
    TIME_DOES_NOT_START_AT_ZERO = "time_does_not_start_at_zero"
    TIME_NOT_MONOTONIC = "time_not_monotonic"
    STEP_COUNT_MISSING = "step_count_missing"
    STEP_COUNT_DOES_NOT_START_AT_ZERO = "step_count_does_not_start_at_zero"
    STEP_COUNT_NON_SEQUENTIAL = "step_count_non_sequential"
    CUMULATIVE_VALUE_NOT_RESET = "cumulative_value_not_reset"
    CUMULATIVE_VALUE_DECREASED = "cumulative_value_decreased"
    CYCLE_COUNT_DECREASED = "cycle_count_decreased"
    CYCLE_COUNT_OVERRIDDEN = "cycle_count_overridden"
    STEP_TOO_FEW_POINTS = "step_too_few_points"
    CYCLE_CHANGES_WITHIN_STEP = "cycle_changes_within_step"
    DISCHARGE_CAPACITY_INTEGRAL_MISMATCH = "discharge_capacity_integral_mismatch"
    CHARGE_CAPACITY_INTEGRAL_MISMATCH = "charge_capacity_integral_mismatch"
    DISCHARGE_ENERGY_INTEGRAL_MISMATCH = "discharge_energy_integral_mismatch"
    CHARGE_ENERGY_INTEGRAL_MISMATCH = "charge_energy_integral_mismatch"
    CAPACITY_INTEGRAL_MISMATCH = "capacity_integral_mismatch"
    ENERGY_INTEGRAL_MISMATCH = "energy_integral_mismatch"
    POWER_INTEGRAL_MISMATCH = "power_integral_mismatch"
    TIME_GAP_TOO_LARGE = "time_gap_too_large"
    TIME_GAP_UNDER_CURRENT = "time_gap_under_current"
    TIME_GRID_TOO_COARSE = "time_grid_too_coarse"
    CHARGE_BETWEEN_STEPS = "charge_between_steps"
    VOLTAGE_CONTINUITY = "voltage_continuity"
    VOLTAGE_OUTSIDE_WINDOW = "voltage_outside_window"
    CHARGE_DISCHARGE_CAPACITY_COLUMNS_SWAPPED = "charge_discharge_capacity_columns_swapped"
    CHARGE_DISCHARGE_ENERGY_COLUMNS_SWAPPED = "charge_discharge_energy_columns_swapped"
    CONSECUTIVE_SAME_DIRECTION_FULL_STEPS = "consecutive_same_direction_full_steps"
    STEP_CAPACITY_EXCEEDS_RATED = "step_capacity_exceeds_rated"
    STEP_CAPACITY_IMPOSSIBLE = "step_capacity_impossible"
    OCP_VOLTAGE_COLUMN_MISSING = "ocp_voltage_column_missing"
    OCP_X_AXIS_COLUMN_MISSING = "ocp_x_axis_column_missing"
    OCP_VOLTAGE_NOT_IN_VOLTS = "ocp_voltage_not_in_volts"
    OCP_AXIS_OUT_OF_RANGE = "ocp_axis_out_of_range"
    OCP_ROWS_OUT_OF_ORDER = "ocp_rows_out_of_order"
    OCP_VOLTAGE_REVERSED = "ocp_voltage_reversed"
    EIS_COLUMNS_MISSING = "eis_columns_missing"
    EIS_ZIM_SIGN_REVERSED = "eis_zim_sign_reversed"
    EIS_IMPEDANCE_NOT_IN_OHM = "eis_impedance_not_in_ohm"
    EIS_PARTS_DISAGREE = "eis_parts_disagree"
    EIS_IMPEDANCE_MAGNITUDE_IMPLAUSIBLE = "eis_impedance_magnitude_implausible"
    TIME_SERIES_ROW_COUNT_EXCEEDED = "time_series_row_count_exceeded"
    START_TIME_IN_FUTURE = "start_time_in_future"
    END_TIME_IN_FUTURE = "end_time_in_future"
    END_TIME_BEFORE_START_TIME = "end_time_before_start_time"
    DURATION_MISMATCH = "duration_mismatch"
    TIMING_NOT_CHECKED = "timing_not_checked"
    FILE_UNREADABLE = "file_unreadable"


@attrs.frozen
class ValidationIssue:
    """One finding of a check.

    Attributes
    ----------
    code : IssueCode
        The reason, for programs.
    message : str
        What is wrong and where, then what to do.
    severity : {"error", "warning"}
        An error refuses the data; a warning does not.
    payload : mapping
        The figures of the finding, as plain Python numbers, by name.
    check : str
        Name of the check, such as ``"time_gaps"``.
    column : str, optional
        The column at fault, when it is one.
    step : int, optional
        Number of the step from 0, or in findings on a steps table its `Step count`.
    rows : tuple of int
        The first rows concerned, counted from 0 in the frame as passed.
    values : tuple of float
        The values at fault, in the order of `rows` where both are given.
    advice : str
        What to do; the last part of `message`.
    in_pandas : str
        What to do with a pandas frame, where that differs; `for_pandas` puts it into the message.
    """

    code: IssueCode
    message: str
    severity: Severity = "error"
    payload: Mapping[str, Any] = attrs.field(factory=dict[str, Any], hash=False)
    check: str = ""
    column: str | None = None
    step: int | None = None
    rows: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    advice: str = ""
    in_pandas: str = attrs.field(default="", repr=False)

    @classmethod
    def of(
        cls,
        code: IssueCode,
        finding: str,
        advice: str,
        *,
        check: str,
        severity: Severity = "error",
        column: str | None = None,
        step: int | None = None,
        rows: Sequence[int] = (),
        values: Sequence[float] = (),
        payload: Mapping[str, Any] | None = None,
        in_pandas: str = "",
    ) -> ValidationIssue:
        """Make an issue whose message is the finding followed by the advice."""
        return cls(
            code,
            f"{finding} {advice}",
            severity,
            dict(payload or {}),
            check=check,
            column=column,
            step=step,
            rows=tuple(rows),
            values=tuple(values),
            advice=advice,
            in_pandas=in_pandas,
        )

    def for_pandas(self) -> ValidationIssue:
        """Return the finding with its advice for pandas frames."""
        if not self.in_pandas:
            return self
        finding = self.message.removesuffix(self.advice)
        return attrs.evolve(
            self, message=f"{finding}{self.in_pandas}", advice=self.in_pandas, in_pandas=""
        )

    def __str__(self) -> str:
        return self.message


def listed(places: Sequence[str], count: int) -> str:
    """Name the first places of a finding, and say how many more there are.

    Examples
    --------
    >>> listed(["step 1", "step 2"], 9)
    'step 1; step 2; and 7 more'
    """
    shown = places[:NAMED]
    more = [f"and {count - len(shown)} more"] if count > len(shown) else []
    return "; ".join([*shown, *more])


def steps_of(steps: Sequence[int]) -> dict[str, list[int]]:
    """Return what the payload of a finding on several steps has beside that of one."""
    return {"steps": list(steps)} if len(steps) > 1 else {}


def listing(issues: Sequence[ValidationIssue]) -> str:
    """Write one indented line for each issue, and the number left out after the last."""
    lines = [f"  - {issue.message}" for issue in issues[:LISTED]]
    if len(issues) > LISTED:
        lines.append(f"  ... and {len(issues) - LISTED} more, see `issues`.")
    return "\n".join(lines)


def grouped(
    issues: Sequence[ValidationIssue], *, width: int | None = None, mark_warnings: bool = False
) -> str:
    """Write an indented paragraph for each kind of finding, and the number left out after the last.

    Findings of one kind have the same advice, but for the column that it names. It is written once.

    Parameters
    ----------
    issues : sequence of ValidationIssue
        The findings.
    width : int, optional
        Letters of a line, at which the text is wrapped; by default a paragraph is one line for
        each finding.
    mark_warnings : bool, default False
        Whether a warning says that it is one.

    Examples
    --------
    >>> code = IssueCode.INFINITE_VALUE
    >>> found = [f"{name} is infinite." for name in ("A", "B")]
    >>> print(grouped([ValidationIssue.of(code, text, "Drop it.", check="") for text in found]))
      - A is infinite.
        B is infinite.
        Drop it.
    """
    kinds: dict[tuple[str, str], list[ValidationIssue]] = {}
    for issue in issues:
        advice = issue.advice.replace(repr(issue.column), "column")
        kinds.setdefault((issue.severity, advice), []).append(issue)
    lines: list[str] = []
    for (severity, _), same_kind in list(kinds.items())[:LISTED]:
        parts = _paragraph(same_kind)
        mark = "Warning: " if mark_warnings and severity == "warning" else ""
        lines += hanging(f"{mark}{parts[0]}", "  - ", width)
        lines += [line for part in parts[1:] for line in hanging(part, "    ", width)]
    left = sum(len(same_kind) for same_kind in list(kinds.values())[LISTED:])
    if left:
        lines.append(f"  ... and {left} more, see `issues`.")
    return "\n".join(lines)


def _paragraph(same_kind: Sequence[ValidationIssue]) -> list[str]:
    """Write findings of one kind below each other, and after them what to do."""
    first = same_kind[0]
    if len(same_kind) == 1:
        return [first.message]
    found = [issue.message.removesuffix(issue.advice).rstrip() for issue in same_kind[:NAMED]]
    if len(same_kind) > NAMED:
        found.append(f"... and {len(same_kind) - NAMED} more of this kind.")
    others = [issue.column or "" for issue in same_kind[1:] if issue.advice != first.advice]
    likewise = f" The same for {listed([repr(name) for name in others], len(others))}."
    return [*found, f"{first.advice}{likewise if others else ''}"]


def hanging(text: str, lead: str, width: int | None) -> list[str]:
    """Write a text after a lead, with further lines below its first letter.

    Lines of the text stay lines. Without a width none is broken.
    """
    indent = " " * len(lead)
    lines = text.splitlines() or [""]
    if width is not None:
        wrapping = TextWrapper(
            max(width - len(lead), _NARROWEST), break_long_words=False, break_on_hyphens=False
        )
        # Code and names of columns stay on one line, so that they can be copied.
        joined = [_QUOTED.sub(lambda found: found[0].replace(" ", "\xa0"), line) for line in lines]
        lines = [part for line in joined for part in wrapping.wrap(line) or [""]]
        lines = [line.replace("\xa0", " ") for line in lines]
    return [(lead if place == 0 else indent) + line for place, line in enumerate(lines)]


def terminal_width() -> int:
    """Return how wide a text may be: as the terminal, if it is not too wide to be read."""
    return min(get_terminal_size((_USUAL_WIDTH, 24)).columns, _WIDEST)
