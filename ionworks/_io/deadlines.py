"""The time in which an answer has to begin.

The HTTP library bounds each silence by itself, so that a service which sends a byte now and then
could hold a request up for as long as it likes. Here all of an answer's head has to come within
what may be one silence, and before the deadline of the call if it has one.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Iterator

# A socket takes 0 for not waiting at all.
_NO_TIME = 0.001


@define
class _Wait:
    """How long a request may wait, each time and in all."""

    until: float
    sent: float = field(factory=time.monotonic)

    def to_send(self, silence: float | None) -> float | None:
        """Return how long the next bytes may wait to be taken, in s."""
        # However long it took to have them ready was not the service's doing.
        self.sent = time.monotonic()
        return self.to_hear(silence)

    def to_hear(self, silence: float | None) -> float | None:
        """Return how long the answer to what was sent may still take, in s."""
        end = min(self.until, self.sent + (inf if silence is None else silence))
        return max(end - time.monotonic(), _NO_TIME) if isfinite(end) else None


_wait: ContextVar[_Wait | None] = ContextVar("wait", default=None)


@contextmanager
def awaiting_answer(until: float | None) -> Iterator[None]:
    """Bound the reads and writes of connections that were told to `watch` or `watch_async`.

    Parameters
    ----------
    until : float or None
        Moment of the monotonic clock at which all has to be over, if there is one.
    """
    token = _wait.set(_Wait(inf if until is None else until))
    try:
        yield
    finally:
        _wait.reset(token)


def watch(event: str, told: dict[str, Any]) -> None:
    """Bound a new connection; for the ``trace`` extension of the HTTP library."""
    if not _is_connected(event):
        return
    stream = told["return_value"]
    read, write = stream.read, stream.write

    def read_in_time(size: int, timeout: float | None = None) -> Any:
        wait = _wait.get()
        return read(size, wait.to_hear(timeout) if wait else timeout)

    def write_in_time(data: bytes, timeout: float | None = None) -> None:
        wait = _wait.get()
        write(data, wait.to_send(timeout) if wait else timeout)
        if wait:
            wait.sent = time.monotonic()

    stream.read, stream.write = read_in_time, write_in_time


async def watch_async(event: str, told: dict[str, Any]) -> None:
    """Bound a new connection of an asynchronous client. See `watch`."""
    if not _is_connected(event):
        return
    stream = told["return_value"]
    read, write = stream.read, stream.write

    async def read_in_time(size: int, timeout: float | None = None) -> Any:
        wait = _wait.get()
        return await read(size, wait.to_hear(timeout) if wait else timeout)

    async def write_in_time(data: bytes, timeout: float | None = None) -> None:
        wait = _wait.get()
        await write(data, wait.to_send(timeout) if wait else timeout)
        if wait:
            wait.sent = time.monotonic()

    stream.read, stream.write = read_in_time, write_in_time


def _is_connected(event: str) -> bool:
    return event.endswith((".connect_tcp.complete", ".start_tls.complete"))
