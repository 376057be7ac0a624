"""What checks found, for one table or many: to test, to read, to filter, to raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import attrs

from ionworks._forks import check_polars
from ionworks._given import counted
from ionworks.errors import MeasurementValidationError
from ionworks.issues import (
    LISTED,
    ValidationIssue,
    grouped,
    hanging,
    listed,
    listing,
    terminal_width,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FolderReport", "Report"]


@attrs.frozen(repr=False)
class Report:
    """The findings on one table; true if none of them is an error.

    Attributes
    ----------
    issues : tuple of ValidationIssue
        All findings, in the order of the checks.
    checked : tuple of str
        Names of the checks that were made.
    not_checked : mapping of str to str
        Names of the checks that could not be made, and what they need.

    Examples
    --------
    >>> from ionworks.validators import check
    >>> rest = {"Voltage [V]": [3.7, 3.7], "Current [A]": [0.0, 0.0], "Step count": [0, 0]}
    >>> report = check({"Time [s]": [10.0, 20.0], **rest})
    >>> bool(report), report.errors[0].column
    (False, 'Time [s]')
    >>> report.to_polars()["check"].to_list()
    ['time_starts_at_zero']
    """

    issues: tuple[ValidationIssue, ...]
    checked: tuple[str, ...] = ()
    not_checked: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)

    @property
    def errors(self) -> tuple[ValidationIssue, ...]:
        """The findings that refuse the data."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @property
    def warnings(self) -> tuple[ValidationIssue, ...]:
        """The findings that do not refuse the data."""
        return tuple(issue for issue in self.issues if issue.severity == "warning")

    def __bool__(self) -> bool:
        return not self.errors

    def raise_for_errors(self) -> None:
        """Raise if there are errors.

        Raises
        ------
        MeasurementValidationError
            All errors at once. The text is bounded, `issues` is what the report has.
        """
        errors = self.errors
        if errors:
            heading = f"The time series has {counted(len(errors), 'error')}:"
            raise MeasurementValidationError(f"{heading}\n{listing(errors)}", list(errors))

    def for_pandas(self) -> Report:
        """Return the report with its advice for pandas frames."""
        return attrs.evolve(self, issues=tuple(issue.for_pandas() for issue in self.issues))

    def to_polars(self) -> pl.DataFrame:
        """Return a table with one row for each finding.

        Returns
        -------
        polars.DataFrame
            ``check``, ``severity``, ``code``, ``column``, ``step``, ``first row``,
            ``message`` and ``what to do``.
        """
        check_polars()
        import polars as pl

        text = ("check", "severity", "code", "column", "message", "what to do")
        schema = {name: pl.String if name in text else pl.Int64 for name in _COLUMNS}
        rows = [_row(issue) for issue in self.issues]
        return pl.DataFrame(rows, schema=schema, orient="row")

    def __repr__(self) -> str:
        width = terminal_width()
        lines = [f"{_verdict(self)} ({counted(len(self.checked), 'check')} made)"]
        if self.issues:
            mixed = bool(self.errors) and bool(self.warnings)
            lines.append(grouped(self.issues, width=width, mark_warnings=mixed))
        if self.not_checked:
            lines.append("Not checked:")
            for reason, names in _by_reason(self.not_checked).items():
                lines += hanging(f"{', '.join(names)}: {reason}", "  - ", width)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        skipped = "".join(
            f"<li>{escape(', '.join(names))}: {escape(reason)}</li>"
            for reason, names in _by_reason(self.not_checked).items()
        )
        return (
            f"<p><b>{escape(_verdict(self))}</b> "
            f"({counted(len(self.checked), 'check')} made)</p>"
            + _html_table(_COLUMNS, [_row(issue) for issue in self.issues])
            + (
                f"<details><summary>Not checked</summary><ul>{skipped}</ul></details>"
                if skipped
                else ""
            )
        )


