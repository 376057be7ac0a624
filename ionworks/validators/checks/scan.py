"""Read a frame once, in blocks of rows, and show each block to every check.

A block is small beside the frame, so memory does not grow with the data; a run of one
step may span any number of blocks. Checks keep what they need from block to block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    starts : polars.Series
        The places in `rows` at which a run starts, and 0.
    """

    rows: pl.DataFrame
    lead: int
    starts: pl.Series

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
        self.starts = pl.Series(dtype=pl.Int64)
        self._last: pl.DataFrame | None = None

    def read(self, block: Block) -> pl.DataFrame:
        """Return the known rows of a block, led by the last one known before them.

        `led` tells whether there is such a leading row, and `starts` at which places of what is
        returned runs start, with 0. Blocks must come in order.
        """
        known = block.rows[[ROW, RUN, SAME, *self._columns, *self._also]]
        self.starts = block.starts
        if any(known[column].null_count() for column in self._columns):
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
    return pl.concat([pl.Series([0]).head(same.len()), starts])


def largest(values: pl.Series) -> float:
    """Return the largest size of a value; 0 without any."""
    ends = (values.min(), values.max())
    return max((abs(end) for end in ends if isinstance(end, int | float)), default=0.0)


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
        following = pool.submit(next, blocks, None)
        while (block := following.result()) is not None:
            following = pool.submit(next, blocks, None)
            for _ in pool.map(methodcaller("update", block), checks):
                pass  # raises what the check raised


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
        schema = frame.schema
        self._floats = [name for name in self.columns if schema[name] in _FLOATS]
        self._infinite: dict[str, _Infinite] = {}

    def blocks(self) -> Iterator[Block]:
        """Yield the frame in blocks."""
        last_run = self._first_run()
        for start in range(0, self._frame.height, BLOCK_ROWS):
            lead = min(start, 1)
            part = self._frame.slice(start - lead, BLOCK_ROWS + lead)
            first_row = start - lead - self._stored
            columns = self._clean(part, first_row, lead)
            run = self._runs(columns, part.height, last_run)
            last_run = run.item(-1)
            row = pl.int_range(first_row, first_row + part.height, dtype=pl.Int64, eager=True)
            same = same_as_before(run)
            rows = pl.DataFrame({ROW: row, RUN: run, **columns, SAME: same})
            yield Block(rows, lead, starts_of_runs(same))

    def _first_run(self) -> int:
        """Return what the first run is numbered: its step's number in rows that continue."""
        if not self._stored or self._step_column not in self.columns:
            return 0
        first = self._frame[self._step_column].cast(pl.Float64)[0]
        return int(first) if first is not None and math.isfinite(first) else 0

    def _clean(self, part: pl.DataFrame, first_row: int, lead: int) -> dict[str, pl.Series]:
        columns = {name: part[name].cast(pl.Float64) for name in self.columns}
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

    def _runs(self, columns: Mapping[str, pl.Series], rows: int, last_run: int) -> pl.Series:
        """Return the number of each row's run, going on from the run of the leading row."""
        if self._step_column not in columns:
            return pl.repeat(0, rows, dtype=pl.Int64, eager=True)
        labels = columns[self._step_column]
        if labels.null_count():
            # A row without a step is a run of its own: it must not join its neighbours.
            starts = (labels != labels.shift()).fill_null(value=True)
            runs = starts.cast(pl.Int64).cum_sum() - 1
        else:
            runs = labels.rle_id().cast(pl.Int64)
        return runs + last_run

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
    there = set(frame.columns)
    present = [name for name in wanted if name in there]
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
