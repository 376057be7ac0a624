"""A deadline for a whole request that blocks.

The HTTP library bounds every silence by itself, so that a service which sends a byte now and then
can hold a request up for as long as it likes.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Given = TypeVar("Given")
Moved = TypeVar("Moved")

# A socket takes 0 for not waiting at all.
_NO_TIME = 0.001

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def ending(until: float | None) -> Iterator[None]:
    """Let the connections that `watch` was told of time out at a moment of the monotonic clock."""
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)


def watch(event: str, told: dict[str, Any]) -> None:
    """Make a connection heed deadlines; the `trace` extension of the HTTP library calls this."""
    if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        stream = told["return_value"]
        stream.read, stream.write = _in_time(stream.read), _in_time(stream.write)


def _in_time(move: Callable[[Given, float | None], Moved]) -> Callable[..., Moved]:
    def moved(given: Given, timeout: float | None = None) -> Moved:
        until = _until.get()
        if until is not None:
            left = max(until - time.monotonic(), _NO_TIME)
            timeout = left if timeout is None else min(left, timeout)
        return move(given, timeout)

    return moved
