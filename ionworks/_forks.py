"""What a forked child must have of its own, and what it cannot do at all.

A fork copies the memory of one thread. The child has the parent's sockets, on which both would
talk at once; its locks, which may be held by a thread that does not exist in the child; and
polars without the threads that do its work.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from ionworks.errors import ForkedProcessError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# How Linux names the threads that polars starts when it is first used. One that it starts when
# it is imported does no harm.
_THREADS = Path("/proc/self/task")
_WORKERS = re.compile(r"polars-\d+|async-executor-\d*|tokio-rt-worker")
_LONGEST_NAME = 15

_forks = 0
_polars_was_used = False
_polars_is_stuck = False


def generation() -> int:
    """Count the forks that lead from the first process to this one."""
    return _forks


class PerProcess(Generic[T]):
    """A value that each process makes for itself. It is never shared across a fork.

    The value of the parent is left as it is: to close or delete it could send something on
    its sockets.

    Parameters
    ----------
    make : callable
        Makes the value.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made = {generation(): make()}

    def __reduce__(self) -> tuple[type[Self], tuple[Callable[[], T]]]:
        return type(self), (self._make,)  # a copy, here or elsewhere, has a value of its own

    def here(self) -> T:
        """Return the value of this process."""
        found = self._made.get(generation())
        # Atomic, and needs no lock: of two threads that make one, both take the first.
        return self._made.setdefault(generation(), self._make()) if found is None else found


def check_polars() -> None:
    """Refuse to handle frames in a forked child whose parent has used polars.

    Raises
    ------
    ForkedProcessError
        polars would wait forever for threads that do not exist.
    """
    if _polars_is_stuck:
        raise ForkedProcessError(
            "This process was forked from one that had used polars, and polars would wait here "
            "for ever. Start processes with the method 'spawn': "
            "multiprocessing.get_context('spawn'), or "
            "ProcessPoolExecutor(mp_context=multiprocessing.get_context('spawn'))"
        )


def _look_at_polars() -> None:
    global _polars_was_used
    _polars_was_used = "polars" in sys.modules and _has_workers()


def _has_workers() -> bool:
    """Tell whether polars has started its threads. Where that cannot be seen, assume so."""
    named = os.environ.get("POLARS_THREAD_NAME", "polars")[:_LONGEST_NAME]
    try:
        threads = list(_THREADS.iterdir())
    except OSError:
        return True
    for thread in threads:
        with suppress(OSError):  # it has just ended
            name = (thread / "comm").read_text().strip()
            if _WORKERS.fullmatch(name) or (named != "polars" and name.startswith(named)):
                return True
    return False


def _begin_child() -> None:
    global _forks, _polars_is_stuck
    _forks += 1
    _polars_is_stuck = _polars_is_stuck or _polars_was_used


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_look_at_polars, after_in_child=_begin_child)
