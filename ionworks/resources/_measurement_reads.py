"""Reading the tables of a measurement: through the cache, or only the needed parts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from ionworks_generated.api.cell_measurements import (
    download_steps,
    download_time_series,
    get_cycles,
    get_steps_and_cycles,
)

from ionworks._forks import check_polars
from ionworks._given import flag_of, shown
from ionworks.errors import NotFoundError
from ionworks.resources._derived import address_of, as_parquet
from ionworks.resources._downloads import TRIES
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._remote_parquet import RemoteParquet, SeriesChangedError
from ionworks.tables import read_parquet, reading_parquet, scan_parquet
from ionworks.tables.electrodes import WorkingElectrode, read_working_electrode, seen_from
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from pathlib import Path

    import polars as pl

    from ionworks._io.runtime import Runtime

Table: TypeAlias = Literal["time_series", "steps", "cycles"]


def link_to_series(runtime: Runtime, *, measurement_id: str) -> Callable[[], Awaitable[str]]:
    """Return a function that is awaited for a link to the time series, each time one is needed."""
    return lambda: runtime.call(download_time_series, measurement_id)


async def read_time_series(
    runtime: Runtime, measurement_id: str, *, wanted: Selection, use_cache: bool
) -> pl.DataFrame:
    """Read a time series, or a part of it, as polars."""
    check_polars()  # before anything is asked for
    link = link_to_series(runtime, measurement_id=measurement_id)
    artefacts = MeasurementCache(runtime)
    # A part is cut from the cached file if there is one; else only the part is moved.
    if wanted:
        cached = (
            await artefacts.find(measurement_id, "time_series")
            if flag_of(use_cache, "use_cache")
            else None
        )
        if cached is None:
            return await _part(runtime, link, lambda _: wanted)

    def parse(source: Path | bytes) -> pl.DataFrame:
        if not wanted:
            return read_parquet(source)
        with reading_parquet():
            stored = scan_parquet(source)
            schema = stored.collect_schema()
        needed = wanted.needed(schema)
        with reading_parquet():
            return wanted.apply(stored.select(needed)).collect()

    return await artefacts.read(measurement_id, "time_series", link, parse, use_cache=use_cache)


async def read_last_rows(runtime: Runtime, measurement_id: str, rows: int) -> pl.DataFrame:
    """Read at most so many rows of the end of a stored series, past the cache."""

    def last(file: RemoteParquet) -> Selection:
        stored = sum(group.rows for group in file.groups)
        return Selection(row_range=(max(stored - rows, 0), stored))

    return await _part(runtime, link_to_series(runtime, measurement_id=measurement_id), last)


async def read_end(runtime: Runtime, measurement_id: str) -> tuple[int, pl.DataFrame]:
    """Return how many rows a stored series has, and its last row, past the cache."""
    count = 0

    def last(file: RemoteParquet) -> Selection:
        nonlocal count
        count = sum(group.rows for group in file.groups)
        return Selection(row_range=(max(count - 1, 0), count))

    rows = await _part(runtime, link_to_series(runtime, measurement_id=measurement_id), last)
    return count, rows


async def _part(
    runtime: Runtime,
    link: Callable[[], Awaitable[str]],
    wanted: Callable[[RemoteParquet], Selection],
) -> pl.DataFrame:
    for left in reversed(range(TRIES)):
        try:
            with RemoteParquet(runtime, link) as file:
                await file.open()
                return await file.select(wanted(file))
        except SeriesChangedError:
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


async def read_steps(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
    """Read a step table as polars."""
    check_polars()
    read = partial(
        MeasurementCache(runtime).read,
        measurement_id,
        "steps",
        parse=read_parquet,
        use_cache=use_cache,
    )
    try:
        return await read(link=lambda: runtime.call(download_steps, measurement_id))
    except NotFoundError:
        # Measurements of before there were step files have the table as JSON only.
        address = address_of(runtime.settings.api_url, get_steps_and_cycles, measurement_id)
        return await read(link=_always(address), store=as_parquet("steps"))


async def _cycles(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
    check_polars()
    address = address_of(runtime.settings.api_url, get_cycles, measurement_id)
    return await MeasurementCache(runtime).read(
        measurement_id,
        "cycles",
        _always(address),
        read_parquet,
        use_cache=use_cache,
        store=as_parquet("cycles"),
    )


class TableReader(Protocol):
    """A read of a table as polars."""

    def __call__(
        self, runtime: Runtime, measurement_id: str, *, use_cache: bool
    ) -> Coroutine[Any, Any, pl.DataFrame]: ...


def cycles_reader(working_electrode: WorkingElectrode | None) -> TableReader:
    """Return the read of a cycle table as it is seen from a working electrode."""
    electrode = read_working_electrode(working_electrode)

    async def read(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
        return seen_from(await _cycles(runtime, measurement_id, use_cache=use_cache), electrode)

    return read


def table_reader(
    what: Table, columns: Sequence[str] | None, working_electrode: WorkingElectrode | None
) -> TableReader:
    """Return the read of columns of a table.

    Raises
    ------
    ValueError
        There is no such table, or the working electrode does not fit it.
    """
    if not isinstance(what, str) or what not in get_args(Table):
        known = ", ".join(map(repr, get_args(Table)))
        raise ValueError(f"`what` is one of {known}, not {shown(what)}")
    if working_electrode is not None and what != "cycles":
        raise ValueError(
            f"working_electrode changes ratios of the cycle table only, not {what!r}; pass "
            "what='cycles', or leave it out"
        )
    wanted = Selection(columns)
    if what == "time_series":
        return partial(read_time_series, wanted=wanted)
    read = read_steps if what == "steps" else cycles_reader(working_electrode)
    return partial(_selected, read, wanted)


async def _selected(
    read: TableReader,
    wanted: Selection,
    runtime: Runtime,
    measurement_id: str,
    *,
    use_cache: bool,
) -> pl.DataFrame:
    """Read columns of a table."""
    frame = await read(runtime, measurement_id, use_cache=use_cache)
    return frame.select(wanted.needed(frame.columns))


def _always(address: str) -> Callable[[], Awaitable[str]]:
    async def link() -> str:
        return address

    return link
