"""A process for tasks that one platform hands to the next, so that not each test starts one.

A process keeps nothing of a task, and a platform uses one for all its tasks. Tests of the start
and the end of such processes are in `tests/safety`, which does without this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ionworks.local.processing import subprocess_runner
from ionworks.local.processing.subprocess_runner import SubprocessRunner


class Handover:
    """Keeps the process of a platform that has ended for the next one."""

    def __init__(self) -> None:
        self._kept: SubprocessRunner | None = None
        self._environment: dict[str, str] = {}

    @contextmanager
    def active(self) -> Iterator[None]:
        """Let the platforms of this process hand over their processes."""
        start, perform = SubprocessRunner.start, SubprocessRunner.perform
        end, close = SubprocessRunner.end, SubprocessRunner.close
        at_work: set[SubprocessRunner] = set()

        def start_or_take(runner: SubprocessRunner) -> None:
            if runner._process is None and self._is_fit_for(runner):
                assert self._kept is not None
                runner._process, runner._last_words = self._kept._process, self._kept._last_words
                self._kept = None
            start(runner)

        def perform_noted(runner: SubprocessRunner, task: Any) -> Any:
            at_work.add(runner)
            outcome = perform(runner, task)
            at_work.discard(runner)  # not after a death
            return outcome

        def end_at_work(runner: SubprocessRunner) -> None:
            if runner in at_work:
                end(runner)

        def close_or_keep(runner: SubprocessRunner) -> None:
            if self._kept is not None or runner in at_work or runner._process is None:
                close(runner)
                return
            self._kept = SubprocessRunner(runner._bounds)
            self._kept._process, self._kept._last_words = runner._process, runner._last_words
            runner._process = runner._last_words = None
            self._environment = _environment()

        with pytest.MonkeyPatch.context() as patch:
            patched: dict[str, Callable[..., Any]] = {
                "start": start_or_take,
                "perform": perform_noted,
                "end": end_at_work,
                "close": close_or_keep,
            }
            for name, method in patched.items():
                patch.setattr(SubprocessRunner, name, method)
            yield

    def _is_fit_for(self, runner: SubprocessRunner) -> bool:
        kept = self._kept
        return (
            kept is not None
            and kept._process is not None
            and kept._process.poll() is None
            and kept._bounds == runner._bounds
            and self._environment == _environment()
        )

    def close(self) -> None:
        """End the process that nobody took."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def _environment() -> dict[str, str]:
    named = subprocess_runner.environment()
    return {name: value for name, value in named.items() if name != "PYTEST_CURRENT_TEST"}
