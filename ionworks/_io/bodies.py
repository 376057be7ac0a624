"""What goes up: JSON bodies, and bodies of uploads."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import json
import math
import os
from collections.abc import Awaitable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

import httpx
from attrs import field, frozen

from ionworks._given import kind_of
from ionworks._io.threads import in_thread
from ionworks.errors import RequestValidationError, TransferError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from typing import BinaryIO

    Progress = Callable[[int, int], None]

GZIP_FROM_BYTES = 512 * 1024
CHUNK_BYTES = 1024 * 1024

# A thread costs a tenth of a millisecond. About this much is encoded in that time.
_SMALL_VALUES = 64
_SMALL_TEXT = 64  # characters that take as long as a value
_PLAIN_NUMBERS = frozenset({bool, int, float})
_NUMPY_TIMES = ("M", "m")  # kinds of dates and of durations


# --- JSON -----------------------------------------------------------------------------


def encode_json(value: Any, *, holds_series: bool = False, place: str = "body") -> bytes:
    """Encode a request body.

    Numpy scalars and arrays, dates, durations (seconds), Decimal, UUID, Enum and Path are
    written as their plain forms.

    JSON has no NaN and no infinity. Null cannot stand in for them: in an update it removes what is
    stored. So they are refused, and so are pandas' NaT and NA, with their place. The exception
    is a body that holds series, which is a configuration: there all that is in a list is a
    sample, and a sample that is missing or not finite is written as null.

    Parameters
    ----------
    value : object
        The body.
    holds_series : bool, default False
        Whether what is in its lists are samples.
    place : str, default "body"
        What to call the body in errors.

    Raises
    ------
    TypeError
        Something in the body has no JSON form; the message gives its place.
    RequestValidationError
        A number is not finite.
    ValueError
        The body is nested without end, contains itself, or has a text that is not one.
    """
    try:
        plain = _as_json(value, place, gaps=holds_series)
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


def is_small(value: Any) -> bool:
    """Tell whether encoding a body takes less time than passing it to a thread.

    What is not plain JSON is never small: to write it plainly may take long.
    """
    waiting = [value]
    left = _SMALL_VALUES
    for one in waiting:  # grows in the loop
        left -= 1
        if isinstance(one, dict | list):
            left -= len(one)
        elif isinstance(one, str):
            left -= len(one) // _SMALL_TEXT
        elif not (one is None or type(one) in _PLAIN_NUMBERS):
            return False
        if left < 0:
            return False
        if isinstance(one, dict | list):
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return True


def _as_json(value: Any, place: str, *, gaps: bool, in_list: bool = False) -> Any:
    """Write a value plainly; with `gaps`, null stands for what is missing in a list."""
    inner = partial(_as_json, gaps=gaps, in_list=in_list)
    missing = partial(_missing, value, place, allowed=gaps and in_list)
    match value:
        case None | bool() | str():
            # A numpy str_ or an Enum of strings is a str to Python, but not to every encoder.
            return value.value if isinstance(value, Enum) else value
        case Enum():
            return inner(value.value, place)
        case int():
            return int(value)
        case float() | Decimal():
            is_number = not (isinstance(value, Decimal) and value.is_nan())
            number = float(value) if is_number else math.nan  # a signalling NaN has no float
            return number if math.isfinite(number) else missing()
        case datetime() | date() | time():
            # pandas.NaT is a datetime that is not equal to itself.
            return value.isoformat() if value == value else missing()
        case timedelta():
            return value.total_seconds()
        case UUID() | PurePath():
            return str(value)
        case dict():
            return {_key(k, place): inner(v, f"{place}.{k}") for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [
                inner(item, f"{place}[{index}]", in_list=True) for index, item in enumerate(value)
            ]
    if getattr(getattr(value, "dtype", None), "kind", "") in _NUMPY_TIMES:
        # `tolist` would make None of NaT.
        if value.ndim:
            return inner(list(value), place)
        if value != value:
            return missing()
    for name in ("tolist", "to_list"):  # numpy scalars and arrays, pandas and polars Series
        if hasattr(value, name):
            return inner(getattr(value, name)(), place)
    if hasattr(value, "items") and hasattr(value, "keys"):
        return inner(dict(value.items()), place)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return inner(dataclasses.asdict(value), place)
    if type(value).__name__ == "NAType":
        return missing()
    if isinstance(value, Awaitable):
        raise TypeError(f"{place} is {kind_of(value)}")
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    raise TypeError(f"{place} is a {kind}, which has no JSON form; convert it first")


def _missing(value: Any, place: str, *, allowed: bool) -> None:
    """Write null for a number that is not finite, or refuse it."""
    if not allowed:
        shown = "NaN" if isinstance(value, float) and math.isnan(value) else value
        raise RequestValidationError(
            f"{place} is {shown}, for which JSON has no number. Drop the key, or pass None, which "
            "removes what is stored"
        )


def _key(key: Any, place: str) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"{place} has the key {key!r}, a {type(key).__name__}; keys must be text")


def compress(body: bytes) -> bytes:
    """Gzip a body. The same body gives the same bytes: no time is written."""
    return gzip.compress(body, compresslevel=1, mtime=0)


# --- up -------------------------------------------------------------------------------


class Body(Protocol):
    """Bytes to upload, of known length and digest, that can be read again for a new attempt."""

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    def open(self) -> BinaryIO: ...


@frozen
class BytesBody:
    """A body in memory."""

    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Digest of the bytes; hashing takes a while."""
        return self._sha256

    @cached_property
    def _sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def open(self) -> BinaryIO:
        """Start reading from the first byte."""
        return io.BytesIO(self.data)


