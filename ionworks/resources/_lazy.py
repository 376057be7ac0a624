"""A time series as a lazy frame: what a query needs is moved when it is collected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks.resources._remote_parquet import RemoteParquet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    import polars as pl

    from ionworks._io.runtime import Runtime

    Resolve = Callable[[Runtime], Callable[[], Awaitable[str]]]


async def lazy_frame(runtime: Runtime, resolve: Resolve) -> pl.LazyFrame:
    """Make a lazy frame of a stored series; only its end is read now, for the columns."""
    check_polars()
    import polars as pl
    from polars.io.plugins import register_io_source

    with RemoteParquet(runtime, resolve(runtime)) as file:
        await file.open()
        schema = pl.Schema(file.schema())

    return register_io_source(_Source(runtime, resolve), schema=_Schema(schema), is_pure=True)


@frozen
class _Schema:
    """The columns of a series. polars asks for them before it needs the threads of its own."""

    columns: pl.Schema

    def __call__(self) -> pl.Schema:
        """Return the columns."""
        check_polars()
        return self.columns


@frozen
class _Source:
    """What polars asks for frames; of a class that goes to other processes.

    Collecting blocks the caller, whichever face made the frame.
    """

    runtime: Runtime
    resolve: Resolve

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
        with self.runtime.blocking() as blocking:
            yield from _batches(blocking, self.resolve(blocking), with_columns, predicate, n_rows)


def _batches(
    runtime: Runtime,
    resolve: Callable[[], Awaitable[str]],
    with_columns: list[str] | None,
    predicate: Any,
    n_rows: int | None,
) -> Iterator[pl.DataFrame]:
    """Yield the row groups that a query needs, cut down to what it asks for."""
    with RemoteParquet(runtime, resolve) as file:
        run(file.open())
        columns = with_columns if with_columns is not None else list(file.schema())
        asked = [] if predicate is None else predicate.meta.root_names()
        left = n_rows
        for group in file.groups:
            if left is not None and left <= 0:
                return
            if predicate is not None:
                # The columns of the condition decide whether the others are moved at all.
                run(file.load([group], asked))
                mask = run(file.read(group, asked)).select(predicate.alias("met"))["met"]
                if not mask.any():
                    continue
            needed = list(dict.fromkeys([*columns, *asked]))
            run(file.load([group], needed))
            frame = run(file.read(group, needed))
            if predicate is not None:
                frame = frame.filter(predicate)
            frame = frame.select(columns)
            if left is not None:
                frame = frame.head(left)
                left -= frame.height
            yield frame
