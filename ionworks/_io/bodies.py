"""What goes up and what comes down: JSON bodies, upload bodies, download sinks."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    Progress = Callable[[int, int], None]

GZIP_FROM_BYTES = 512 * 1024
CHUNK_BYTES = 1024 * 1024


# --- JSON -----------------------------------------------------------------------------


def encode_json(value: Any) -> bytes:
    """Encode a request body.

    NaN and infinity become null, which is the nearest thing that JSON has. Numpy scalars
    and arrays, dates, durations (seconds), Decimal, UUID, Enum and Path are written as
    their plain forms.

    Raises
    ------
    TypeError
        Something in the body has no JSON form; the message gives its place.
    ValueError
        It is nested without end, contains itself, or a text in it is not one.
    """
    try:
        plain = _plain(value, "body")
        text = json.dumps(plain, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
    except RecursionError:
        raise ValueError("the body contains itself, or is nested too deep; flatten it") from None
    try:
        return text.encode()
    except UnicodeEncodeError as problem:
        near = problem.object[max(0, problem.start - 40) : problem.end]
        raise ValueError(
            f"the body holds half of a surrogate pair, which is no character, after {near!r}"
        ) from None


def _plain(value: Any, place: str) -> Any:
    match value:
        case None | bool() | str():
            # A numpy str_ or an Enum of strings is a str to Python, but not to every encoder.
            return value.value if isinstance(value, Enum) else value
        case Enum():
            return _plain(value.value, place)
        case int():
            return int(value)
        case float():
            return float(value) if math.isfinite(value) else None
        case datetime() | date() | time():
            # pandas.NaT is a datetime that is not equal to itself.
            return value.isoformat() if value == value else None
        case timedelta():
            return value.total_seconds()
        case Decimal():
            return float(value) if value.is_finite() else None
        case UUID() | PurePath():
            return str(value)
        case dict():
            return {_key(k, place): _plain(v, f"{place}.{k}") for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item, f"{place}[{index}]") for index, item in enumerate(value)]
    for name in ("tolist", "to_list"):  # numpy scalars and arrays, pandas and polars Series
        if hasattr(value, name):
            return _plain(getattr(value, name)(), place)
    if hasattr(value, "items") and hasattr(value, "keys"):
        return _plain(dict(value.items()), place)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain(dataclasses.asdict(value), place)
    if type(value).__name__ == "NAType":
        return None
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    raise TypeError(f"{place} is a {kind}, which has no JSON form; convert it first")


def _key(key: Any, place: str) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"{place} has the key {key!r}, a {type(key).__name__}; keys must be text")


def compress(body: bytes) -> bytes:
    """Gzip a body. The same body gives the same bytes: no time is written."""
    return gzip.compress(body, compresslevel=1, mtime=0)


# --- up -------------------------------------------------------------------------------


class Body(Protocol):
    """Bytes to upload, of known length, that can be read again for another attempt."""

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO: ...


@frozen
class BytesBody:
    """A body in memory."""

    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    def open(self) -> BinaryIO:
        """Start reading from the first byte."""
        return io.BytesIO(self.data)


@frozen
class FileBody:
    """A body on disk."""

    path: Path

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Start reading from the first byte."""
        return self.path.open("rb")


def chunks(body: Body, progress: Progress | None) -> Iterator[bytes]:
    """Read a body from its start, telling `progress` how far it is."""
    size, done = body.size, 0
    with body.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk
            done += len(chunk)
            if progress is not None:
                progress(done, size)


# --- down -----------------------------------------------------------------------------


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
