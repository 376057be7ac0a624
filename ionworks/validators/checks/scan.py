"""Read a frame once, in blocks of rows, and show each block to every check.

A block is small beside the frame, so memory does not grow with the data; a run of one
step may span any number of blocks. Checks keep what they need from block to block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from operator import methodcaller
from typing import Any, ParamSpec, TypeVar

import attrs
import polars as pl

from ionworks.tables.columns import STEP
from ionworks.validators.columns import NUMERIC
from ionworks.validators.issues import LISTED, IssueCode, ValidationIssue
from ionworks.validators.texts import describe

__all__ = ["READABLE", "Block", "Check", "Known", "Places", "number", "numeric_columns", "scan"]

P = ParamSpec("P")
T = TypeVar("T")

#: Rows in a block: enough to make the cost per block small, few enough that what all checks make
#: of a block at the same time stays small beside a large frame.
BLOCK_ROWS = 524_288

#: How much of a text is shown.
_SHOWN = 40

#: Name of the check that columns hold numbers at all.
READABLE = "readable_columns"

ROW = "row"
RUN = "run"
SAME = "same"
SAME_RUN = (pl.col(RUN) == pl.col(RUN).shift()).alias(SAME)

_FLOATS = (pl.Float32, pl.Float64)


@attrs.frozen
class Block:
    """Rows that follow each other, led by the row before them where there is one.

    Attributes
    ----------
    rows : polars.DataFrame
        ``row`` (number in the frame as passed), ``run`` (number of the run of equal
        `Step count`, from 0), ``same`` (the row before is in the same run; null in the first
        row), and the columns as 64-bit floats. What is missing, NaN or infinite is null.
    lead : int
        1 if the first row belongs to the block before, else 0.
    """

    rows: pl.DataFrame
    lead: int

    @property
    def body(self) -> pl.DataFrame:
        """The rows of the block, without the one that leads."""
        return self.rows.slice(self.lead)


class Known:
    """Rows in which all of some columns have a value, across blocks.

    Parameters
    ----------
    *columns : str
        The columns that decide.
    also : sequence of str
        Columns to bring along, with or without values.
    """

    def __init__(self, *columns: str, also: Sequence[str] = ()) -> None:
        self._columns = columns
        self._also = also
        self.led = False
        self._last: pl.DataFrame | None = None

    def read(self, block: Block) -> pl.DataFrame:
        """Return the known rows of a block, led by the last one known before them.

        `led` tells whether there is such a leading row. Blocks must come in order.
        """
        known = block.rows.select(ROW, RUN, SAME, *self._columns, *self._also)
        if any(known[column].null_count() for column in self._columns):
            known = known.slice(block.lead).drop_nulls(self._columns)
            if self._last is not None:
                known = pl.concat([self._last, known], rechunk=True)
            known = known.with_columns(SAME_RUN)
        self.led = self._last is not None
        if known.height:
            self._last = known.tail(1)
        return known


@attrs.define
class Places:
    """Where something was found: the first places, and how many there are."""

    count: int = 0
    first: list[dict[str, Any]] = attrs.field(factory=list[dict[str, Any]])

    def add(self, places: pl.DataFrame) -> None:
        """Count rows of a table, and keep the first ones over all calls."""
        self.count += places.height
        if (room := LISTED - len(self.first)) > 0:
            self.first.extend(places.head(room).to_dicts())


class Check:
    """One check: sees every block in order, then says what it found."""

    #: Name of the check, as in `skip_checks`.
    name: str

    #: Columns without which the check is passed over.
    needs: tuple[str, ...] = ()

    #: Takes far longer than others, so it is begun first and others fill the gap beside it.
    slow: bool = False

    def prepare(self, columns: Collection[str]) -> str | None:
        """Learn which columns can be read; return why the check cannot be made, if so."""
        absent = [f"`{column}`" for column in self.needs if column not in columns]
        return f"needs {', '.join(absent)}" if absent else None

    def update(self, block: Block) -> None:
        """Take in the next block."""

    def issues(self) -> list[ValidationIssue]:
        """Return the findings, once all blocks have been seen."""
        raise NotImplementedError

    def undecided(self) -> str | None:
        """Return why the rows decide nothing, if so; is asked after `issues`."""
        return None


@attrs.define
class _Infinite:
    count: int = 0
    rows: list[int] = attrs.field(factory=list[int])
    values: list[float] = attrs.field(factory=list[float])


def number(value: float | None) -> float | int | None:
    """Return a plain number: whole numbers as int, which is how counters read best."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(value)


