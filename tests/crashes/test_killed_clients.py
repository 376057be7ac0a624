"""Clients that are killed in the middle of uploading, and of filling a shared cache.

Each dies at a random line that it says, or at a step of its own (an opening, renaming or deleting
of a file). After an uploader, what it was answered is there and equal to what it sent, what it
was not answered is whole or not there, and running it again completes the rest. After a reader,
the next one finds nothing wrong in the cache and leaves nothing over of what the killed one did.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random
from threading import Timer

import polars as pl
import pytest
from crashes.audit import State, audit_cache, audit_folder, audit_records
from crashes.processes import Child, Children
from crashes.samples import detail, encoded, series
from crashes.tools import connected, new_cell

from ionworks import Ionworks
from ionworks.cache import CacheSettings
from ionworks.local.server import Platform

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")

PER_ROUND = 4


def steps_or_line(random: Random, most_steps: int, most_lines: int) -> tuple[int | None, int]:
    """Choose at which step of its own a child dies, or at which line that it says."""
    if random.random() < 0.5:
        return random.randint(1, most_steps), -1
    return None, random.randint(1, most_lines)


def lines_until_death(child: Child, random: Random, at: int) -> list[list[object]]:
    """What a child says until it ends, killed shortly after the line of that number."""
    lines: list[list[object]] = []
    later = Timer(random.uniform(0, 0.02), child.kill)
    while (line := child.hear()) is not None:
        lines.append(line)
        if len(lines) == at:
            later.start()
        if line == ["ends"]:
            child.kill()
    assert child.wait() == -signal.SIGKILL
    later.cancel()
    return lines


def test_a_killed_uploader(
    rounds: range, own_platform: Platform, own_client: Ionworks, data: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    with Children("upload", temporary, len(rounds)) as children:
        for seed in rounds:
            random, child = Random(seed), children.next()
            steps, line = steps_or_line(random, 60, 5 * PER_ROUND)
            cell = new_cell(own_client, f"Cell {seed}")
            child.tell(
                url=own_platform.url,
                key=own_platform.api_key,
                cell=cell,
                numbers=list(range(PER_ROUND)),
                steps=steps,
            )
            lines = lines_until_death(child, random, line)
            allowed = {f"series {number}": _after(number, lines) for number in range(PER_ROUND)}
            findings, actual = audit_records(own_client, cell, allowed)
            assert findings == [], f"after {seed}"
            assert list(temporary.iterdir()) == []
            completed: dict[str, list[State]] = {}
            for number in range(PER_ROUND):  # by running it again
                name, frame = f"series {number}", series(number)
                own_client.cell_measurement.create_or_get(cell, detail(name, frame))
                there = actual[name]
                completed[name] = [encoded(frame) if there is None else there]
            assert audit_records(own_client, cell, completed)[0] == [], f"completed {seed}"
    own_client.close()
    own_platform.close()
    with Platform(data):
        assert audit_folder(data) == []


def _after(number: int, lines: list[list[object]]) -> list[State]:
    """What may be stored of a series after what its uploader was answered."""
    first = series(number)
    states: list[State] = [None, encoded(first)]
    if number % 2 == 0:
        states.append(pl.concat([first, series(number, start=len(first))]))
    if ["extended", number] in lines:
        return states[2:]
    return states[1:] if ["created", number] in lines else states


def test_a_killed_reader(
    rounds: range, own_platform: Platform, own_client: Ionworks, cell: str, tmp_path: Path
) -> None:
    temporary, directory = tmp_path / "temporary", tmp_path / "shared"
    ids = {
        number: own_client.cell_measurement.create(
            cell, detail(f"series {number}", series(number))
        ).id
        for number in range(PER_ROUND)
    }
    reads = 0
    with Children("read", temporary, len(rounds) + 1) as children:
        for seed in rounds:
            random = Random(seed)
            steps, line = steps_or_line(random, 400, 60)
            child = children.next()
            child.tell(
                url=own_platform.url,
                key=own_platform.api_key,
                cache=str(directory),
                ids=ids,
                seed=seed * 10,
            )
            assert child.hear() == ["ready"]  # it has used the cache
            assert audit_cache(directory) == [], f"before {seed}"
            child.tell(steps=steps)
            lines = lines_until_death(child, random, line)
            assert not [line for line in lines if line[0] == "failed"], f"in {seed}"
            reads += len(lines)
            assert list(temporary.iterdir()) == []
    assert reads > len(rounds)
    with connected(own_platform, cache=CacheSettings(directory=directory)) as client:
        client.cell_measurement.update(ids[0], {"notes": "last"})
        for number, identifier in ids.items():
            assert client.cell_measurement.time_series(identifier).equals(series(number))
    assert audit_cache(directory) == []
