"""Frames encoded for an upload: in memory if small, otherwise in an unnamed temporary file."""

from __future__ import annotations

import hashlib
import io
import tempfile
from typing import TYPE_CHECKING, BinaryIO, Self

from ionworks._io.bodies import CHUNK_BYTES, BytesBody
from ionworks.tables import write_parquet

if TYPE_CHECKING:
    from types import TracebackType

    import polars as pl

    from ionworks._io.bodies import Body

# Below this a frame is encoded in memory; its Parquet form is smaller still.
IN_MEMORY_BYTES = 16 * 1024 * 1024


class _Unclosed(io.BufferedIOBase):
    """A view of an open file that stays open when the view is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)

    def read(self, size: int | None = -1, /) -> bytes:
        return self._file.read(-1 if size is None else size)


class _EncodedBody:
    """A body in a temporary file that nobody else has."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)
        seen = hashlib.sha256()
        while chunk := file.read(CHUNK_BYTES):
            seen.update(chunk)
        self.sha256 = seen.hexdigest()

    def open(self) -> BinaryIO:
        return _Unclosed(self._file)  # type: ignore[return-value]


class ParquetEncoder:
    """Encodes frames and drops what it encoded at the end.

    The temporary files have no name, so that a process that is killed leaves none.
    """

    def __init__(self) -> None:
        self._files: list[BinaryIO] = []
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        for file in self._files:
            file.close()

    def encode(self, frame: pl.DataFrame) -> Body:
        """Encode a frame as Parquet."""
        if frame.estimated_size() <= IN_MEMORY_BYTES:
            buffer = io.BytesIO()
            write_parquet(frame, buffer)
            return BytesBody(buffer.getvalue())
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the encoder
        self._files.append(file)
        if self._ended:  # the upload was cancelled while this waited for its thread
            file.close()
        write_parquet(frame, file)
        return _EncodedBody(file)
