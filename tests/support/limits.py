"""The time limit of a test: what the test started ends with it, and nothing can outlast it.

pytest-timeout interrupts a test that takes too long; `timeout` in `pyproject.toml` says how long
that is. A test that cannot be interrupted ends its process after `faulthandler_timeout`; xdist
then names the test and goes on with another process.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ARM = pytest.StashKey[Callable[[], None]]()


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> Iterator[None]:
    """Kill the processes that a test started before the test is interrupted.

    A test often waits for its processes when it is left, so that a hanging one would hold it again.
    """
    started = time.time()
    result = yield
    if settings.method == "signal":
        interrupt: Any = signal.getsignal(signal.SIGALRM)

        def kill_and_interrupt(number: int, frame: Any) -> None:
            kill_processes_since(started)
            interrupt(number, frame)

        def arm() -> None:
            signal.signal(signal.SIGALRM, kill_and_interrupt)
            signal.setitimer(signal.ITIMER_REAL, settings.timeout)

        arm()
        item.stash[ARM] = arm
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Limit what follows a failed test: pytest-timeout stops its clock when a test fails."""
    if ARM in item.stash:
        item.stash[ARM]()
    return (yield)


def kill_processes_since(moment: float) -> None:
    """Kill the descendants of this process that started after a moment."""
    import psutil

    for process in psutil.Process().children(recursive=True):
        # The system knows the moment of its boot, from which it counts, to a second.
        if process.create_time() > moment - 1.1:
            process.kill()