@frozen
class FileBody:
    """A file on disk, in the state in which `of` read it.

    A file that has changed since then is not sent: what would arrive is neither the old content
    nor the new one.
    """

    path: Path
    size: int
    sha256: str
    modified: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileBody:
        """Read a file, to recognise a change before it is sent.

        Raises
        ------
        TransferError
            The file changes while it is read.
        """
        with path.open("rb", buffering=0) as file:
            found = os.fstat(file.fileno())
            seen = hashlib.sha256()
            left = found.st_size
            while left and (chunk := file.read(min(left, CHUNK_BYTES))):
                seen.update(chunk)
                left -= len(chunk)
            body = cls(path, found.st_size, seen.hexdigest(), found.st_mtime_ns, found.st_ino)
            body.check_unchanged(file, left)
        return body

    def open(self) -> BinaryIO:
        """Start reading from the first byte.

        Raises
        ------
        TransferError
            The file has changed; reading it to its end raises the same if it changes then.
        """
        return _FileReader(self)  # type: ignore[return-value]

    def check_unchanged(self, file: BinaryIO | io.FileIO, missing: int = 0) -> None:
        """Compare the file with what `of` found; `missing` counts the bytes that it lacks."""
        found = os.fstat(file.fileno())
        now = (found.st_size, found.st_mtime_ns, found.st_ino)
        if missing or now != (self.size, self.modified, self.inode):
            raise self.changed(found.st_size)

    def changed(self, size: int) -> TransferError:
        """Return the error that says how the file has changed."""
        what = "its content is not the same"
        if size != self.size:
            what = f"it had {self.size} bytes and now has {size}"
        return TransferError(
            f"The file {str(self.path)!r} changed while it was sent: {what}. Nothing was stored; "
            "send it again when no program writes to it"
        )


class _FileReader(io.RawIOBase):
    """Reads exactly the bytes of a `FileBody`, and compares them with its digest."""

    def __init__(self, body: FileBody) -> None:
        self._body = body
        self._left = body.size
        self._seen = hashlib.sha256()
        self._file = body.path.open("rb", buffering=0)
        try:
            body.check_unchanged(self._file)
        except BaseException:
            self._file.close()
            raise

    def read(self, size: int = -1, /) -> bytes:
        """Read the next bytes; fewer than asked for only at the end."""
        parts: list[bytes] = []
        wanted = self._left if size < 0 else min(size, self._left)
        while wanted and (chunk := self._file.read(wanted)):
            self._seen.update(chunk)
            wanted -= len(chunk)
            self._left -= len(chunk)
            parts.append(chunk)
        # Checked before the last bytes are sent, so that a mixture of two versions never succeeds.
        if wanted or not self._left:
            self._body.check_unchanged(self._file, wanted)
            if self._seen.hexdigest() != self._body.sha256:
                raise self._body.changed(self._body.size)
        return b"".join(parts)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


class Sending(httpx.SyncByteStream, httpx.AsyncByteStream):
    """One pass over a body, for one request of either face.

    Parameters
    ----------
    body : Body
        What is sent.
    progress : callable, optional
        Called with the bytes sent so far and in total.

    Attributes
    ----------
    complete : bool
        Whether the connection took all of the body. The HTTP library stops sending, without an
        error, when a server answers and hangs up before it has read the body.
    """

    def __init__(self, body: Body, progress: Progress | None) -> None:
        self._body = body
        self._progress = progress
        self.complete = False

    def __iter__(self) -> Iterator[bytes]:
        return self.chunks()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _InThread(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """Read the body from its start."""
        size, done = self._body.size, 0
        with self._body.open() as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk
                done += len(chunk)
                if self._progress is not None:
                    self._progress(done, size)
        self.complete = True


class _InThread:
    """The chunks of a body, each read in a thread."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk: bytes = await in_thread(next, self._chunks, b"")
        if not chunk:
            raise StopAsyncIteration
        return chunk
