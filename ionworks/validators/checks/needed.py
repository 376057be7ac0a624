"""Columns that have to be there, and counters that have to be whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from ionworks.issues import LISTED, IssueCode, ValidationIssue
from ionworks.tables.columns import (
    CYCLE,
    CYCLE_INPUTS,
    CYCLER_CYCLE,
    CYCLER_STEP,
    FREQUENCY,
    STEP,
    STEP_TABLE_REAL,
)
from ionworks.validators.checks.scan import (
    READABLE,
    ROW,
    Block,
    Check,
    Known,
    Places,
    number,
    numeric_columns,
)
from ionworks.validators.near_misses import near_miss

__all__ = [
    "CycleCounts",
    "FilledColumns",
    "NeededColumns",
    "WholeNumbers",
    "suggestion",
    "unreadable_steps",
]

#: The first number that does not fit into 64 bit.
_TOO_LARGE = 2.0**63


def suggestion(needed: str, columns: Collection[str]) -> str:
    """Say how to get a needed column from one that is there; empty if none is like it."""
    found = near_miss(needed, columns)
    return "" if found is None else found.advice


class FilledColumns(Check):
    """Each of some columns that are there has at least one value.

    Parameters
    ----------
    needed : sequence of str
        The columns.
    one_of : sequence of str
        Columns of which one with a value is enough.
    """

    name = READABLE

    def __init__(self, needed: Sequence[str], one_of: Sequence[str] = ()) -> None:
        self._needed = needed
        self._one_of = one_of
        self._values: dict[str, int] = {}
        self._any_rows = False

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._values = {name: 0 for name in (*self._needed, *self._one_of) if name in columns}
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        # What is stored already does not count.
        rows = block.since(0) if block.first_row < 0 else block
        self._any_rows = self._any_rows or bool(rows.height)
        for name in self._values:
            if not self._values[name]:
                self._values[name] = rows[name].count()

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._any_rows:
            return []
        one_of = [name for name in self._one_of if name in self._values]
        empty = [name for name in self._needed if self._values.get(name) == 0]
        if not any(self._values[name] for name in one_of):
            empty += one_of
        return [_empty(name) for name in empty]


class NeededColumns(FilledColumns):
    """Each of some columns is there and has at least one value.

    Rows that continue a series may be those of an impedance sweep alone, which has no current.
    """

    def __init__(
        self,
        needed: Sequence[str],
        all_columns: Sequence[str],
        advice: str = "",
        *,
        continued: bool = False,
    ) -> None:
        super().__init__(needed)
        self._sweep = FilledColumns((FREQUENCY,)) if continued else None
        self._all_columns = all_columns
        self._advice = advice

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        if self._sweep is not None and FREQUENCY in columns:
            self._sweep.prepare(columns)
        else:
            self._sweep = None
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        super().update(block)
        if self._sweep is not None:
            self._sweep.update(block)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        missing = [name for name in self._needed if name not in self._all_columns]
        found = [self._missing(name) for name in missing]
        if self._sweep is not None and not self._sweep.issues():
            return found
        return [*found, *super().issues()]

    def _missing(self, name: str) -> ValidationIssue:
        found = near_miss(name, self._all_columns)
        columns = ", ".join(map(repr, self._all_columns[:LISTED])) or "none"
        advice = (
            found.advice if found else f"Add it, or rename the column that holds it. {self._advice}"
        )
        return ValidationIssue.of(
            IssueCode.REQUIRED_COLUMN_MISSING,
            f"Column '{name}' is missing; the columns are: {columns}.",
            advice.strip(),
            check=READABLE,
            column=name,
            payload={
                "column": name,
                "available_columns": list(self._all_columns),
                "likely_column": found and found.column,
                "factor": found and found.factor,
            },
        )


def _empty(name: str) -> ValidationIssue:
    return ValidationIssue.of(
        IssueCode.REQUIRED_COLUMN_EMPTY,
        f"Column '{name}' has no value in any row.",
        "Check that the file was read right; a series without it cannot be used.",
        check=READABLE,
        column=name,
        payload={"column": name},
    )


class WholeNumbers(Check):
    """Counters hold whole numbers of at most 64 bit.

    Parameters
    ----------
    frame : polars.DataFrame
        The series; columns of its smaller whole types need no look.
    every_step : bool
        Look at `Step count` too, which must then have a value in each row. Where it must rise
        by 1 that check says more.
    """

    name = READABLE

    def __init__(self, frame: pl.DataFrame, *, every_step: bool) -> None:
        counters = (*((STEP,) if every_step else ()), CYCLE, CYCLER_STEP, CYCLER_CYCLE)
        self._wanted = [
            name
            for name in counters
            if name in frame.columns and (name == STEP or not _is_small(frame.schema[name]))
        ]
        self._places: dict[str, Places] = {}

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._places = {name: Places() for name in self._wanted if name in columns}
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        for name, places in self._places.items():
            value = pl.col(name)
            wrong = (value != value.round()) | (value.abs() >= _TOO_LARGE)
            wrong = wrong.fill_null(value=name == STEP)
            if block.rows.select(wrong.any()).item():
                places.add(block.body.filter(wrong).select(ROW, value.alias("value")))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return [_not_whole(name, places) for name, places in self._places.items() if places.count]


class CycleCounts(Check):
    """`Cycle count` is what the platform counts, where it counts the cycler's numbers.

    Parameters
    ----------
    continued : bool
        The rows continue a series, so their first number is where the count is.
    """

    name = READABLE

    def __init__(self, *, continued: bool) -> None:
        self._active = False
        self._known = Known(CYCLER_CYCLE, also=[CYCLE])
        self._count: int | None = None if continued else 0
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._active = {CYCLE, CYCLER_CYCLE} <= set(columns)
        return None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._active:
            return
        known = self._known.read(block)
        if self._count is None:
            first = known[CYCLE].drop_nulls().head(1).to_list()
            self._count = int(first[0]) if first else None
        if self._count is None or not known.height:
            return
        cycler = pl.col(CYCLER_CYCLE)
        changes = (cycler != cycler.shift()).fill_null(value=False).cast(pl.Int64).cum_sum()
        counted = known.select(ROW, CYCLE, (changes + self._count).alias("counted"))
        self._count = int(counted["counted"].item(-1))
        self._places.add(
            counted.slice(int(self._known.led)).filter(pl.col(CYCLE) != pl.col("counted"))
        )

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._places.count:
            return []
        first = self._places.first[0]
        given = number(first[CYCLE])
        return [
            ValidationIssue.of(
                IssueCode.CYCLE_COUNT_OVERRIDDEN,
                f"'{CYCLE}' is {given} in row {first[ROW]}, where the tables will have cycle "
                f"{first['counted']}: the platform counts the changes of '{CYCLER_CYCLE}' from 0. "
                f"It differs in {self._places.count} row(s).",
                f"To have your numbers in the tables, leave out '{CYCLER_CYCLE}'.",
                check=self.name,
                severity="warning",
                column=CYCLE,
                rows=[place[ROW] for place in self._places.first],
                values=[place[CYCLE] for place in self._places.first],
                payload={
                    "row_index": first[ROW],
                    "given": given,
                    "counted": first["counted"],
                    "num_rows": self._places.count,
                },
            )
        ]


def unreadable_steps(steps: pl.DataFrame) -> list[ValidationIssue]:
    """Find what keeps cycles from being made from a step table that has what they need."""
    if not set(CYCLE_INPUTS) <= set(steps.columns):
        return []  # they are made from the series then
    numeric, found = numeric_columns(steps, (CYCLE, *STEP_TABLE_REAL), "the steps table")
    if CYCLE not in numeric or _is_small(steps.schema[CYCLE]):
        return found
    cycle = pl.col(CYCLE).cast(pl.Float64)
    cycle = pl.when(cycle.is_not_nan()).then(cycle)
    wrong = (cycle != cycle.round()) | (cycle.abs() >= _TOO_LARGE)
    places = Places()
    places.add(
        steps.select(pl.int_range(pl.len()).alias(ROW), cycle.alias("value"), wrong.alias("wrong"))
        .filter("wrong")
        .drop("wrong")
    )
    return [*found, _not_whole(CYCLE, places)] if places.count else found


def _is_small(dtype: pl.DataType) -> bool:
    return dtype == pl.Boolean or (dtype.is_integer() and dtype not in (pl.UInt64, pl.Int128))


def _not_whole(name: str, places: Places) -> ValidationIssue:
    rows = [place[ROW] for place in places.first]
    first = places.first[0]["value"]
    shown = "no value" if first is None else f"{first:.10g}"
    return ValidationIssue.of(
        IssueCode.NOT_A_WHOLE_NUMBER,
        f"'{name}' holds {shown} in row {rows[0]}; it must hold whole numbers of at most 64 bit. "
        f"There are {places.count} such row(s).",
        f"Leave the column out, or give whole numbers, such as `pl.col('{name}').rle_id()`.",
        in_pandas="Leave the column out, or give whole numbers, such as "
        f"`(df['{name}'] != df['{name}'].shift()).cumsum() - 1`.",
        check=READABLE,
        column=name,
        rows=rows,
        values=[place["value"] for place in places.first if place["value"] is not None],
        payload={
            "column": name,
            "row_index": rows[0],
            "value": number(first),
            "num_rows": places.count,
        },
    )
