"""Work of many threads and processes on the same measurements, and what each of them saw.

Every number has one writer, which extends, deletes and makes it again; everybody reads it, through
a cache that all share. Clocks are those of the machine, so that moments of different processes
can be compared.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
from attrs import frozen
from crashes.samples import ROWS, detail, series

from ionworks import Ionworks, NotFoundError
from ionworks.cache import CacheSettings
from ionworks.errors import ConflictError

PARTS = 3
"""How often a series is extended before it is deleted."""


@frozen
class Write:
    """A change of a measurement: from when to when its call ran, and the rows after it."""

    began: float
    ended: float
    measurement: str
    rows: int | None


@frozen
class Read:
    """A read: from when to when its call ran, and the rows that it gave."""

    began: float
    ended: float
    measurement: str
    rows: int | None


class Sharer:
    """One thread that writes a number of its own and reads those of all."""

    def __init__(self, client: Ionworks, cell: str, own: int, seed: int) -> None:
        self.client, self.cell, self.own = client, cell, own
        self.random = Random(seed)
        self.writes: list[Write] = []
        self.reads: list[Read] = []
        self.measurement = ""
        self.frame = pl.DataFrame()

    def work(self, turns: int) -> None:
        """Take so many turns of writing or reading."""
        self.make()
        for _ in range(turns):
            chance = self.random.random()
            if chance < 0.2:
                self.change()
            elif chance < 0.25:
                self.client.cell_measurement.update(self.measurement, {"notes": str(chance)})
            else:
                self.read()

    def change(self) -> None:
        """Append rows, or begin again."""
        began, before = time.monotonic(), len(self.frame)
        if before < (1 + PARTS) * ROWS:
            rows = series(self.own, start=before)
            self.client.cell_measurement.extend(self.measurement, rows)
            self.frame = pl.concat([self.frame, rows])
            self._wrote(began, len(self.frame))
        else:
            self.client.cell_measurement.delete(self.measurement)
            self._wrote(began, None)
            self.make()

    def make(self) -> None:
        """Upload the beginning of a series."""
        began = time.monotonic()
        self.frame = series(self.own)
        name = f"series {self.own} {len(self.writes)}"
        made = self.client.cell_measurement.create(self.cell, detail(name, self.frame))
        self.measurement = made.id
        self._wrote(began, len(self.frame))

    def read(self) -> None:
        """Read a measurement of anybody."""
        record = self.random.choice(self.client.cell_measurement.list(self.cell, limit=100).items)
        began, rows = time.monotonic(), None
        try:
            frame = self._read(record.id)
        except NotFoundError:
            pass
        except ConflictError:
            return  # tables are refused while a series is processed
        else:
            number = int(record.name.split()[1])
            rows = len(frame)
            if "Voltage [V]" in frame.columns:
                assert frame["Voltage [V]"].equals(series(number, rows)["Voltage [V]"]), record.name
            else:  # a step table
                rows *= ROWS
        self.reads.append(Read(began, time.monotonic(), record.id, rows))

    def _read(self, measurement: str) -> Any:
        reads = self.client.cell_measurement
        way = self.random.random()
        if way < 0.2:
            return reads.steps(measurement)
        if way < 0.4:
            return reads.time_series(measurement, columns=["Time [s]", "Voltage [V]"])
        return reads.time_series(measurement)

    def _wrote(self, began: float, rows: int | None) -> None:
        self.writes.append(Write(began, time.monotonic(), self.measurement, rows))


def share(
    address: dict[str, Any], cache: Path, cell: str, numbers: Iterable[int], turns: int
) -> tuple[list[Write], list[Read]]:
    """Run one thread for each number over one client; the whole work of a process."""
    warnings.simplefilter("error")
    settings = CacheSettings(directory=cache)
    with Ionworks(**address, cache=settings) as client:
        sharers = [Sharer(client, cell, number, seed=number) for number in numbers]
        with ThreadPoolExecutor(len(sharers)) as pool:
            for done in [pool.submit(sharer.work, turns) for sharer in sharers]:
                done.result()
    writes = [write for sharer in sharers for write in sharer.writes]
    return writes, [read for sharer in sharers for read in sharer.reads]


def untrue(writes: list[Write], reads: list[Read]) -> list[Read]:
    """The reads that gave what was true at no moment of them.

    What a write made is true at the earliest when it began, and at the latest until the next
    one ended.
    """
    history: dict[str, list[Write]] = {}
    for write in sorted(writes, key=lambda write: write.began):
        history.setdefault(write.measurement, []).append(write)
    wrong: list[Read] = []
    for read in reads:
        states = history[read.measurement]
        ends = [write.ended for write in states[1:]] + [float("inf")]
        if not any(
            write.rows == read.rows and write.began <= read.ended and read.began <= end
            for write, end in zip(states, ends, strict=True)
        ):
            wrong.append(read)
    return wrong
