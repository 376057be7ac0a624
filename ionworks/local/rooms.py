"""Rooms: how many requests may do the same kind of work at once, and how long others wait."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from anyio import Semaphore, WouldBlock, fail_after

from ionworks.local.errors import busy

_PATIENCE: Final = 5.0  # seconds


class Room:
    """Lets a number of requests in at once; the next one waits, but not for long.

    Parameters
    ----------
    places : int
        How many are let in.
    """

    def __init__(self, places: int) -> None:
        self._places = Semaphore(places, fast_acquire=True)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Take a place for a while.

        Raises
        ------
        Refusal
            None became free in time (503).
        """
        try:
            self._places.acquire_nowait()
        except WouldBlock:
            try:
                with fail_after(_PATIENCE):
                    await self._places.acquire()
            except TimeoutError:
                raise busy("many requests wait already") from None
        try:
            yield
        finally:
            self._places.release()
