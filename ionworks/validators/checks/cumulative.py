"""Capacities and energies start at zero in each step and never fall within it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import attrs
import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue, listed, steps_of
from ionworks.tables.columns import STEP, TOTALS
from ionworks.validators.checks.scan import (
    ROW,
    RUN,
    SAME,
    Block,
    Check,
    Known,
    Places,
    largest,
    later,
    steps_between,
)
from ionworks.validators.limits import LOST_FRACTION

__all__ = ["Cumulative"]

#: Below this share of its largest value, a column's offset or fall means nothing.
_RELATIVE = 1e-4

#: Share of a value by which it may differ by rounding, as float32 does.
_LAST_DIGITS = 1e-6


@attrs.define
class _Worst:
    """The largest offset or fall of a column, for cells below the fixed tolerance."""

    amount: float = 0.0
    run: int = 0
    row: int = 0
    before: float = 0.0
    value: float = 0.0


class Cumulative(Check):
    """Cumulative columns begin each step at zero and never fall within it.

    A value is compared with the largest one before it in the step, so that a missing
    value hides nothing, and neither does a fall that is slow.
    """

    name = "cumulative_values_reset_per_step"

    def __init__(
        self,
        step_column: str,
        columns: Sequence[str] | None,
        tolerance: float,
        *,
        continued: bool = False,
    ) -> None:
        self._continued = continued
        self.needs = (step_column, *(columns or ()))
        self._columns = columns
        self._tolerance = tolerance
        self._watched: list[_Column] = []

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        wanted = self._columns or [name for name in TOTALS if name in columns]
        if not wanted:
            return "needs a capacity or energy column"
        self._watched = [
            _Column(name, self._tolerance, continued=self._continued) for name in wanted
        ]
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        for column in self._watched:
            column.update(block)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return [issue for column in self._watched for issue in column.issues(self.name)]


class _Column:
    """One cumulative column."""

    def __init__(self, name: str, tolerance: float, *, continued: bool) -> None:
        self._skipped = 1 if continued else 0  # the first step began before the first row
        self._name = name
        self._tolerance = tolerance
        self._largest = 0.0
        self._offsets = Places()
        self._offset_range = (math.inf, -math.inf)
        self._worst_offset = _Worst()
        self._falls = Places()
        self._worst_fall = _Worst()
        self._last_fallen = -1
        self._known = Known(name)
        self._high = 0.0
        self._rises = self._rises_between = 0.0

    def update(self, block: Block) -> None:
        known = self._known.read(block)
        if not known.height:
            return
        led = int(self._known.led)
        values, starts = known[self._name], self._known.starts
        self._largest = max(self._largest, largest(values))
        change = steps_between(values)
        falls = bool(((change < 0) & later(known[SAME])).any())
        self._rises += self._rise(change, known, falls=falls)
        starts = starts.slice(led + self._skipped)
        self._skipped = 0
        if largest(values[starts]):
            before = pl.col(self._name).shift().alias("before")
            firsts = known.select(ROW, RUN, pl.col(self._name).alias("x"), before)
            self._note_offsets(firsts[starts])
        # What leads a block is judged by the largest value before it, not by the last one.
        if falls or (led and self._high > values.item(0)):
            known = known.rename({self._name: "x"})
            x = pl.col("x")
            if led:
                leads = pl.int_range(pl.len()) == 0
                high = pl.when(leads).then(x.clip(lower_bound=self._high)).otherwise(x)
                known = known.with_columns(high.alias("high"))
            else:
                known = known.with_columns(x.alias("high"))
            known = known.with_columns(pl.col("high").cum_max().over(RUN))
            self._note_falls(known.slice(led).filter(x < pl.col("high")))
            self._high = known["high"].item(-1)
        else:
            self._high = values.item(-1)

    def _rise(self, change: pl.Series, known: pl.DataFrame, *, falls: bool) -> float:
        """Return by how much the values rise within runs."""
        if falls:
            return float(change.filter(later(known[SAME]) & (change > 0)).sum())
        # What is left of all changes without those between runs.
        between = change[self._known.starts.slice(1) - 1]
        return float(change.sum()) - float(between.sum())

    def _note_offsets(self, firsts: pl.DataFrame) -> None:
        x = pl.col("x")
        offsets = firsts.filter(x.abs() > self._tolerance)
        self._offsets.add(offsets)
        if offsets.height:
            ends = offsets.select(x.min().alias("low"), x.max().alias("high")).row(0)
            low, high = self._offset_range
            self._offset_range = (min(low, ends[0]), max(high, ends[1]))
            # A total that runs on moved since the last row; one that was reset, since the reset.
            since = x - pl.when(x >= pl.col("before")).then("before").otherwise(0.0)
            self._rises_between += offsets.select(since.clip(lower_bound=0.0).sum()).item()
        row, run, value = firsts.select(pl.col(ROW, RUN, "x").get(x.abs().arg_max())).row(0)
        if abs(value) > self._worst_offset.amount:
            self._worst_offset = _Worst(abs(value), run, row, value=value)

    def _note_falls(self, falls: pl.DataFrame) -> None:
        if not falls.height:
            return
        fall = pl.col("high") - pl.col("x")
        row, run, value, high = falls.select(pl.col(ROW, RUN, "x", "high").get(fall.arg_max())).row(
            0
        )
        if high - value > self._worst_fall.amount:
            self._worst_fall = _Worst(high - value, run, row, high, value)
        # One place a run: the row at which it first is too far below. A large total has coarser
        # last digits than a small one.
        allowed = pl.max_horizontal(pl.col("high").abs() * _LAST_DIGITS, self._tolerance)
        deep = falls.filter(fall > allowed, pl.col(RUN) != self._last_fallen)
        if deep.height:
            self._last_fallen = deep[RUN].item(-1)
            self._falls.add(deep.unique(RUN, keep="first", maintain_order=True))

    def issues(self, check: str) -> list[ValidationIssue]:
        offsets = [_Worst(0.0, at[RUN], at[ROW], value=at["x"]) for at in self._offsets.first]
        falls = [_Worst(0.0, at[RUN], at[ROW], at["high"], at["x"]) for at in self._falls.first]
        found: list[ValidationIssue] = []
        if offsets:
            found.append(self._offset(check, offsets, self._tolerance))
        if falls:
            found.append(self._fall(check, falls, self._tolerance))
        return found + self._small_cell(check)

    def _small_cell(self, check: str) -> list[ValidationIssue]:
        """Warn where the fixed tolerance is blind because all values are small."""
        tolerance = _RELATIVE * self._largest
        if tolerance >= self._tolerance:
            return []
        found: list[ValidationIssue] = []
        if tolerance < self._worst_offset.amount and not self._offsets.count:
            found.append(self._offset(check, [self._worst_offset], tolerance, "warning"))
        if tolerance < self._worst_fall.amount and not self._falls.count:
            found.append(self._fall(check, [self._worst_fall], tolerance, "warning"))
        return found

    def _offset(
        self, check: str, places: list[_Worst], tolerance: float, severity: Severity = "error"
    ) -> ValidationIssue:
        count = max(self._offsets.count, 1)
        first, *others = places
        finding = (
            f"'{self._name}' starts step {first.run} (row {first.row}) at {first.value:.6g} and "
            "not at 0."
        )
        if others:
            low, high = self._offset_range
            shown = [f"step {at.run} (row {at.row}) at {at.value:.6g}" for at in places]
            finding = (
                f"'{self._name}' starts {count} steps at values from {low:.6g} to {high:.6g} and "
                f"not at 0: {listed(shown, count)}."
            )
        loses = self._loses()
        name = self._name
        return ValidationIssue.of(
            IssueCode.CUMULATIVE_VALUE_NOT_RESET,
            finding,
            "Subtract the first value of each step: "
            f"`pl.col('{name}') - pl.col('{name}').first().over('{STEP}')`.{loses}",
            in_pandas="Subtract the first value of each step: "
            f"`df['{name}'] - df.groupby('{STEP}')['{name}'].transform('first')`.{loses}",
            check=check,
            severity=severity,
            column=name,
            step=first.run,
            rows=[at.row for at in places],
            values=[at.value for at in places],
            payload={
                "column": name,
                "step_index": first.run,
                "observed": first.value,
                "tolerance": tolerance,
                "num_violations": count,
                **steps_of([at.run for at in places]),
            },
        )

    def _loses(self) -> str:
        """Say what is lost if each step counts from its first row."""
        lost, whole = self._rises_between, self._rises + self._rises_between
        if lost <= LOST_FRACTION * whole:
            return ""
        unit = self._name.partition("[")[2].rstrip("]")
        return (
            f" That leaves out what came before the first row of a step: {lost:.4g} {unit}, "
            f"{lost / whole:.1%} of the whole. To keep it, add a row for the start of each step."
        )

    def _fall(
        self, check: str, places: list[_Worst], tolerance: float, severity: Severity = "error"
    ) -> ValidationIssue:
        count = max(self._falls.count, 1)
        first, *others = places
        finding = (
            f"'{self._name}' falls from {first.before:.6g} to {first.value:.6g} within step "
            f"{first.run}, at row {first.row}."
        )
        if others:
            shown = [
                f"step {at.run}, from {at.before:.6g} to {at.value:.6g} at row {at.row}"
                for at in places
            ]
            finding = f"'{self._name}' falls within {count} steps: {listed(shown, count)}."
        return ValidationIssue.of(
            IssueCode.CUMULATIVE_VALUE_DECREASED,
            finding,
            "Leave the column out to have it computed after the upload, or start a new step "
            "where the cycler reset it.",
            check=check,
            severity=severity,
            column=self._name,
            step=first.run,
            rows=[at.row for at in places],
            values=[first.before, first.value],
            payload={
                "column": self._name,
                "step_index": first.run,
                "row_index": first.row,
                "previous_value": first.before,
                "current_value": first.value,
                "tolerance": tolerance,
                "num_violations": count,
                **steps_of([at.run for at in places]),
            },
        )
