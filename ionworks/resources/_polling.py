"""Asking the service again and again until it is done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks._io.runtime import Runtime

T = TypeVar("T")

# A small upload is processed within some milliseconds.
FIRST_PAUSE = 0.005


async def poll_until_done(
    runtime: Runtime,
    look: Callable[[], Awaitable[T | None]],
    *,
    timeout: float,
    longest_pause: float,
) -> T | None:
    """Ask until there is an answer, more slowly the longer it takes.

    Parameters
    ----------
    runtime : Runtime
        Takes the pauses.
    look : callable
        Asks once; returns None if the service is not done.
    timeout : float
        Seconds after which nothing is asked again.
    longest_pause : float
        The longest time between two questions, in s.

    Returns
    -------
    object or None
        The answer; None if there is none in time.
    """
    deadline = time.monotonic() + timeout
    pause = FIRST_PAUSE
    while (found := await look()) is None:
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        await runtime.backend.sleep(min(pause, left))
        pause = min(pause * 2, longest_pause)
    return found
