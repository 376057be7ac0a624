"""An extension that is interrupted at each step of its processing, one after the other.

Killing at random hits a step seldom; here none is left out. After each, the platform is started
again: the rows that were confirmed are appended, and nothing is left over.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from crashes.audit import audit_records, audit_running
from crashes.samples import ROWS, detail, series
from crashes.tools import connected, new_cell, until

from ionworks.local.database import Database
from ionworks.local.objects import ObjectStore
from ionworks.local.processing import subprocess_runner
from ionworks.local.server import Platform

FIRST, MORE = series(1), series(1, start=ROWS)


class BrokenOff(BaseException):
    """Ends a thread, and goes past all that catches errors."""


class Steps:
    """Breaks the worker off at one of its transactions or changes of objects."""

    def __init__(self, at: int, patch: pytest.MonkeyPatch) -> None:
        self._left = at
        for owner, name in [
            (Database, "write"),
            (ObjectStore, "keep"),
            (ObjectStore, "remove"),
        ]:
            patch.setattr(owner, name, self._stepping(getattr(owner, name)))

    def _stepping(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any) -> Any:
            if threading.current_thread().name == "ionworks-worker":
                self._left -= 1
                if self._left < 0:
                    raise BrokenOff
            return method(*arguments)

        return stepping

    @property
    def was_interrupted(self) -> bool:
        return self._left < 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_extension_that_breaks_off_at_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tasks themselves are not interrupted here. Done in this process they give the same steps,
    # and two platforms for each step need no process of their own.
    monkeypatch.setattr(subprocess_runner, "can_start", lambda: False)
    monkeypatch.setattr(subprocess_runner.SubprocessRunner, "start", lambda _self: None)
    origin = tmp_path / "origin"
    with Platform(origin) as platform, connected(platform) as client:
        cell = new_cell(client)
        made = client.cell_measurement.create(cell, detail("series", FIRST))
    at, was_interrupted = 0, True
    while was_interrupted:
        data = shutil.copytree(origin, tmp_path / f"step {at}")
        with monkeypatch.context() as patch, Platform(data) as platform:
            steps = Steps(at, patch)
            with connected(platform) as client:
                client.cell_measurement.extend(made.id, MORE, wait_for_processing=False)
                measurement = data / "objects" / "measurements" / made.id
                until(lambda: steps.was_interrupted or _names(measurement) == ["2"])  # noqa: B023
        was_interrupted = steps.was_interrupted
        with Platform(data) as platform, connected(platform) as client:
            states = {"series": [pl.concat([FIRST, MORE])]}
            assert audit_records(client, cell, states)[0] == [], f"step {at}"
            assert audit_running(data) == [], f"step {at}"
        at += 1
    assert at > 6


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
