"""What a client knows of what it sent: which states each name may have after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
from crashes.audit import State
from crashes.samples import detail, encoded, series

from ionworks import Ionworks
from ionworks.errors import APIConnectionError

MOST = 5
"""How many measurements a writer keeps."""


class Writer:
    """Sends one thing after the other to a platform, and notes what it was answered.

    Parameters
    ----------
    number : int
        Whose names it uses: no two have the same.
    note : Path
        A file to upload.
    """

    def __init__(self, number: int, note: Path) -> None:
        self._number = number
        self._note = note
        self._made = 0
        self.states: dict[str, list[State]] = {}
        self.confirmed = 0

    def work(
        self, client: Ionworks, cell: str, random: Random, tick: Callable[[], object], most: int
    ) -> bool:
        """Do so many things, or fewer when the platform dies; tells whether it died."""
        try:
            for _ in range(most):
                tick()
                self._act(client, cell, random, tick)
                self.confirmed += 1
        except APIConnectionError:
            return True
        return False

    def settle(self, actual: dict[str, State]) -> None:
        """Note which of the states that were possible are true; what is not there is forgotten."""
        self.states = {name: [actual[name]] for name in self.states if actual[name] is not None}

    def _act(self, client: Ionworks, cell: str, random: Random, tick: Callable[[], object]) -> None:
        names = sorted(name for name in self.states if name.startswith("series"))
        if len(self.states) >= MOST:
            self._delete(client, cell, random.choice(sorted(self.states)))
        elif random.random() < 0.4 and names:
            self._extend(client, cell, random.choice(names), random, tick)
        elif random.random() < 0.2:
            client.raw_data.upload(self._note)
        else:
            self._create(client, cell, random, tick)

    def _create(
        self, client: Ionworks, cell: str, random: Random, tick: Callable[[], object]
    ) -> None:
        self._made += 1
        number = self._number * 10_000 + self._made
        progress: Callable[..., Any] = lambda *_: tick()  # noqa: E731
        if random.random() < 0.25:
            name, after = f"file {number}", self._note.read_bytes()
            self.states[name] = [None, after]
            client.cell_measurement.create_file(
                cell, name=name, filepaths=[self._note], progress=progress
            )
        else:
            name, frame = f"series {number}", series(number)
            after = encoded(frame)
            self.states[name] = [None, after]
            wait = random.random() < 0.5
            client.cell_measurement.create_or_get(
                cell, detail(name, frame), wait_for_processing=wait, progress=progress
            )
        self.states[name] = [after]

    def _extend(
        self,
        client: Ionworks,
        cell: str,
        name: str,
        random: Random,
        tick: Callable[[], object],
    ) -> None:
        (before,) = self.states[name]
        frame = before if isinstance(before, pl.DataFrame) else pl.read_parquet(before or b"")
        rows = series(int(name.split()[1]), start=len(frame))
        identifier = _id(client, cell, name)
        client.cell_measurement.wait_for_processing(identifier)
        after = pl.concat([frame, rows])
        self.states[name] = [before, after]
        wait = random.random() < 0.5
        client.cell_measurement.extend(
            identifier, rows, wait_for_processing=wait, progress=lambda *_: tick()
        )
        self.states[name] = [after]

    def _delete(self, client: Ionworks, cell: str, name: str) -> None:
        identifier = _id(client, cell, name)
        self.states[name] = [*self.states[name], None]
        client.cell_measurement.delete(identifier)
        del self.states[name]


def _id(client: Ionworks, cell: str, name: str) -> str:
    (record,) = client.cell_measurement.list(cell, name_exact=name)
    return record.id


class Trigger:
    """Does something at the tick of a number, or never."""

    def __init__(self, at: int | None, act: Callable[[], object]) -> None:
        self._left = at
        self._act = act
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """Count one."""
        with self._lock:
            if self._left is None:
                return
            self._left -= 1
            due = self._left == 0
        if due:
            self._act()
