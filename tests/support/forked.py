"""Forked children of a test, which end within a time and leave no trace of pytest."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")

_LONGEST = 60.0

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")


def start(act: Callable[[], T]) -> Callable[[], T]:
    """Run an act in a forked child; what is returned waits for what it returns or raises."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            try:
                said: tuple[bool, object] = (True, act())
            except BaseException as problem:
                said = (False, problem)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(said, out)
        finally:
            os._exit(0)
    os.close(writing)

    def outcome() -> T:
        watchdog = threading.Timer(_LONGEST, os.kill, (child, signal.SIGKILL))
        watchdog.start()
        try:
            with os.fdopen(reading, "rb") as said:
                told = said.read()
            os.waitpid(child, 0)
        finally:
            watchdog.cancel()
        assert told, "the child hung or died"
        worked, value = pickle.loads(told)
        if not worked:
            raise value
        return value  # type: ignore[no-any-return]

    return outcome


def forked(act: Callable[[], T]) -> T:
    """Run an act in a forked child and return what it returns."""
    return start(act)()