def scan(
    frame: pl.DataFrame, checks: Sequence[Check], *, step_column: str = STEP, stored: int = 0
) -> tuple[list[ValidationIssue], dict[str, str]]:
    """Run checks over a frame in one pass.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series, read as it is: nothing is copied but one block at a time.
    checks : sequence of Check
        What to look for. Each is used once.
    step_column : str, default "Step count"
        The column whose runs of equal values are the steps.
    stored : int, default 0
        How many of the first rows are the end of what the others continue. They count from
        ``-stored`` to -1, and the steps from the first number that they have.

    Returns
    -------
    issues : list of ValidationIssue
        What makes columns unreadable, then the findings of the checks, in their order.
    not_made : dict of str to str
        Name of each check that could not be made or decided nothing, and why.
    """
    reader = _Reader(frame, step_column, stored, {name for check in checks for name in check.needs})
    made: list[Check] = []
    not_made: dict[str, str] = {}
    for check in checks:
        reason = check.prepare(reader.columns)
        if reason is None:
            made.append(check)
        else:
            not_made[check.name] = reason
    slow_first = sorted(made, key=lambda check: not check.slow)
    # Most of a check runs on one core, and checks share nothing but the block that they read.
    with _Pool(pl.thread_pool_size()) as pool:
        blocks = reader.blocks()
        following = pool.submit(next, blocks, None)
        while (block := following.result()) is not None:
            following = pool.submit(next, blocks, None)
            for _ in pool.map(methodcaller("update", block), slow_first):
                pass  # raises what the check raised
    found = reader.issues()
    for check in made:
        found += check.issues()
        if (reason := check.undecided()) is not None:
            not_made[check.name] = reason
    return found, not_made


class _Pool(ThreadPoolExecutor):
    """A pool that works in the caller's thread once the main thread has ended.

    From then on Python refuses to hand work to pools.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a call, or make it now."""
        try:
            return super().submit(fn, *args, **kwargs)
        except RuntimeError:
            done: Future[T] = Future()
            try:
                done.set_result(fn(*args, **kwargs))
            except BaseException as problem:
                done.set_exception(problem)
            return done


class _Reader:
    """Cuts a frame into blocks of clean numbers, and notes what is not a number."""

    def __init__(
        self, frame: pl.DataFrame, step_column: str, stored: int, also: Collection[str]
    ) -> None:
        self._frame = frame
        self._stored = stored
        self._step_column = step_column
        wanted = dict.fromkeys((*NUMERIC, step_column, *sorted(also)))
        self.columns, self._not_numeric = numeric_columns(frame.slice(stored), wanted)
        self._floats = [name for name in self.columns if frame.schema[name] in _FLOATS]
        self._infinite: dict[str, _Infinite] = {}

    def blocks(self) -> Iterator[Block]:
        """Yield the frame in blocks."""
        last_run = self._first_run()
        for start in range(0, self._frame.height, BLOCK_ROWS):
            lead = min(start, 1)
            part = self._frame.slice(start - lead, BLOCK_ROWS + lead)
            rows = self._clean(part, start - lead - self._stored, lead)
            rows = rows.insert_column(1, self._runs(rows, last_run)).with_columns(SAME_RUN)
            last_run = rows[RUN].item(-1)
            yield Block(rows, lead)

    def _first_run(self) -> int:
        """Return what the first run is numbered: its step's number in rows that continue."""
        if not self._stored or self._step_column not in self.columns:
            return 0
        first = self._frame[self._step_column].cast(pl.Float64)[0]
        return int(first) if first is not None and math.isfinite(first) else 0

    def _clean(self, part: pl.DataFrame, first_row: int, lead: int) -> pl.DataFrame:
        # A finite sum proves every value finite, at a fraction of the cost of asking each.
        sums = part.select(pl.col(self._floats).sum()).row(0) if self._floats else ()
        suspects = {
            name for name, total in zip(self._floats, sums, strict=True) if not math.isfinite(total)
        }
        for name in suspects:
            self._note_infinite(part[name].slice(lead), first_row + lead)
        return part.select(
            pl.int_range(first_row, first_row + part.height, dtype=pl.Int64).alias(ROW),
            *(
                pl.when(pl.col(name).is_finite()).then(name).cast(pl.Float64).alias(name)
                if name in suspects
                else pl.col(name).cast(pl.Float64)
                for name in self.columns
            ),
        )

    def _note_infinite(self, values: pl.Series, first_row: int) -> None:
        places = values.is_infinite().fill_null(value=False).arg_true()
        if places.is_empty():
            return
        noted = self._infinite.setdefault(values.name, _Infinite())
        noted.count += places.len()
        kept = places.head(max(LISTED - len(noted.rows), 0))
        noted.rows += [first_row + place for place in kept]
        noted.values += values.gather(kept).to_list()

    def _runs(self, rows: pl.DataFrame, last_run: int) -> pl.Series:
        """Return the number of each row's run, going on from the run of the leading row."""
        if self._step_column not in self.columns:
            return pl.repeat(0, rows.height, dtype=pl.Int64, eager=True).alias(RUN)
        labels = rows[self._step_column]
        if labels.null_count():
            # A row without a step is a run of its own: it must not join its neighbours.
            starts = (labels != labels.shift()).fill_null(value=True)
            runs = starts.cast(pl.Int64).cum_sum() - 1
        else:
            runs = labels.rle_id().cast(pl.Int64)
        return (runs + last_run).alias(RUN)

    def issues(self) -> list[ValidationIssue]:
        """Say what cannot be read as numbers."""
        found = [] if self._frame.height > self._stored else [_empty()]
        found += self._not_numeric
        for name in self.columns:
            if noted := self._infinite.get(name):
                found.append(_infinite(name, noted))
        return found


