"""The bytes of answers, decompressed piece by piece and within bounds.

A service that fails, or means ill, may answer without end, or with little that inflates to
much. What unpacks an answer as a whole would fill the memory before anybody could look.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import httpx

from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ionworks._io.sinks import Sink

MAX_ANSWER_BYTES = 256 * 1024**2
"""Largest answer in JSON, unpacked; a page of a thousand records takes a hundredth of it."""

MAX_UNANNOUNCED_BYTES = 4 * 1024**3
"""Largest download whose length the storage did not announce."""

_PIECE_BYTES = 1024 * 1024
_EITHER_HEADER = 32 + zlib.MAX_WBITS  # that of gzip, or of zlib


class Unpacked:
    """Takes the transferred bytes of an answer, and passes on those of its content.

    Parameters
    ----------
    response : httpx.Response
        The answer; its head says how the content is packed.

    Raises
    ------
    UnexpectedResponseError
        It is packed in a way that was not asked for, or in several.
    """

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._taken = 0
        coding = response.headers.get("content-encoding", "").strip().lower()
        self._inflating = (
            zlib.decompressobj(_EITHER_HEADER) if coding in ("gzip", "x-gzip", "deflate") else None
        )
        if self._inflating is None and coding not in ("", "identity"):
            raise UnexpectedResponseError(
                f"The answer is packed as {coding[:40]!r}, which was not asked for",
                status_code=response.status_code,
                method=response.request.method,
                path=response.request.url.path,
            )

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take a chunk; give its content in pieces of at most a mebibyte, or as it came."""
        if self._inflating is None:
            yield chunk
            return
        self._taken += len(chunk)
        # Compressed bytes may decompress to nothing, so the bound of the content is not enough.
        if self._taken > MAX_UNANNOUNCED_BYTES:
            raise self._broken("has no end")
        while chunk:
            try:
                yield self._inflating.decompress(chunk, _PIECE_BYTES)
            except zlib.error as problem:
                raise self._broken(f"cannot be unpacked: {problem}") from problem
            chunk = self._inflating.unconsumed_tail

    def finish(self) -> None:
        """Make sure that packed content, if any came, has come to its end."""
        if self._inflating is not None and self._taken and not self._inflating.eof:
            raise self._broken("ends before its packed content does")

    def _broken(self, what: str) -> httpx.DecodingError:
        return httpx.DecodingError(f"the answer {what}", request=self._response.request)


class Bounded:
    """A sink that takes no more than so many bytes.

    Parameters
    ----------
    sink : Sink
        What takes them.
    limit : int
        The most that it is given.
    response : httpx.Response
        The answer, which an error names.
    """

    def __init__(self, sink: Sink, limit: int, response: httpx.Response) -> None:
        self._sink = sink
        self._left = self._limit = limit
        self._response = response

    def start(self, total: int | None) -> None:
        """Begin, or begin again."""
        self._left = self._limit
        self._sink.start(total)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises
        ------
        UnexpectedResponseError
            They are too many.
        """
        self._left -= len(chunk)
        if self._left < 0:
            raise UnexpectedResponseError(
                f"The answer has more than {self._limit // 1024**2:,} MiB; the rest was not read",
                status_code=self._response.status_code,
                method=self._response.request.method,
                path=self._response.request.url.path,
            )
        self._sink.write(chunk)
