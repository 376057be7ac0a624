"""Many uploads at once over one awaited client, half of them cancelled at random moments.

The finished ones are stored and equal to what was sent; the cancelled ones are whole or not
there; `create_or_get` of all of them completes the rest. No task, thread, connection, file or
object is left over.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from types import coroutine
from typing import Any

import anyio
import pytest
from crashes.audit import State, audit_folder, audit_records
from crashes.processes import Child
from crashes.samples import detail, encoded, series
from crashes.tools import new_cell

from ionworks import AsyncIonworks, Ionworks
from ionworks.local.server import Platform
from ionworks.resources import _parquet_encoder

ROWS = 10_000
FEW, MANY = 12, 100


@pytest.fixture
def uploads(rounds: range) -> int:
    return MANY if len(rounds) > 3 else FEW


@coroutine
def interfered(
    work: Coroutine[Any, Any, Any], pauses: int, act: Callable[[], object]
) -> Generator[Any, Any, Any]:
    """Drive a coroutine, and do something when it pauses for that time."""
    value: Any = None
    problem: BaseException | None = None
    while True:
        try:
            paused = work.send(value) if problem is None else work.throw(problem)
        except StopIteration as end:
            return end.value
        pauses -= 1
        if pauses == 0:
            act()
        value, problem = None, None
        try:
            value = yield paused
        except BaseException as thrown:
            problem = thrown


async def upload(client: AsyncIonworks, cell: str, number: int, random: Random) -> bool:
    """Upload, maybe to be cancelled, one way or the other; tells whether it was finished."""
    sent = detail(f"series {number}", series(number, ROWS))
    work = client.cell_measurement.create_or_get(cell, sent, wait_for_processing=number % 4 == 0)
    if number % 2 == 0:
        await work
        return True
    pauses, later = random.randint(1, 20), random.uniform(0, 0.3)
    loop = asyncio.get_running_loop()
    if number % 4 == 1:
        with anyio.CancelScope() as scope:
            await interfered(work, pauses, lambda: loop.call_later(later, scope.cancel))
            return True
        return False
    task = asyncio.ensure_future(_task(work, pauses, later))
    try:
        await task
    except asyncio.CancelledError:
        return False
    return True


async def _task(work: Coroutine[Any, Any, Any], pauses: int, later: float) -> None:
    task = asyncio.current_task()
    assert task
    loop = asyncio.get_running_loop()
    await interfered(work, pauses, lambda: loop.call_later(later, task.cancel))


def open_files() -> set[str]:
    """The files and connections that this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    found: set[str] = set()
    for link in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # the folder itself, which is closed by now
            found.add(str(link.readlink()))
    # polars keeps an event loop of its own from its first query on.
    return {name for name in found if not name.startswith("anon_inode:")}


@pytest.fixture
def swept(data: Path) -> Iterator[None]:
    """Audit the folder once the platform was started again."""
    yield
    with Platform(data):
        assert audit_folder(data) == []


@pytest.fixture
def address(swept: None, data: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A platform in a process of its own, so that the threads and files here are the client's."""
    (tmp_path / "serving").mkdir()
    serving = Child("serve", tmp_path / "serving")
    try:
        serving.tell(data=str(data), steps_of_start=None)
        url, key = serving.hear() or []
        yield {"api_url": url, "api_key": key}
    finally:
        serving.close()


def test_cancelled_uploads(
    address: dict[str, str],
    data: Path,
    uploads: int,
    rounds: range,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(_parquet_encoder, "IN_MEMORY_BYTES", 0)
    random = Random(rounds.start)
    with Ionworks(**address) as client:
        cell = new_cell(client)

    async def start() -> list[bool]:
        async with AsyncIonworks(**address) as client:
            seeds = [Random(random.random()) for _ in range(uploads)]
            finished = await asyncio.gather(
                *(upload(client, cell, number, seed) for number, seed in enumerate(seeds))
            )
            assert asyncio.all_tasks() == {asyncio.current_task()}
        return finished

    threads, files = set(threading.enumerate()), open_files()
    finished = asyncio.run(start())
    gc.collect()  # what was never awaited or never closed warns now
    assert 0 < finished.count(False) <= uploads // 2
    assert list(temporary.iterdir()) == []
    for thread in set(threading.enumerate()) - threads:
        thread.join(60)
        assert not thread.is_alive(), thread
    assert open_files() - files == set()

    allowed: dict[str, list[State]] = {}
    for number, done in enumerate(finished):
        states: list[State] = [encoded(series(number, ROWS))]
        allowed[f"series {number}"] = states if done else [None, *states]
    with Ionworks(**address) as client:
        assert audit_records(client, cell, allowed)[0] == []

    async def complete() -> None:
        async with AsyncIonworks(**address) as client, asyncio.TaskGroup() as group:
            for number in range(uploads):
                sent = detail(f"series {number}", series(number, ROWS))
                group.create_task(client.cell_measurement.create_or_get(cell, sent))

    asyncio.run(complete())
    with Ionworks(**address) as client:
        whole = {name: states[-1:] for name, states in allowed.items()}
        assert audit_records(client, cell, whole)[0] == []
