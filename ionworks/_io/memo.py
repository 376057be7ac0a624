"""Values that are fetched once, even if many callers ask for them at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from attrs import define, frozen

from ionworks._forks import PerProcess, generation
from ionworks._io.awaiting import running_loop
from ionworks._io.blocking import any_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Key = tuple[str, ...]


class Signal(Protocol):
    """Something to wait for."""

    def set(self) -> Any: ...
    async def wait(self) -> Any: ...


class BlockingSignal:
    """Waits for another thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Let all who wait continue."""
        self._event.set()

    async def wait(self) -> None:
        """Wait until it is set."""
        self._event.wait()


def _awaited_signal() -> Signal:
    """Make a signal that waits for another task of the event loop."""
    import anyio

    return anyio.Event()


@frozen
class Waiting:
    """How callers wait for a value that is being fetched.

    Attributes
    ----------
    signal : callable
        Makes what they wait for.
    place : callable
        Returns what stands for the event loop of the caller; a signal works only within one loop.
    """

    signal: Callable[[], Signal]
    place: Callable[[], object]


BETWEEN_THREADS = Waiting(BlockingSignal, any_thread)
BETWEEN_TASKS = Waiting(_awaited_signal, running_loop)


@define(eq=False)
class _Flight:
    """A fetch in progress. It ends with a value, with a problem, or abandoned."""

    landed: Signal
    place: tuple[int, object]
    abandoned: bool = True
    problem: Exception | None = None
    value: Any = None


class Memo:
    """Values by key, up to a size.

    Parameters
    ----------
    waiting : Waiting
        How callers wait while one of them fetches: threads and tasks differ in this.
    size : callable, optional
        Bytes that a value takes; nothing is counted without it.
    max_bytes : int, optional
        How much to keep. The least recently used value is dropped first, and a value that is larger
        than this is not kept.
    """

    def __init__(
        self,
        waiting: Waiting,
        *,
        size: Callable[[Any], int] | None = None,
        max_bytes: int | None = None,
    ) -> None:
        self._waiting = waiting
        self._size = size
        self._max_bytes = max_bytes
        # Held for a few dictionary operations and never over an await.
        self._lock = PerProcess(threading.Lock)
        self._kept: OrderedDict[Key, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._flights: dict[Key, _Flight] = {}

    def __reduce__(self) -> tuple[Callable[..., Memo], tuple[Any, ...]]:
        # A copy, here or in another process, starts empty.
        return partial(Memo, size=self._size, max_bytes=self._max_bytes), (self._waiting,)

    async def get(self, key: Key, fetch: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Return the value of a key, or fetch it; a failure is not kept."""
        place = generation(), self._waiting.place()
        while True:
            with self._lock.here():
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key][0]
                flight = self._flights.get(key)
                # A fetch of another process or event loop cannot be waited for here.
                if flight is None or flight.place != place:
                    mine = self._flights[key] = _Flight(self._waiting.signal(), place)
                    break
            await flight.landed.wait()
            if flight.problem is not None:
                raise flight.problem
            if not flight.abandoned:
                return flight.value
            # The fetch was cancelled or interrupted: one of those who waited takes over.
        try:
            mine.value = await fetch()
            mine.abandoned = False
        except Exception as problem:
            mine.problem = problem
            raise
        finally:
            self._land(key, mine)
            mine.landed.set()
        return mine.value

    def drop(self, which: Callable[[Key], bool]) -> None:
        """Forget values; the result of a fetch that is under way is not kept either."""
        with self._lock.here():
            for key in [key for key in self._flights if which(key)]:
                del self._flights[key]
            for key in [key for key in self._kept if which(key)]:
                self._bytes -= self._kept.pop(key)[1]

    def _land(self, key: Key, flight: _Flight) -> None:
        with self._lock.here():
            if self._flights.get(key) is not flight:
                return  # dropped meanwhile and maybe out of date, or also fetched in another place
            del self._flights[key]
            if flight.abandoned:
                return
            size = self._size(flight.value) if self._size else 0
            self._kept[key] = (flight.value, size)
            self._bytes += size
            while self._max_bytes is not None and self._bytes > self._max_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed
