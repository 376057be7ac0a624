"""Work in threads, for an event loop."""

from __future__ import annotations

from threading import main_thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def in_thread(work: Callable[..., T], *arguments: Any, abandon: bool = False) -> T:
    """Do work in a thread; with `abandon`, a caller that is cancelled does not wait for it."""
    if not main_thread().is_alive():  # Python may start no more threads
        return work(*arguments)
    import anyio.to_thread

    return await anyio.to_thread.run_sync(work, *arguments, abandon_on_cancel=abandon)
