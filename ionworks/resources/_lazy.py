"""Time series as a lazy frame: what a query needs is moved when it is collected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks.errors import SeriesMismatchError
from ionworks.resources._remote_parquet import RemoteParquet
from ionworks.tables.stacking import shown_names, stack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.tables.footer import RowGroup

    Resolve = Callable[[Runtime], Callable[[], Awaitable[str]]]


@frozen
class StoredSeries:
    """A series, or a range of its row groups, and what is written beside each row."""

    resolve: Resolve
    labels: Mapping[str, str] = field(factory=dict)
    groups: slice = slice(None)


@frozen
class Described:
    """What the end of a stored series says."""

    schema: Mapping[str, pl.DataType]
    groups: Sequence[RowGroup]


async def lazy_frame(runtime: Runtime, series: StoredSeries) -> pl.LazyFrame:
    """Make a lazy frame of a stored series; only its end is read now, for the columns."""
    described = await describe(runtime, series)
    return _lazy(runtime, series, described.schema)


async def lazy_frames(
    runtime: Runtime, series: Mapping[str, StoredSeries], *, max_parallel: int
) -> pl.LazyFrame:
    """Make one lazy frame of many stored series.

    Raises
    ------
    SeriesMismatchError
        A column of a series holds another kind of value than in those before it.
    """
    check_polars()
    import polars as pl

    described = await describe_all(runtime, series, max_parallel=max_parallel)
    schema = common_schema({ident: one.schema for ident, one in described.items()})
    if not series:
        return pl.LazyFrame()
    return pl.concat([_lazy(runtime, one, schema) for one in series.values()])


async def describe(runtime: Runtime, series: StoredSeries) -> Described:
    """Read the end of a stored series."""
    check_polars()
    import polars as pl

    with RemoteParquet(runtime, series.resolve(runtime)) as file:
        await file.open()
        stored = file.schema()
        shown = shown_names(stored, series.labels)
        labels = dict.fromkeys(series.labels, pl.String())
        return Described(
            labels | {name: stored[column] for name, column in shown.items()}, file.groups
        )


async def describe_all(
    runtime: Runtime, series: Mapping[str, StoredSeries], *, max_parallel: int
) -> dict[str, Described]:
    """Read the ends of many stored series."""
    jobs = [partial(describe, runtime, one) for one in series.values()]
    return dict(zip(series, await runtime.backend.gather(jobs, limit=max_parallel), strict=True))


def common_schema(schemas: Mapping[str, Mapping[str, pl.DataType]]) -> dict[str, pl.DataType]:
    """Return the columns of many series put one below the other.

    Raises
    ------
    SeriesMismatchError
        They do not fit; the message names the measurement and the column.
    """
    import polars as pl

    joined, misfits = stack({ident: pl.DataFrame(schema=one) for ident, one in schemas.items()})
    for ident, reason in misfits.items():
        raise SeriesMismatchError(f"measurement {ident}: {reason}; read this one by itself")
    return dict(joined.schema)


def _lazy(
    runtime: Runtime, series: StoredSeries, schema: Mapping[str, pl.DataType]
) -> pl.LazyFrame:
    import polars as pl
    from polars.io.plugins import register_io_source

    columns = pl.Schema(schema)
    return register_io_source(
        SeriesSource(runtime, series, columns), schema=_Schema(columns), is_pure=True
    )


@frozen
class _Schema:
    """The columns of a series. polars asks for them before it needs the threads of its own."""

    columns: pl.Schema

    def __call__(self) -> pl.Schema:
        """Return the columns."""
        check_polars()
        return self.columns


@frozen
class SeriesSource:
    """What polars asks for frames; of a class that goes to other processes.

    Collecting blocks the caller, whichever face made the frame.
    """

    runtime: Runtime
    series: StoredSeries
    schema: pl.Schema

    def __call__(
        self,
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        """Yield what a query needs."""
        check_polars()
        del batch_size
        if predicate is not None and not _may_be_met(predicate, self.series.labels):
            return
        with self.runtime.blocking() as blocking:
            yield from _batches(blocking, self, with_columns, predicate, n_rows)


def _batches(
    runtime: Runtime,
    source: SeriesSource,
    with_columns: list[str] | None,
    predicate: pl.Expr | None,
    n_rows: int | None,
) -> Iterator[pl.DataFrame]:
    """Yield the row groups that a query needs, cut down to what it asks for."""
    with RemoteParquet(runtime, source.series.resolve(runtime)) as file:
        run(file.open())
        read = partial(_read, file, source, shown_names(file.schema(), source.series.labels))
        columns = with_columns if with_columns is not None else list(source.schema)
        asked = [] if predicate is None else predicate.meta.root_names()
        left = n_rows
        for group in file.groups[source.series.groups]:
            if left is not None and left <= 0:
                return
            if predicate is not None:
                # The columns of the condition decide whether the others are moved at all.
                mask = read(group, asked).select(predicate.alias("met"))["met"]
                if not mask.any():
                    continue
            frame = read(group, list(dict.fromkeys([*columns, *asked])))
            if predicate is not None:
                frame = frame.filter(predicate)
            frame = frame.select(columns)
            if left is not None:
                frame = frame.head(left)
                left -= frame.height
            yield frame


def _read(
    file: RemoteParquet,
    source: SeriesSource,
    stored: Mapping[str, str],
    group: RowGroup,
    names: list[str],
) -> pl.DataFrame:
    """Read columns of a row group; ``stored`` is what they are called in the file."""
    import polars as pl

    wanted = [stored[name] for name in names if name in stored]
    run(file.load([group], wanted))
    frame = run(file.read(group, wanted))
    return frame.select(
        pl.col(stored[name]).cast(source.schema[name]).alias(name)
        if name in stored
        else pl.repeat(source.series.labels.get(name), group.rows, dtype=source.schema[name]).alias(
            name
        )
        for name in names
    )


def _may_be_met(predicate: pl.Expr, labels: Mapping[str, str]) -> bool:
    """Tell whether rows with these labels can meet a condition, as far as labels decide it."""
    import polars as pl

    if not labels:
        return True
    row = pl.DataFrame(labels)
    return all(
        row.select(condition).item()
        for condition in _conditions(predicate)
        if {*condition.meta.root_names()} <= labels.keys()
    )


def _conditions(predicate: pl.Expr) -> Iterator[pl.Expr]:
    """Yield the conditions that a predicate joins by `and`."""
    inputs: list[Any] = predicate.meta.pop()
    if len(inputs) == 2 and any(
        (first & second).meta.eq(predicate) for first, second in (inputs, inputs[::-1])
    ):
        for one in inputs:
            yield from _conditions(one)
    else:
        yield predicate
