"""What comes down: where the bytes of a download go."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import BinaryIO

    from ionworks._io.bodies import Progress


class Sink(Protocol):
    """Takes the bytes of a download in order."""

    def start(self, total: int | None) -> None:
        """Begin, or begin again: what an earlier attempt wrote is dropped."""

    def write(self, chunk: bytes) -> None: ...


class MemorySink:
    """Keeps a download in memory."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._buffer = io.BytesIO()
        self._progress = progress
        self._total: int | None = None

    def start(self, total: int | None) -> None:
        """Begin, or begin again."""
        self._buffer = io.BytesIO()
        self._total = total

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._buffer.write(chunk)
        if self._progress is not None:
            done = self._buffer.tell()
            self._progress(done, self._total or done)

    @property
    def data(self) -> bytes:
        """All that came."""
        return self._buffer.getvalue()


class CheckedSink:
    """Counts and hashes what goes into a sink."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._seen = hashlib.sha256()
        self.size = 0

    def start(self, total: int | None) -> None:
        """Begin, or begin again."""
        self._seen = hashlib.sha256()
        self.size = 0
        self._sink.start(total)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._seen.update(chunk)
        self.size += len(chunk)
        self._sink.write(chunk)

    @property
    def sha256(self) -> str:
        """Digest of all that came."""
        return self._seen.hexdigest()


class FileSink:
    """Writes a download into an open file, from its beginning."""

    def __init__(self, file: BinaryIO, progress: Progress | None = None) -> None:
        self._file = file
        self._progress = progress
        self._total: int | None = None

    def start(self, total: int | None) -> None:
        """Begin, or begin again."""
        self._file.seek(0)
        self._file.truncate()
        self._total = total

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._file.write(chunk)
        if self._progress is not None:
            done = self._file.tell()
            self._progress(done, self._total or done)
