"""Parquet files in the storage, of which only the needed parts are moved.

The end of a file says where each column of each row group is. What is wanted is fetched by
byte ranges into a sparse local file, in which the Parquet reader finds it in its place.
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import define, field

from ionworks._io.parts import total_of, version_of
from ionworks._io.sinks import MemorySink
from ionworks._io.transfers import fetch
from ionworks.errors import TransferError, UnexpectedResponseError
from ionworks.resources._downloads import LINK_HAS_ENDED
from ionworks.tables import reading_parquet, scan_parquet
from ionworks.tables.columns import TIME
from ionworks.tables.footer import RowGroup, read_row_groups

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


class _SparseFile:
    """A temporary file of which parts are written, and which readers find by a path.

    Where the system has paths to open files it has no name, so that a process that is killed
    leaves none.
    """

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="ionworks-", suffix=".parquet")
        self._file = os.fdopen(handle, "w+b")
        self._named = Path(name)
        self._writing = threading.Lock()
        self.path = Path("/dev/fd") / str(handle)
        if self.path.exists():
            self._named.unlink()
        else:
            self.path = self._named

    def write(self, start: int, data: bytes, size: int) -> None:
        """Put bytes in their place in a file of a size."""
        with self._writing:
            self._file.truncate(max(size, self._file.seek(0, io.SEEK_END)))
            self._file.seek(start)
            self._file.write(data)
            self._file.flush()

    def close(self) -> None:
        """Return the disk back."""
        self._file.close()
        if self.path == self._named:
            self._named.unlink(missing_ok=True)


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
    _version: str | None = None
    _is_whole: bool = False
    groups: list[RowGroup] = field(factory=list, init=False)
    _file: _SparseFile = field(factory=_SparseFile)
    _present: set[tuple[int, str]] = field(factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def is_whole(self) -> bool:
        """Whether all of the file is here."""
        return self._is_whole

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
        await self.runtime.backend.run_in_thread(self._place, self._size - len(tail), tail)
        with reading_parquet():
            self.groups = await self.runtime.backend.run_in_thread(
                read_row_groups, tail[-footer:-8], self._size
            )

    def schema(self) -> dict[str, pl.DataType]:
        """Names and kinds of the columns."""
        with reading_parquet():
            return dict(scan_parquet(self._file.path).collect_schema())

    async def select(self, selection: Selection) -> pl.DataFrame:
        """Read what is wanted, and move no more than the row groups that hold it."""
        import polars as pl

        schema = self.schema()
        columns = selection.needed(schema)
        wanted = [
            group
            for group in self.groups
            if selection.meets(group.first_row, group.rows, group.bounds.get(TIME))
        ]
        await self.load(wanted, columns)
        parts = [
            selection.apply(self._stretch(first, rows, columns), first_row=first)
            for first, rows in _stretches(wanted)
        ]
        if not parts:
            parts = [selection.apply(pl.LazyFrame(schema=schema).select(columns))]
        with reading_parquet():
            return await self.runtime.backend.run_in_thread(pl.concat(parts).collect)

    async def load(self, groups: Iterable[RowGroup], columns: Iterable[str]) -> None:
        """Fetch columns of row groups that are not here yet."""
        if self._is_whole:
            return
        wanted = {(group.number, column) for group in groups for column in columns}
        missing = wanted - self._present
        with reading_parquet():
            ranges = _merged(
                extent
                for number, column in missing
                for extent in self.groups[number].extents[column]
            )
        await self.runtime.backend.gather(
            [partial(self._load_range, start, stop) for start, stop in ranges], limit=_PARALLEL
        )
        self._present |= missing

    async def read(self, group: RowGroup, columns: Sequence[str]) -> pl.DataFrame:
        """Read columns of a row group that are here."""
        with reading_parquet():
            stretch = self._stretch(group.first_row, group.rows, columns)
            return await self.runtime.backend.run_in_thread(stretch.collect)

    # --- inside -------------------------------------------------------------------------

    def _stretch(self, first: int, rows: int, columns: Sequence[str]) -> pl.LazyFrame:
        # A slice reads the row groups that it meets and no others, which are holes.
        return scan_parquet(self._file.path).select(columns).slice(first, rows)

    async def _load_range(self, start: int, stop: int) -> None:
        data = await self._fetch((start, stop - 1))
        await self.runtime.backend.run_in_thread(self._place, start, data)

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
        came = await fetch(
            self.runtime, self._link, sink, byte_range=byte_range, version=self._version
        )
        assert came is not None  # only a question for another version is answered with none
        data, total = sink.data, total_of(came.headers)
        version = version_of(came.headers)
        if self._version is None:
            self._version, self._size = version, len(data) if total is None else total
        elif (version, total or len(data)) != (self._version, self._size):
            raise SeriesChangedError("The series changed while it was read; read it again")
        if total is not None and version is None and len(data) < total:
            # Nothing would show that another part is of the same version.
            await fetch(self.runtime, self._link, sink)
            data, total = sink.data, None
            self._size = len(data)
        if total is not None and len(data) < total:
            return data
        self._is_whole = True
        await self.runtime.backend.run_in_thread(self._place, 0, data)
        first, last = byte_range
        return data[-last:] if first is None else data[first : last + 1]

    def _place(self, start: int, data: bytes) -> None:
        with reading_parquet():
            self._file.write(start, data, self._size)


def _stretches(groups: Iterable[RowGroup]) -> list[tuple[int, int]]:
    """Put row groups that follow one another together: first row and number of rows."""
    found: list[tuple[int, int]] = []
    for group in groups:
        if found and sum(found[-1]) == group.first_row:
            found[-1] = (found[-1][0], found[-1][1] + group.rows)
        else:
            found.append((group.first_row, group.rows))
    return found


def _merged(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, stop in sorted((start, stop) for start, stop in extents if start < stop):
        if found and start - found[-1][1] <= _GAP_BYTES:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found
