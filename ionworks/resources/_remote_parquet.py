"""Parquet files in the storage, of which only the needed parts are moved.

The end of a file says where each column of each row group is. What is wanted is fetched by
byte ranges into a sparse local file, in which the Parquet reader finds it in its place.
"""

from __future__ import annotations

import io
import tempfile
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from attrs import define, field, frozen

from ionworks._io.bodies import MemorySink
from ionworks.errors import TransferError, UnexpectedResponseError
from ionworks.resources._downloads import LINK_HAS_ENDED
from ionworks.tables import reading_parquet
from ionworks.tables.selection import TIME

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from types import TracebackType

    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.tables.selection import Selection

# Holds the metadata of most files, so that one request opens them.
_TAIL_BYTES = 64 * 1024
# Two ranges that are nearer than this are fetched as one: a request costs more.
_GAP_BYTES = 32 * 1024
_PARALLEL = 4


class SeriesChangedError(UnexpectedResponseError):
    """Rows were appended while parts of the series were read, which do not fit together."""


@frozen
class RowGroup:
    """A stretch of rows that is stored together."""

    number: int
    first_row: int
    rows: int
    times: tuple[float, float] | None


@define
class RemoteParquet:
    """An open file. Use it in a ``with`` statement.

    Parameters
    ----------
    runtime : Runtime
        How the storage is reached.
    resolve : callable
        Awaited for a link; again when one has expired.
    """

    runtime: Runtime
    resolve: Callable[[], Awaitable[str]]
    _link: str = ""
    _size: int = 0
    _etag: str | None = None
    _metadata: Any = None
    _file: BinaryIO = field(factory=tempfile.TemporaryFile)
    _present: set[tuple[int, int]] = field(factory=set)
    _writing: threading.Lock = field(factory=threading.Lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    async def open(self) -> None:
        """Read what the end of the file says."""
        tail = await self._fetch((None, _TAIL_BYTES))
        if len(tail) < 12 or tail[-4:] != b"PAR1":
            raise UnexpectedResponseError("What is stored is not Parquet, or not all of it")
        footer = int.from_bytes(tail[-8:-4], "little") + 8
        if footer > self._size:
            raise UnexpectedResponseError("What is stored is not Parquet: it has no such footer")
        if footer > len(tail):
            tail = await self._fetch((None, footer))
        self._metadata = await self.runtime.offload(_read_metadata, tail)
        await self.runtime.offload(self._place, self._size - len(tail), tail)

    @property
    def groups(self) -> list[RowGroup]:
        """The row groups, in the order of their rows."""
        with reading_parquet():
            return self._groups()

    def _groups(self) -> list[RowGroup]:
        found: list[RowGroup] = []
        first_row = 0
        time = self._names().index(TIME) if TIME in self._names() else None
        for number in range(self._metadata.num_row_groups):
            group = self._metadata.row_group(number)
            statistics = None if time is None else group.column(time).statistics
            times = None
            if statistics is not None and statistics.has_min_max:
                times = (float(statistics.min), float(statistics.max))
            found.append(RowGroup(number, first_row, group.num_rows, times))
            first_row += group.num_rows
        return found

    def schema(self) -> dict[str, pl.DataType]:
        """Names and kinds of the columns."""
        import polars as pl

        with reading_parquet():
            empty = pl.from_arrow(self._metadata.schema.to_arrow_schema().empty_table())
            return dict(empty.schema)  # type: ignore[union-attr]

    async def select(self, selection: Selection) -> pl.DataFrame:
        """Read what is wanted, and move no more than the row groups that hold it."""
        import polars as pl

        columns = selection.needed(self.schema())
        wanted = [g for g in self.groups if selection.meets(g.first_row, g.rows, g.times)]
        await self.load([group.number for group in wanted], columns)
        parts = [
            selection.apply(
                (await self.read(group.number, columns)).lazy(), first_row=group.first_row
            )
            for group in wanted
        ]
        if not parts:
            parts = [selection.apply(pl.LazyFrame(schema=self.schema()).select(columns))]
        with reading_parquet():
            return await self.runtime.offload(pl.concat(parts).collect)

    async def load(self, groups: Iterable[int], columns: Iterable[str]) -> None:
        """Fetch columns of row groups that are not here yet."""
        with reading_parquet():
            places = [self._names().index(column) for column in columns]
            missing = {(g, c) for g in groups for c in places} - self._present
            ranges = _merged(self._extent(group, column) for group, column in missing)
        await self.runtime.gather(
            [partial(self._load_range, start, stop) for start, stop in ranges], limit=_PARALLEL
        )
        self._present |= missing

    async def read(self, group: int, columns: Sequence[str]) -> pl.DataFrame:
        """Read columns of a row group that are here."""
        return await self.runtime.offload(self._read_group, group, list(columns))

    # --- inside -------------------------------------------------------------------------

    def _names(self) -> list[str]:
        return list(self._metadata.schema.names)

    def _extent(self, group: int, column: int) -> tuple[int, int]:
        chunk = self._metadata.row_group(group).column(column)
        start = chunk.dictionary_page_offset or chunk.data_page_offset
        stop = start + chunk.total_compressed_size
        if not 0 <= start <= stop <= self._size:
            raise UnexpectedResponseError("What is stored is not all of a Parquet file")
        return start, stop

    async def _load_range(self, start: int, stop: int) -> None:
        data = await self._fetch((start, stop - 1))
        await self.runtime.offload(self._place, start, data)

    async def _fetch(self, byte_range: tuple[int | None, int]) -> bytes:
        try:
            return await self._fetch_once(byte_range)
        except TransferError as problem:
            if problem.status_code not in LINK_HAS_ENDED:
                raise
            self._link = ""
            return await self._fetch_once(byte_range)

    async def _fetch_once(self, byte_range: tuple[int | None, int]) -> bytes:
        self._link = self._link or await self.resolve()
        sink = MemorySink()
        headers = await self.runtime.fetch(self._link, sink, byte_range=byte_range)
        etag = None if headers is None else headers.get("etag")
        if self._etag is not None and etag != self._etag:
            raise SeriesChangedError("The series changed while it was read; read it again")
        self._etag = etag
        data = sink.data
        total = "" if headers is None else headers.get("content-range", "").rpartition("/")[2]
        if not total.isdigit():  # the storage sent the whole file
            self._size = len(data)
            first, last = byte_range
            return data[-last:] if first is None else data[first : last + 1]
        self._size = int(total)
        first, last = byte_range
        wanted = min(last, self._size) if first is None else last + 1 - first
        if len(data) != wanted:
            raise UnexpectedResponseError(
                f"The storage sent {len(data)} bytes where {wanted} were asked for"
            )
        return data

    def _place(self, start: int, data: bytes) -> None:
        with self._writing, reading_parquet():
            self._file.truncate(max(self._size, self._file.seek(0, io.SEEK_END)))
            self._file.seek(start)
            self._file.write(data)

    def _read_group(self, group: int, columns: list[str]) -> pl.DataFrame:
        import polars as pl
        import pyarrow.parquet as pq

        with self._writing, reading_parquet():
            table = pq.ParquetFile(self._file, metadata=self._metadata).read_row_group(
                group, columns=columns
            )
            frame = pl.from_arrow(table)
            return frame.select(columns)  # type: ignore[union-attr]


def _read_metadata(tail: bytes) -> Any:
    import pyarrow.parquet as pq

    with reading_parquet():
        return pq.read_metadata(io.BytesIO(tail))


def _merged(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, stop in sorted((start, stop) for start, stop in extents if start < stop):
        if found and start - found[-1][1] <= _GAP_BYTES:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found
