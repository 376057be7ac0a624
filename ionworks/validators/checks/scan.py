"""Read a frame once, in blocks of rows, and show each block to every check.

A block is small beside the frame, so memory does not grow with the data; a run of one
step may span any number of blocks. Checks keep what they need from block to block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from operator import methodcaller
from typing import Any, ParamSpec, TypeVar

import attrs
import polars as pl

from ionworks.issues import LISTED, IssueCode, ValidationIssue
from ionworks.tables.columns import STEP
from ionworks.validators.columns import NUMERIC
from ionworks.validators.texts import describe

__all__ = ["READABLE", "Block", "Check", "Known", "Places", "number", "numeric_columns", "scan"]
__all__ += ["earlier", "largest", "later", "same_as_before", "starts_of_runs", "steps_between"]

P = ParamSpec("P")
T = TypeVar("T")

#: Rows in a block: enough to make the cost per block small, few enough that what all checks make
#: of a block at the same time stays small beside a large frame.
BLOCK_ROWS = 262_144

#: Rows up to which it costs more to share work among threads than to do it.
_FEW_ROWS = 20_000

#: How much of a text is shown.
_SHOWN = 40

#: Name of the check that columns hold numbers at all.
READABLE = "readable_columns"

ROW = "row"
RUN = "run"
SAME = "same"

_NO_VALUE = pl.Series([None], dtype=pl.Float64)

_NO_PLACES = pl.Series(dtype=pl.Int64)
_FIRST = pl.Series([0], dtype=pl.Int64)


class Block:
    """Rows that follow each other, led by the row before them where there is one.

    What a check asks of a block is worked out once and kept for the others. Most ask for
    extremes alone. These prove sound rows sound, at a fraction of the cost of a look at each row.

    Parameters
    ----------
    columns : mapping of str to polars.Series
        64-bit floats by name. What is missing, NaN or infinite is null.
    height : int
        How many rows there are, with the one that leads.
    first_row : int
        Number of the first row in the frame as passed.
    lead : int
        1 if the first row belongs to the block before, else 0.
    labels : polars.Series or None
        The step of each row; runs of equal ones are the steps. All rows are one without.
    first_run : int
        Number of the first row's run.
    whole : bool
        The block is all of the frame.
    """

    def __init__(
        self,
        columns: Mapping[str, pl.Series],
        height: int,
        first_row: int,
        lead: int,
        labels: pl.Series | None,
        first_run: int,
        *,
        whole: bool,
    ) -> None:
        self._columns = columns
        self._labels = labels
        self._first_run = first_run
        self._first_row = first_row
        self._full: dict[str, bool] = {}
        self._ends: dict[str, tuple[float, float] | None] = {}
        self._changes: dict[str, pl.Series] = {}
        self._inside: dict[str, pl.Series] = {}
        self.height = height
        self.lead = lead
        self.whole = whole

    def __getitem__(self, column: str) -> pl.Series:
        """Return a column of `rows`, and make nothing else."""
        if column == RUN:
            return self.run
        return self.row if column == ROW else self._columns[column]

    @property
    def first_row(self) -> int:
        """Number of the first row, which may be the one that leads."""
        return self._first_row

    def since(self, row: int) -> Block:
        """Return the rows from a number on, as a block without a leading row."""
        place = min(row - self._first_row, self.height)
        columns = {name: values.slice(place) for name, values in self._columns.items()}
        labels = None if self._labels is None else self._labels.slice(place)
        first_run = int(self.run.item(place)) if place < self.height else self._first_run
        return Block(columns, self.height - place, row, 0, labels, first_run, whole=False)

    # --- rows

    @cached_property
    def rows(self) -> pl.DataFrame:
        """All rows.

        ``row`` (number in the frame as passed), ``run`` (number of the run of equal `Step
        count`, from 0), ``same`` (the row before is in the same run; null in the first row), and
        the columns.
        """
        return pl.DataFrame({ROW: self.row, RUN: self.run, **self._columns, SAME: self.same})

    @property
    def body(self) -> pl.DataFrame:
        """The rows of the block, without the one that leads."""
        return self.rows.slice(self.lead)

    @cached_property
    def row(self) -> pl.Series:
        """The number of each row."""
        first = self._first_row
        return pl.int_range(first, first + self.height, dtype=pl.Int64, eager=True)

    @cached_property
    def run(self) -> pl.Series:
        """The number of each row's run."""
        labels = self._labels
        if labels is None or self.one_run:
            return pl.Series([self._first_run], dtype=pl.Int64).new_from_index(0, self.height)
        if labels.null_count():
            # A row without a step is a run of its own: it must not join its neighbours.
            starts = (labels != labels.shift()).fill_null(value=True)
            runs = starts.cast(pl.Int64).cum_sum() - 1
        else:
            runs = labels.rle_id().cast(pl.Int64)
        return runs + self._first_run

    @property
    def last_run(self) -> int:
        """Number of the last row's run."""
        return self._first_run if self.one_run else int(self.run.item(-1))

    @cached_property
    def one_run(self) -> bool:
        """Whether all rows are in one run."""
        if self._labels is None:
            return True
        ends = _ends(self._labels)
        return not self._labels.null_count() and ends is not None and ends[0] == ends[1]

    @cached_property
    def same(self) -> pl.Series:
        """Whether the row before is in the same run; null in the first row."""
        return same_as_before(self.run)

    @cached_property
    def starts(self) -> pl.Series:
        """The places of the rows at which a run starts, and 0."""
        return _FIRST.head(self.height) if self.one_run else starts_of_runs(self.same)

    # --- what is asked of columns

    def full(self, *columns: str) -> bool:
        """Tell whether there are rows, and each has a value in all of some columns."""
        known = self._full
        for name in columns:
            if name not in known:
                known[name] = not self._columns[name].null_count()
            if not known[name]:
                return False
        return self.height > 0

    def ends(self, column: str) -> tuple[float, float] | None:
        """Return the smallest and the largest value; None without any."""
        if column not in self._ends:
            self._ends[column] = _ends(self._columns[column])
        return self._ends[column]

    def changes(self, column: str) -> pl.Series:
        """Return the change from each row to the next."""
        if column not in self._changes:
            self._changes[column] = steps_between(self._columns[column])
        return self._changes[column]

    def changes_inside(self, column: str) -> pl.Series:
        """Return the changes from row to row that do not lead from one run to the next."""
        if column not in self._inside:
            changes = self.changes(column)
            self._inside[column] = changes if self.one_run else changes.filter(later(self.same))
        return self._inside[column]

    def never_falls(self, column: str, tolerance: float = 0.0) -> bool:
        """Tell whether each row has a value, none below the one before by more than a tolerance."""
        if not self.full(column):
            return False
        least = self.changes(column).min()
        return not isinstance(least, float) or least >= -tolerance


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
        self.starts = _NO_PLACES
        self._last: pl.DataFrame | None = None
        self._passed: Block | None = None

    def skip(self, block: Block) -> None:
        """Pass over a block that has all values and needs no look."""
        self._passed = block

    def read(self, block: Block) -> pl.DataFrame:
        """Return the known rows of a block, led by the last one known before them.

        `led` tells whether there is such a leading row, and `starts` at which places of what is
        returned runs start, with 0. Blocks must come in order.
        """
        names = [ROW, RUN, SAME, *self._columns, *self._also]
        if self._passed is not None:
            self._last, self._passed = self._passed.rows[names].tail(1), None
        known = block.rows[names]
        self.starts = block.starts
        if not block.full(*self._columns):
            known = known.slice(block.lead).drop_nulls(self._columns)
            if self._last is not None:
                known = pl.concat([self._last, known], rechunk=True)
            known = known.with_columns(same_as_before(known[RUN]).alias(SAME))
            self.starts = starts_of_runs(known[SAME])
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


