"""What a forked child must have of its own, and what it cannot do at all.

A fork copies the memory of one thread. The child has the parent's sockets, on which both would
talk at once; its locks, which may be held by a thread that does not exist in the child; and
polars without the threads that do its work.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
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
# A thread gives itself its name when it first runs, which takes a moment on a busy machine. Until
# then it has that of the process. Seconds after which it will not.
_UNNAMED = 0.2

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
    own = {str(os.getpid()), *(str(thread.native_id) for thread in threading.enumerate())}
    while True:
        is_named = True
        try:
            threads = list(_THREADS.iterdir())
            ours = Path("/proc/self/comm").read_text()
        except OSError:
            return True
        for thread in threads:
            with suppress(OSError):  # it has just ended
                comm = (thread / "comm").read_text()
                name = comm.strip()
                if _WORKERS.fullmatch(name) or (named != "polars" and name.startswith(named)):
                    return True
                if comm == ours and thread.name not in own and _age(thread) < _UNNAMED:
                    is_named = False
        if is_named:
            return False
        time.sleep(0.001)


def _age(thread: Path) -> float:
    """Return how long ago a thread was started, in s."""
    _, _, fields = (thread / "stat").read_text().rpartition(")")
    started = int(fields.split()[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _begin_child() -> None:
    global _forks, _polars_is_stuck
    _forks += 1
    _polars_is_stuck = _polars_is_stuck or _polars_was_used


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_look_at_polars, after_in_child=_begin_child)
