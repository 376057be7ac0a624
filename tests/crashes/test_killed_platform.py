"""A platform that is killed in the middle of uploads, extensions, deletions and processing.

Each round starts it on the folder that the round before left, audits what is there, and has
three writers at work on it when it dies: at a tick of theirs, or at a step of its own (a
statement, an opening, renaming or deleting of a file), also within its start. What was answered
is there and equal to what was sent; what was not answered is whole or not there; nothing else is
there, neither records nor objects nor temporary files.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Timer

import pytest
from crashes.audit import State, audit_records, audit_running
from crashes.ledger import Trigger, Writer
from crashes.processes import Child, Children
from crashes.tools import new_cell

from ionworks import Ionworks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


class Round:
    """One life of a platform."""

    def __init__(self, child: Child, data: Path, random: Random) -> None:
        self.child = child
        self.by_step = random.random() < 0.6
        at_start = self.by_step and random.random() < 0.15
        child.tell(data=str(data), steps_of_start=random.randint(1, 60) if at_start else None)
        self.serving = child.hear()
        self.random = random

    def client(self) -> Ionworks:
        assert self.serving
        url, key = self.serving
        return Ionworks(key, api_url=url, max_retries=0, timeout=20)

    def run(self, client: Ionworks, cell: str, writers: list[Writer]) -> None:
        """Let the writers work until the platform dies."""
        random, child = self.random, self.child
        child.tell(steps=random.randint(1, 500) if self.by_step else None)
        child.hear()
        later = Timer(random.uniform(0, 0.05), child.kill)
        tick = Trigger(None if self.by_step else random.randint(1, 40), later.start)
        seeds = [random.random() for _ in writers]
        with ThreadPoolExecutor(len(writers)) as pool:
            work = [
                pool.submit(writer.work, client, cell, Random(seed), tick, 12)
                for writer, seed in zip(writers, seeds, strict=True)
            ]
        died = [each.result() for each in work]
        if not any(died):  # what they had to do was done before
            child.kill()
        assert child.wait() == -signal.SIGKILL
        later.cancel()


def audited(client: Ionworks, cell: str, data: Path, writers: list[Writer]) -> list[str]:
    """Audit all, and tell the writers what is there."""
    allowed: dict[str, list[State]] = {}
    for writer in writers:
        allowed |= writer.states
    findings, actual = audit_records(client, cell, allowed)
    if findings:
        return findings
    for writer in writers:
        writer.settle(actual)
    return audit_running(data)


def test_a_killed_platform(rounds: range, data: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("a note")
    writers = [Writer(number, note) for number in range(1, 4)]
    temporary = tmp_path / "temporary"
    with Children("serve", temporary, 3 * len(rounds) + 1) as children:
        for seed in rounds:
            life = Round(children.next(), data, Random(seed))
            if life.serving is None:  # it died while it started
                assert life.child.wait() == -signal.SIGKILL
                continue
            with life.client() as client:
                cell = new_cell(client)
                assert audited(client, cell, data, writers) == [], f"before {seed}"
                life.run(client, cell, writers)
        last = children.next()
        last.tell(data=str(data), steps_of_start=None)
        url, key = last.hear() or []
        with Ionworks(key, api_url=url) as client:
            assert audited(client, new_cell(client), data, writers) == []
    assert sum(writer.confirmed for writer in writers) > len(rounds)
    assert list(temporary.iterdir()) == []