def later(values: pl.Series) -> pl.Series:
    """Return the values of all rows but the first.

    Arithmetic of whole columns costs next to nothing in a short series; expressions, and methods
    such as `shift` and `diff`, cost far more. So rows are compared with the row before like this.
    """
    return values.slice(1)


def earlier(values: pl.Series) -> pl.Series:
    """Return the values of all rows but the last."""
    return values.slice(0, max(values.len() - 1, 0))


def steps_between(values: pl.Series) -> pl.Series:
    """Return the change from each row to the next."""
    return later(values) - earlier(values)


def same_as_before(values: pl.Series) -> pl.Series:
    """Tell in each row whether the value is that of the row before; null in the first row."""
    same = later(values) == earlier(values)
    return pl.concat([pl.Series([None], dtype=pl.Boolean), same]).head(values.len())


def starts_of_runs(same: pl.Series) -> pl.Series:
    """Return the places of 0 and of the rows that are not the `same` as the one before."""
    starts = (~later(same)).arg_true().cast(pl.Int64) + 1
    return pl.concat([_FIRST.head(same.len()), starts])


def largest(values: pl.Series) -> float:
    """Return the largest size of a value; 0 without any."""
    ends = _ends(values)
    return 0.0 if ends is None else max(abs(ends[0]), abs(ends[1]))


