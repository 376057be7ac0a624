"""Time must be there, start at zero, never fall, and leave no gap."""

from __future__ import annotations

from collections.abc import Callable, Collection

import polars as pl

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import CURRENT, FREQUENCY, STEP, TIME
from ionworks.validators.checks.scan import (
    ROW,
    SAME,
    Block,
    Check,
    Known,
    Places,
    steps_between,
)

__all__ = ["TimeGaps", "TimeMissing", "TimeOrder", "TimeStart"]


class TimeMissing(Check):
    """Only impedance rows may lack a time."""

    name = "time_missing_only_on_eis_rows"
    needs = (TIME,)

    def __init__(self) -> None:
        self._places = Places()
        self._frequency = False

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._frequency = FREQUENCY in columns
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not block.full(TIME):
            rows = block.body
            untimed = pl.col(TIME).is_null()
            if self._frequency:
                untimed &= pl.col(FREQUENCY).is_null()
            self._places.add(rows.lazy().filter(untimed).select(ROW).collect())

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._places.count:
            return []
        rows = [place[ROW] for place in self._places.first]
        return [
            ValidationIssue.of(
                IssueCode.TIME_MISSING_ON_NON_EIS_ROW,
                f"'{TIME}' is missing in {self._places.count} row(s) that are not impedance "
                f"points, the first is row {rows[0]}.",
                f"Drop these rows or fill in their times; only rows with a '{FREQUENCY}' may "
                "go without.",
                check=self.name,
                column=TIME,
                rows=rows,
                payload={"row_index": rows[0], "num_rows": self._places.count},
            )
        ]


class TimeStart(Check):
    """The first row that has a time has time zero."""

    name = "time_starts_at_zero"
    needs = (TIME,)

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._first: tuple[int, float] | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if self._first is None and block.full(TIME):
            self._first = block.first_row, block[TIME].item(0)
        elif self._first is None:
            rows = block.body[[ROW, TIME]].drop_nulls()
            self._first = rows.row(0) if rows.height else None

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._first is None or abs(self._first[1]) <= self._tolerance:
            return []
        row, time = self._first
        return [
            ValidationIssue.of(
                IssueCode.TIME_DOES_NOT_START_AT_ZERO,
                f"'{TIME}' starts at {time:.6g} s in row {row} and not at 0.",
                f"Subtract the first time: `pl.col('{TIME}') - pl.col('{TIME}').first()`.",
                in_pandas=f"Subtract the first time: `df['{TIME}'] - df['{TIME}'].iloc[0]`.",
                check=self.name,
                column=TIME,
                rows=[row],
                values=[time],
                payload={"observed": time, "tolerance": self._tolerance},
            )
        ]


class TimeOrder(Check):
    """Time never falls from one row that has a time to the next."""

    name = "time_monotonic"
    needs = (TIME,)

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._known = Known(TIME)
        self._places = Places()

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if block.never_falls(TIME, self._tolerance):
            self._known.skip(block)
        else:
            jumps = _jumps(self._known.read(block), lambda step: step < -self._tolerance)
            self._places.add(jumps)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._places.count:
            return []
        first = self._places.first[0]
        or_add = ", or add up the times if the clock was reset between steps."
        return [
            ValidationIssue.of(
                IssueCode.TIME_NOT_MONOTONIC,
                f"'{TIME}' falls from {first['before']:.10g} s to {first['time']:.10g} s at row "
                f"{first[ROW]}; {self._places.count} fall(s) in all.",
                f"Sort the rows with `frame.sort('{TIME}')`{or_add}",
                in_pandas=f"Sort the rows with `df.sort_values('{TIME}', kind='stable')`{or_add}",
                check=self.name,
                column=TIME,
                rows=[place[ROW] for place in self._places.first],
                values=[place["time"] for place in self._places.first],
                payload={
                    "row_index": first[ROW],
                    "previous_time": first["before"],
                    "current_time": first["time"],
                    "num_violations": self._places.count,
                },
            )
        ]


class TimeGaps(Check):
    """Rows that follow each other are not too far apart.

    Parameters
    ----------
    max_gap_seconds : float
        The longest gap allowed.
    rest : float
        Current in A below which a gap within a step loses nothing.
    """

    name = "time_gaps"
    needs = (TIME,)

    def __init__(self, max_gap_seconds: float, rest: float = 0.0) -> None:
        self._limit = max_gap_seconds
        self._rest = rest
        self._known = Known(TIME)
        self._places = Places()
        self._steps = False

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._steps = {CURRENT, STEP} <= set(columns)
        self._known = Known(TIME, also=[CURRENT] if self._steps else [])
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        timed = self._known.read(block)
        gaps = _jumps(timed, lambda step: step > self._limit)
        if gaps.height and self._steps:
            current = pl.col(CURRENT).abs()
            rests = pl.col(SAME) & (pl.max_horizontal(current, current.shift()) <= self._rest)
            at_rest = timed.filter(rests)[ROW]
            gaps = gaps.filter(~pl.col(ROW).is_in(at_rest.implode()))
        self._places.add(gaps)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._places.count:
            return []
        first = self._places.first[0]
        gap = first["time"] - first["before"]
        return [
            ValidationIssue.of(
                IssueCode.TIME_GAP_TOO_LARGE,
                f"Time gap of {gap / 3600:.2f} h between rows {first['row_before']} and "
                f"{first[ROW]} exceeds the maximum allowed gap of {self._limit / 3600:.1f} h.",
                f"There are {self._places.count} such gap(s). Read the file again without "
                "dropping rows, or split the measurement at the gap; if the cell did rest "
                'unrecorded, pass skip_checks={"time_gaps"}.',
                check=self.name,
                column=TIME,
                rows=[place["row_before"] for place in self._places.first],
                values=[place["time"] - place["before"] for place in self._places.first],
                payload={
                    "row_index": first["row_before"],
                    "gap_seconds": gap,
                    "max_gap_seconds": self._limit,
                    "num_violations": self._places.count,
                },
            )
        ]


def _jumps(timed: pl.DataFrame, wrong: Callable[[pl.Series], pl.Series]) -> pl.DataFrame:
    """Return the pairs of neighbouring rows whose difference in time is wrong."""
    found = wrong(steps_between(timed[TIME]))
    if not found.any():
        return timed.clear()
    return (
        timed.with_columns(
            pl.col(ROW).shift().alias("row_before"), pl.col(TIME).shift().alias("before")
        )
        .rename({TIME: "time"})
        .slice(1)
        .filter(found)
    )
