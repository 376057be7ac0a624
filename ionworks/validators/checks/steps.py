"""Steps are numbered from 0 by 1, have rows enough, and lie within one cycle."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from ionworks.issues import (
    LISTED,
    IssueCode,
    Severity,
    ValidationIssue,
    listed,
    steps_of,
)
from ionworks.tables.columns import CYCLE, CYCLER_CYCLE, CYCLER_STEP, STEP
from ionworks.validators.checks.scan import (
    ROW,
    RUN,
    SAME,
    Block,
    Check,
    Known,
    Places,
    earlier,
    later,
    number,
    steps_between,
)
from ionworks.validators.columns import CYCLES
from ionworks.validators.near_misses import NearMiss, near_miss

__all__ = ["CycleConstant", "CycleOrder", "MinimumPoints", "StepCount"]

_EXAMPLES = 5
_IN_POLARS = f"`pl.col('{STEP}').rle_id()`"


def _in_pandas(column: str) -> str:
    return f"`(df['{column}'] != df['{column}'].shift()).cumsum() - 1`"


class StepCount(Check):
    """`Step count` is there, starts at 0 and stays or rises by 1 from row to row.

    Parameters
    ----------
    columns : collection of str
        All columns of the series.
    continued : bool
        The rows continue a series, so they need not start at 0.
    one_step : bool
        The data have no steps, so that they need no number.
    """

    name = "step_count_sequential"

    def __init__(
        self, columns: Collection[str], *, continued: bool = False, one_step: bool = False
    ) -> None:
        self._all_columns = list(columns)
        self._one_step = one_step
        self._continued = continued
        self._readable = False
        self._empty = True
        self._first: float | None = None
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._readable = STEP in columns
        if self._one_step and STEP not in self._all_columns and not self._meant():
            return f"`{STEP}` is not there, and open-circuit data need none"
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._readable:
            return
        if self._empty:
            self._first, self._empty = block[STEP].item(0), False
        ends = block.ends(STEP)
        if block.full(STEP) and ends is not None and ends[0] == ends[1]:
            return
        change = block.changes(STEP)
        if not change.null_count() and ((change == 0) | (change == 1)).all():
            return
        step = pl.col(STEP).diff()
        # A missing number is a wrong one on either side; the first row has nothing before it.
        wrong = ((step != 0) & (step != 1)).fill_null(value=True) & (pl.int_range(pl.len()) > 0)
        self._places.add(
            block.rows.select(
                ROW,
                pl.col(ROW).shift().alias("row_index"),
                pl.col(STEP).shift().alias("from"),
                pl.col(STEP).alias("to"),
                step.alias("diff"),
                wrong.alias("wrong"),
            )
            .filter("wrong")
            .drop("wrong")
        )

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._readable:
            return [] if STEP in self._all_columns else [self._missing()]
        found: list[ValidationIssue] = []
        if not self._empty and not self._continued and self._first != 0:
            found.append(self._wrong_start())
        if self._places.count:
            found.append(self._not_sequential())
        return found

    def _missing(self) -> ValidationIssue:
        names = ", ".join(repr(name) for name in self._all_columns[:LISTED]) or "none"
        rise = "Add a number for each row that starts at 0 and rises by 1 with each step"
        number_it = f"; from the cycler's own step number, '{CYCLER_STEP}', it is "
        polars = f"{rise}{number_it}`pl.col('{CYCLER_STEP}').rle_id().alias('{STEP}')`."
        pandas = f"{rise}{number_it}{_in_pandas(CYCLER_STEP)}."
        found = self._meant()
        if found is not None:
            polars, pandas = found.advice, found.in_pandas
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_MISSING,
            f"Column '{STEP}' is missing; the columns are: {names}.",
            polars,
            in_pandas=pandas,
            check=self.name,
            column=STEP,
            payload={"column": STEP, "available_columns": self._all_columns},
        )

    def _meant(self) -> NearMiss | None:
        """Return the column that is likely to hold the numbers under another name."""
        return near_miss(STEP, self._all_columns)

    def _wrong_start(self) -> ValidationIssue:
        first = number(self._first)
        shown = "missing" if first is None else f"{first:g}"
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_DOES_NOT_START_AT_ZERO,
            f"'{STEP}' is {shown} in the first row and not 0.",
            f"Number the steps from 0: {_IN_POLARS}.",
            in_pandas=f"Number the steps from 0: {_in_pandas(STEP)}.",
            check=self.name,
            column=STEP,
            rows=[0],
            values=() if first is None else (first,),
            payload={"column": STEP, "observed_first": first},
        )

    def _not_sequential(self) -> ValidationIssue:
        count = self._places.count
        places = self._places.first
        examples = [
            {"row_index": place["row_index"]}
            | {key: number(place[key]) for key in ("from", "to", "diff")}
            for place in places[:_EXAMPLES]
        ]
        shown = "; ".join(
            f"row {place[ROW]}: from {number(place['from'])} to {number(place['to'])}"
            for place in places[:_EXAMPLES]
        )
        rest = f"; and {count - len(examples)} more" if count > len(examples) else ""
        sort = "Sort the rows by time and number the runs of equal steps"
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_NON_SEQUENTIAL,
            f"'{STEP}' must stay the same or increase by 1; it does not in {count} place(s): "
            f"{shown}{rest}.",
            f"{sort}: {_IN_POLARS}.",
            in_pandas=f"{sort}: {_in_pandas(STEP)}.",
            check=self.name,
            column=STEP,
            rows=[place[ROW] for place in places],
            # As the official client does, `row_index` is the row before the change.
            payload={"column": STEP, "num_violations": count, "examples": examples},
        )


_NO_START = pl.DataFrame(schema={ROW: pl.Int64, RUN: pl.Int64})


class MinimumPoints(Check):
    """Each step has rows enough to tell what it did."""

    name = "minimum_points_per_step"
    needs = (STEP,)

    def __init__(self, min_points: int) -> None:
        self._minimum = min_points
        self._open = _NO_START
        self._end = 0
        self._places = Places()

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        starts = block.rows[[ROW, RUN]][block.starts.slice(block.lead)]
        starts = pl.concat([self._open, starts])
        self._end = block.rows[ROW].item(-1) + 1
        self._open = starts.tail(1)
        self._note(starts.head(starts.height - 1), steps_between(starts[ROW]))

    def _note(self, starts: pl.DataFrame, points: pl.Series) -> None:
        few = points < self._minimum
        if few.any():
            self._places.add(starts.with_columns(points.alias("points")).filter(few))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        self._note(self._open, self._end - self._open[ROW])
        places = self._places.first
        if not places:
            return []
        first = places[0]
        shown = [f"step {each[RUN]} (from row {each[ROW]}): {each['points']}" for each in places]
        return [
            ValidationIssue.of(
                IssueCode.STEP_TOO_FEW_POINTS,
                f"{self._places.count} step(s) have fewer than {self._minimum} rows: "
                f"{listed(shown, self._places.count)}.",
                "Keep all rows of a step. A lone row may get the step number of the neighbour "
                "that has the same current, but of no other: that step would begin or end with "
                "a current that is not its own. Otherwise drop the row, or leave out this check: "
                f'skip_checks={{"{self.name}"}}.',
                check=self.name,
                column=STEP,
                step=first[RUN],
                rows=[place[ROW] for place in places],
                values=[place["points"] for place in places],
                payload={
                    "step_index": first[RUN],
                    "num_points": first["points"],
                    "min_points": self._minimum,
                    "num_violations": self._places.count,
                    **steps_of([place[RUN] for place in places]),
                },
            )
        ]


class CycleConstant(Check):
    """The cycle number does not change within a step."""

    name = "cycle_constant_within_step"

    def __init__(self, cycle_column: str | None) -> None:
        self._candidates = CYCLES if cycle_column is None else (cycle_column,)
        self.needs = (STEP,)
        self._column = ""
        self._known = Known()
        self._count = 0
        self._last_run = -1
        self._cycles: dict[int, set[float]] = {}
        self._rows: dict[int, int] = {}

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        present = [name for name in self._candidates if name in columns]
        if not present:
            return f"needs one of {', '.join(f'`{name}`' for name in self._candidates)}"
        self._column = present[0]
        self._known = Known(self._column)
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        known = self._known.read(block)
        numbers = known[self._column]
        if not ((later(numbers) != earlier(numbers)) & later(known[SAME])).any():
            return
        cycle, run = pl.col(self._column), pl.col(RUN)
        changes = (cycle != cycle.shift()) & pl.col(SAME)
        found = (
            known.lazy()
            .select(
                ROW,
                RUN,
                cycle.shift().alias("before"),
                cycle.alias("cycle"),
                changes.alias("change"),
            )
            .filter("change")
            .collect()
        )
        runs = found.unique(RUN, keep="first", maintain_order=True)
        self._count += runs.height - (runs[RUN].item(0) == self._last_run)
        self._last_run = runs[RUN].item(-1)
        for row, number_of_run in runs.select(ROW, RUN).head(LISTED).iter_rows():
            if len(self._rows) < LISTED:
                self._rows.setdefault(number_of_run, row)
        self._note_cycles(found.filter(run.is_in(list(self._rows))))

    def _note_cycles(self, found: pl.DataFrame) -> None:
        seen = (
            found.unpivot(["before", "cycle"], index=RUN, value_name="value")
            .group_by(RUN)
            .agg(pl.col("value").unique().sort().head(LISTED))
        )
        for number_of_run, cycles in seen.iter_rows():
            self._cycles.setdefault(number_of_run, set()).update(cycles)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._rows:
            return []
        steps = list(self._rows)
        cycles: list[Any] = [number(each) for each in sorted(self._cycles[steps[0]])[:LISTED]]
        shown = [
            f"step {step}, cycles {_between(self._cycles[step])}, at row {self._rows[step]}"
            for step in steps
        ]
        return [
            ValidationIssue.of(
                IssueCode.CYCLE_CHANGES_WITHIN_STEP,
                f"'{self._column}' changes within {self._count} step(s): "
                f"{listed(shown, self._count)}.",
                f"Let a new step begin where the cycle changes, or correct '{self._column}'.",
                check=self.name,
                column=self._column,
                step=steps[0],
                rows=list(self._rows.values()),
                values=cycles,
                payload={
                    "step_index": steps[0],
                    "cycle_column": self._column,
                    "cycles": cycles,
                    "num_violations": self._count,
                    **steps_of(steps),
                },
            )
        ]


def _between(cycles: Collection[float]) -> str:
    """Name two cycles, or the ends of more."""
    few = len(cycles) == 2
    return f"{min(cycles):g} {'and' if few else 'to'} {max(cycles):g}"


class CycleOrder(Check):
    """`Cycle count` never falls: the steps of a number that comes back join its cycle."""

    name = "cycle_count_never_falls"

    def __init__(self, severity: Severity) -> None:
        self._severity: Severity = severity
        self._active = False
        self._known = Known(CYCLE)
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        # Beside the cycler's number this one is not used: the platform counts the changes of that.
        self._active = CYCLE in columns and CYCLER_CYCLE not in columns
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._active:
            return
        if block.never_falls(CYCLE):
            self._known.skip(block)
            return
        known = self._known.read(block)
        falls = steps_between(known[CYCLE]) < 0
        if falls.any():
            before = pl.col(CYCLE).shift().alias("before")
            self._places.add(known.select(ROW, before, CYCLE).slice(1).filter(falls))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        places = self._places.first
        if not places:
            return []
        first = places[0]
        before, after = number(first["before"]), number(first[CYCLE])
        return [
            ValidationIssue.of(
                IssueCode.CYCLE_COUNT_DECREASED,
                f"'{CYCLE}' falls from {before} to {after} at row {first[ROW]}; "
                f"{self._places.count} fall(s) in all. Rows with the same number are one cycle, "
                "wherever they are, so the amounts of several cycles would be added up.",
                f"Number the cycles on: `pl.col('{CYCLE}').rle_id()`. Or leave out '{CYCLE}' and "
                "give the cycler's own number as 'Cycle from cycler', which may come back.",
                in_pandas=f"Number the cycles on: {_in_pandas(CYCLE)}. Or leave out '{CYCLE}' "
                "and give the cycler's own number as 'Cycle from cycler', which may come back.",
                check=self.name,
                severity=self._severity,
                column=CYCLE,
                rows=[place[ROW] for place in places],
                values=[place[CYCLE] for place in places],
                payload={
                    "row_index": first[ROW],
                    "previous_value": before,
                    "current_value": after,
                    "num_violations": self._places.count,
                },
            )
        ]