def _ends(values: pl.Series) -> tuple[float, float] | None:
    """Return the smallest and the largest number; None without any."""
    low, high = values.min(), values.max()
    if isinstance(low, int | float) and isinstance(high, int | float):
        return low, high
    return None


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
    if frame.height <= min(_FEW_ROWS, BLOCK_ROWS):
        for block in reader.blocks():
            for check in made:
                check.update(block)
    else:
        _share(reader.blocks(), sorted(made, key=lambda check: not check.slow))
    found = reader.issues()
    for check in made:
        found += check.issues()
        if (reason := check.undecided()) is not None:
            not_made[check.name] = reason
    return found, not_made


def _share(blocks: Iterator[Block], checks: Sequence[Check]) -> None:
    """Show the blocks to the checks in threads.

    Most of a check runs on one core, and checks share nothing but the block that they read.
    """
    with _Pool(pl.thread_pool_size()) as pool:
        ready = _with_rows(blocks)
        following = pool.submit(next, ready, None)
        while (block := following.result()) is not None:
            following = pool.submit(next, ready, None)
            for _ in pool.map(methodcaller("update", block), checks):
                pass  # raises what the check raised


def _with_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """Make the rows of each block before threads share it, so that they are made once."""
    for block in blocks:
        _ = block.rows, block.starts
        yield block


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
        new = frame.slice(stored) if stored else frame
        self.columns, self._not_numeric = numeric_columns(new, wanted)
        types = dict(zip(frame.columns, frame.dtypes, strict=True))
        self._floats = [name for name in self.columns if types[name].is_float()]
        self._infinite: dict[str, _Infinite] = {}

    def blocks(self) -> Iterator[Block]:
        """Yield the frame in blocks."""
        height, run = self._frame.height, self._first_run()
        for start in range(0, height, BLOCK_ROWS):
            lead = min(start, 1)
            part = self._frame.slice(start - lead, BLOCK_ROWS + lead)
            first_row = start - lead - self._stored
            columns = self._clean(part, first_row, lead)
            labels = columns.get(self._step_column)
            whole = height <= BLOCK_ROWS
            block = Block(columns, part.height, first_row, lead, labels, run, whole=whole)
            yield block
            if not whole:
                run = block.last_run

    def _first_run(self) -> int:
        """Return what the first run is numbered: its step's number in rows that continue."""
        if not self._stored or self._step_column not in self.columns:
            return 0
        first = self._frame[self._step_column].cast(pl.Float64)[0]
        return int(first) if first is not None and math.isfinite(first) else 0

    def _clean(self, part: pl.DataFrame, first_row: int, lead: int) -> dict[str, pl.Series]:
        # A cast to the same type would cost a little, and there are many columns.
        columns = {name: part[name] for name in self.columns}
        for name, values in columns.items():
            if values.dtype != pl.Float64:
                columns[name] = values.cast(pl.Float64)
        for name in self._floats:
            values = columns[name]
            # A finite sum proves every value finite, at a fraction of the cost of asking each.
            if not math.isfinite(values.sum()):
                self._note_infinite(values.slice(lead), first_row + lead)
                columns[name] = values.zip_with(values.is_finite(), _NO_VALUE)
        return columns

    def _note_infinite(self, values: pl.Series, first_row: int) -> None:
        places = values.is_infinite().fill_null(value=False).arg_true()
        if places.is_empty():
            return
        noted = self._infinite.setdefault(values.name, _Infinite())
        noted.count += places.len()
        kept = places.head(max(LISTED - len(noted.rows), 0))
        noted.rows += [first_row + place for place in kept]
        noted.values += values.gather(kept).to_list()

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
    there = dict(zip(frame.columns, frame.dtypes, strict=True))
    present = [name for name in wanted if name in there]
    numeric = [name for name in present if there[name].is_numeric() or _is_numeric(frame[name])]
    refused = [name for name in present if name not in numeric]
    return numeric, [_not_numeric(frame[name], table) for name in refused]


def _is_numeric(values: pl.Series) -> bool:
    if values.dtype in (pl.Boolean, pl.Null):
        return True
    # A column without a single value says nothing, whatever its type.
    if values.is_empty():
        return True
    return values.dtype != pl.Object and values.null_count() == values.len()


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