@attrs.frozen(repr=False)
class FolderReport(Mapping[str, Report]):
    """The findings on many files, a report for each; true if there are any and all passed.

    Iterates over the names of the files; ``report[name]`` is the report on one.

    Attributes
    ----------
    reports : mapping of str to Report
        File name to the report on it, in the order in which they were checked.
    not_looked_at : tuple of str
        Names of the other files in the folder. They hold no series.
    """

    reports: Mapping[str, Report] = attrs.field(hash=False)
    not_looked_at: tuple[str, ...] = ()

    def __getitem__(self, file: str) -> Report:
        return self.reports[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __bool__(self) -> bool:
        return bool(self.reports) and all(self.reports.values())

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the files that have errors."""
        return tuple(file for file, report in self.reports.items() if not report)

    def to_polars(self) -> pl.DataFrame:
        """Return one table of the findings on all files.

        Returns
        -------
        polars.DataFrame
            The columns of `Report.to_polars` after a column ``file``; files without
            findings have no row.
        """
        import polars as pl

        empty = Report(()).to_polars().select(pl.lit("").alias("file"), pl.all())
        tables = [
            report.to_polars().select(pl.lit(file).alias("file"), pl.all())
            for file, report in self.reports.items()
        ]
        return pl.concat([empty, *tables])

    def __repr__(self) -> str:
        width = terminal_width()
        lines = [self._summary()]
        kinds = self._failed_alike()
        for files in kinds[:LISTED]:
            first = self.reports[files[0]]
            named = listed(files, len(files)).replace("; ", ", ")
            lines += hanging(f"{named}: {_verdict(first)}", "", width)
            if len(files) > 1:
                lines += hanging(f"The first of them, {files[0]}:", "  ", width)
            lines.append(grouped(first.errors[:1], width=width))
        left = sum(len(files) for files in kinds[LISTED:])
        if left:
            lines.append(f"... and {left} more files, see `failed`.")
        if self.not_looked_at:
            lines += hanging(self._others(), "", width)
        return "\n".join(lines)

    def _failed_alike(self) -> list[list[str]]:
        """Put the files together that have the same errors in the same columns."""
        kinds: dict[tuple[tuple[str, str | None], ...], list[str]] = {}
        for file in self.failed:
            kind = tuple((issue.code.value, issue.column) for issue in self.reports[file].issues)
            kinds.setdefault(kind, []).append(file)
        return list(kinds.values())

    def _repr_html_(self) -> str:
        rows = [
            (file, *_row(issue)) for file, report in self.reports.items() for issue in report.issues
        ]
        others = f"<p>{escape(self._others())}</p>" if self.not_looked_at else ""
        return f"<p><b>{self._summary()}</b></p>" + _html_table(("file", *_COLUMNS), rows) + others

    def _summary(self) -> str:
        if not self.reports:
            return "No file was checked: there is no file with a series"
        passed = len(self) - len(self.failed)
        return f"{counted(len(self), 'file')}: {passed} passed, {len(self.failed)} with errors"

    def _others(self) -> str:
        shown = ", ".join(self.not_looked_at[:LISTED])
        more = len(self.not_looked_at) - LISTED
        rest = f" and {more} more, see `not_looked_at`" if more > 0 else ""
        return f"Not looked at, since they hold no series: {shown}{rest}."


_COLUMNS = ("check", "severity", "code", "column", "step", "first row", "message", "what to do")


def _row(issue: ValidationIssue) -> tuple[str | int | None, ...]:
    return (
        issue.check,
        issue.severity,
        issue.code.value,
        issue.column,
        issue.step,
        issue.rows[0] if issue.rows else None,
        issue.message,
        issue.advice,
    )


def _by_reason(not_checked: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the checks that were not made by the reason, which many share."""
    names: dict[str, list[str]] = {}
    for name, reason in not_checked.items():
        names.setdefault(reason, []).append(name)
    return names


def _verdict(report: Report) -> str:
    errors, warnings = len(report.errors), len(report.warnings)
    parts = [counted(errors, "error")] if errors else ["Passed"]
    return ", ".join([*parts, *([counted(warnings, "warning")] if warnings else [])])


def _html_table(columns: Sequence[str], rows: Sequence[Sequence[str | int | None]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if v is None else str(v))}</td>" for v in row) + "</tr>"
        for row in rows[:LISTED]
    )
    rest = f"<p>... and {len(rows) - LISTED} more</p>" if len(rows) > LISTED else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
