"""Start and end of a test by the wall clock fit each other and the data; warnings only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import polars as pl

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import TIME
from ionworks.validators.checks.scan import Block, Check

__all__ = ["WallClock"]


class WallClock(Check):
    """The wall clock agrees with itself, with the present, and with the time column."""

    name = "measurement_timing"

    def __init__(
        self,
        start_time: datetime | str | None,
        end_time: datetime | str | None,
        *,
        tolerance_fraction: float,
        tolerance_seconds: float,
        now: datetime | None = None,
    ) -> None:
        self._unreadable: list[str] = []
        self._start = self._read(start_time, "start_time")
        self._end = self._read(end_time, "end_time")
        self._fraction = tolerance_fraction
        self._seconds = tolerance_seconds
        self._now = datetime.now(UTC) if now is None else now
        self._timed = False
        self._first: float | None = None
        self._last: float | None = None

    def _read(self, time: datetime | str | None, name: str) -> datetime | None:
        if time is None or isinstance(time, datetime):
            return time
        try:
            return datetime.fromisoformat(time)
        except (TypeError, ValueError):
            shown = repr(time)[:40]
            self._unreadable.append(f"`{name}` is {shown}, which is not an ISO 8601 time")
            return None

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._timed = TIME in columns
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if self._timed:
            times = block.rows.select(
                pl.col(TIME).min().alias("first"), pl.col(TIME).max().alias("last")
            )
            first, last = times.row(0)
            if first is not None:
                self._first = first if self._first is None else min(self._first, first)
                self._last = last if self._last is None else max(self._last, last)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        found = [
            *self._in_future(self._start, "start_time", IssueCode.START_TIME_IN_FUTURE),
            *self._in_future(self._end, "end_time", IssueCode.END_TIME_IN_FUTURE),
        ]
        reasons = list(self._unreadable)
        if self._start is not None and self._end is not None:
            if _zoned(self._start) == _zoned(self._end):
                found += self._duration(self._start, self._end)
            else:
                reasons.append("only one of `start_time` and `end_time` has a time zone")
        if reasons:
            found.append(
                self._warning(
                    IssueCode.TIMING_NOT_CHECKED,
                    f"The wall-clock times could not be checked: {'; '.join(reasons)}.",
                    "Give both as ISO 8601 with a time zone, such as 2026-03-15T09:30:00Z.",
                    {"reasons": reasons},
                )
            )
        return found

    def _in_future(
        self, time: datetime | None, name: str, code: IssueCode
    ) -> list[ValidationIssue]:
        # A time without a zone may be anywhere, so it cannot be called future.
        if time is None or _zoned(time) != _zoned(self._now) or time <= self._now:
            return []
        return [
            self._warning(
                code,
                f"`{name}` {time.isoformat()} is in the future.",
                "Check the date and the time zone; a datetime without a zone is read as UTC.",
                {name: time.isoformat()},
            )
        ]

    def _duration(self, start: datetime, end: datetime) -> list[ValidationIssue]:
        wall = (end - start).total_seconds()
        if wall < 0:
            return [
                self._warning(
                    IssueCode.END_TIME_BEFORE_START_TIME,
                    f"`end_time` {end.isoformat()} is before `start_time` {start.isoformat()}.",
                    "Check whether the two were swapped.",
                    {"start_time": start.isoformat(), "end_time": end.isoformat()},
                )
            ]
        if self._first is None or self._last is None or self._last <= self._first:
            return []
        span = self._last - self._first
        tolerance = max(self._seconds, self._fraction * span)
        if abs(wall - span) <= tolerance:
            return []
        return [
            self._warning(
                IssueCode.DURATION_MISMATCH,
                f"From `start_time` to `end_time` are {wall:.6g} s, but '{TIME}' spans "
                f"{span:.6g} s (allowed difference: {tolerance:.6g} s).",
                f"Check both times, that '{TIME}' is in seconds, and that no rows are missing.",
                {
                    "wall_clock_seconds": wall,
                    "data_span_seconds": span,
                    "tolerance_seconds": tolerance,
                },
            )
        ]

    def _warning(
        self, code: IssueCode, finding: str, advice: str, payload: dict[str, object]
    ) -> ValidationIssue:
        return ValidationIssue.of(
            code, finding, advice, check=self.name, severity="warning", payload=payload
        )


def _zoned(time: datetime) -> bool:
    return time.utcoffset() is not None