def numeric_columns(
    frame: pl.DataFrame, wanted: Iterable[str], table: str = "the time series"
) -> tuple[list[str], list[ValidationIssue]]:
    """Tell which of the wanted columns that are there hold numbers, and refuse the others."""
    present = [name for name in wanted if name in frame.columns]
    numeric = [name for name in present if _is_numeric(frame[name])]
    refused = [name for name in present if name not in numeric]
    return numeric, [_not_numeric(frame[name], table) for name in refused]


def _is_numeric(values: pl.Series) -> bool:
    if values.dtype.is_numeric() or values.dtype in (pl.Boolean, pl.Null):
        return True
    # A column without a single value says nothing, whatever its type.
    return values.dtype != pl.Object and values.null_count() == values.len() > 0


def _empty() -> ValidationIssue:
    return ValidationIssue.of(
        IssueCode.EMPTY_FRAME,
        "The time series has no rows.",
        "Check that the file was read and that no filter dropped every row.",
        check=READABLE,
        payload={"num_rows": 0},
    )


def _not_numeric(values: pl.Series, table: str) -> ValidationIssue:
    found = describe(values, "steps" if "steps" in table else "frame")
    value = found.value if len(found.value) <= _SHOWN else f"{found.value[:_SHOWN]}..."
    example = f", such as {value!r} in row {found.row}" if value else ""
    return ValidationIssue.of(
        IssueCode.COLUMN_NOT_NUMERIC,
        f"Column '{values.name}' of {table} holds {found.says}{example}, and not numbers.",
        _convert(found.polars, found.note),
        in_pandas=_convert(found.pandas, found.note),
        check=READABLE,
        column=values.name,
        rows=[found.row] if found.other_row is None else [found.row, found.other_row],
        payload={
            "column": values.name,
            "dtype": str(values.dtype),
            "row_index": found.row,
            "value": found.value,
        },
    )


def _convert(code: str, note: str) -> str:
    return f"Convert it with `{code}`. {note}".strip() if code else note


def _infinite(name: str, noted: _Infinite) -> ValidationIssue:
    return ValidationIssue.of(
        IssueCode.INFINITE_VALUE,
        f"Column '{name}' has {noted.count} infinite value(s), the first in row {noted.rows[0]}.",
        "Replace them with the measured values, or with null where there are none.",
        check=READABLE,
        column=name,
        rows=noted.rows,
        values=noted.values,
        payload={"column": name, "row_index": noted.rows[0], "num_rows": noted.count},
    )
