"""Steps are numbered from 0 by 1, have rows enough, and lie within one cycle."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from ionworks.tables.columns import STEP
from ionworks.validators.checks.needed import suggestion
from ionworks.validators.checks.scan import ROW, RUN, SAME, Block, Check, Known, Places, number
from ionworks.validators.columns import CYCLES
from ionworks.validators.issues import LISTED, IssueCode, ValidationIssue, more_like_this

__all__ = ["CycleConstant", "MinimumPoints", "StepCount"]

_EXAMPLES = 5


class StepCount(Check):
    """`Step count` is there, starts at 0 and stays or rises by 1 from row to row."""

    name = "step_count_sequential"

    def __init__(self, columns: Collection[str], *, continued: bool = False) -> None:
        self._all_columns = list(columns)
        self._continued = continued
        self._readable = False
        self._empty = True
        self._first: float | None = None
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._readable = STEP in columns
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._readable:
            return
        if self._empty:
            self._first, self._empty = block.rows[STEP].item(0), False
        step = pl.col(STEP).diff()
        # A missing number is a wrong one on either side; the first row has nothing before it.
        wrong = ((step != 0) & (step != 1)).fill_null(value=True) & (pl.int_range(pl.len()) > 0)
        if block.rows.select(wrong.any()).item():
            self._places.add(
                block.rows.select(
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
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_MISSING,
            f"Column '{STEP}' is missing; the columns are: {names}.",
            suggestion(STEP, self._all_columns)
            or "Add a number for each row that starts at 0 and rises by 1 with each step; from "
            "the cycler's own step number it is "
            f"`pl.col('Step from cycler').rle_id().alias('{STEP}')`.",
            check=self.name,
            column=STEP,
            payload={"column": STEP, "available_columns": self._all_columns},
        )

    def _wrong_start(self) -> ValidationIssue:
        first = number(self._first)
        shown = "missing" if first is None else f"{first:g}"
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_DOES_NOT_START_AT_ZERO,
            f"'{STEP}' is {shown} in the first row and not 0.",
            f"Number the steps from 0: `pl.col('{STEP}').rle_id()`.",
            check=self.name,
            column=STEP,
            rows=[0],
            values=() if first is None else (first,),
            payload={"column": STEP, "observed_first": first},
        )

    def _not_sequential(self) -> ValidationIssue:
        count = self._places.count
        examples = [
            {"row_index": place["row_index"]}
            | {key: number(place[key]) for key in ("from", "to", "diff")}
            for place in self._places.first[:_EXAMPLES]
        ]
        shown = "; ".join(
            f"row {place['row_index']}: from {place['from']} to {place['to']}" for place in examples
        )
        rest = f"; and {count - len(examples)} more" if count > len(examples) else ""
        return ValidationIssue.of(
            IssueCode.STEP_COUNT_NON_SEQUENTIAL,
            f"'{STEP}' changes by something else than 0 or 1 in {count} place(s): {shown}{rest}.",
            "Sort the rows by time and number the runs of equal steps: "
            f"`pl.col('{STEP}').rle_id()`.",
            check=self.name,
            column=STEP,
            rows=[place["row_index"] for place in self._places.first],
            payload={"column": STEP, "num_violations": count, "examples": examples},
        )


class MinimumPoints(Check):
    """Each step has rows enough to tell what it did."""

    name = "minimum_points_per_step"
    needs = (STEP,)

    def __init__(self, min_points: int) -> None:
        self._minimum = min_points
        self._open = pl.DataFrame(schema={ROW: pl.Int64, RUN: pl.Int64})
        self._end = 0
        self._places = Places()

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        starts = block.rows.select(ROW, RUN, SAME).filter(pl.col(SAME).ne_missing(True))
        starts = starts.drop(SAME)
        starts = pl.concat([self._open, starts.slice(block.lead)])
        self._end = block.rows[ROW].item(-1) + 1
        self._open = starts.tail(1)
        self._note(starts, pl.col(ROW).shift(-1) - pl.col(ROW))

    def _note(self, starts: pl.DataFrame, points: pl.Expr) -> None:
        lengths = starts.with_columns(points.alias("points"))
        self._places.add(lengths.filter(pl.col("points") < self._minimum))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        self._note(self._open, self._end - pl.col(ROW))
        count = self._places.count
        return [
            ValidationIssue.of(
                IssueCode.STEP_TOO_FEW_POINTS,
                f"Step {place[RUN]} (from row {place[ROW]}) has {place['points']} row(s); at least "
                f"{self._minimum} are needed." + more_like_this(position, count, "such steps"),
                f"Keep all rows of the step, or let it be part of its neighbour in '{STEP}'.",
                check=self.name,
                column=STEP,
                step=place[RUN],
                rows=[place[ROW]],
                values=[place["points"]],
                payload={
                    "step_index": place[RUN],
                    "num_points": place["points"],
                    "min_points": self._minimum,
                    "num_violations": count,
                },
            )
            for position, place in enumerate(self._places.first)
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
        cycle, run = pl.col(self._column), pl.col(RUN)
        changes = (cycle != cycle.shift()) & pl.col(SAME)
        if not known.select(changes.any()).item():
            return
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
        found: list[ValidationIssue] = []
        for position, (step, row) in enumerate(self._rows.items()):
            cycles: list[Any] = [number(value) for value in sorted(self._cycles[step])[:LISTED]]
            found.append(
                ValidationIssue.of(
                    IssueCode.CYCLE_CHANGES_WITHIN_STEP,
                    f"Step {step} lies in more than one cycle: '{self._column}' takes the values "
                    f"{', '.join(map(str, cycles))}, with a change at row {row}."
                    + more_like_this(position, self._count, "such steps"),
                    f"Let a new step begin where the cycle changes, or correct '{self._column}'.",
                    check=self.name,
                    column=self._column,
                    step=step,
                    rows=[row],
                    values=cycles,
                    payload={
                        "step_index": step,
                        "cycle_column": self._column,
                        "cycles": cycles,
                        "num_violations": self._count,
                    },
                )
            )
        return found
