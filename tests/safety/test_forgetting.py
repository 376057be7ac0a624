"""The cache does not bring back what an extension, an update or a deletion has ended.

However a change ends: with a lost answer, a failure, a wait that is too short, a cancellation or
an interruption. What others download while a change may be under way is not stored either.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import polars as pl
import pytest
from faults import breaks
from faults.conftest import SERIES, Stage, _stage, posts, slept, stage, through  # noqa: F401
from support.proxy import Exchange

from ionworks import AsyncIonworks, Ionworks
from ionworks._io import awaiting, blocking
from ionworks.cache import Cache, CacheSettings, Key
from ionworks.errors import APIConnectionError, NotFoundError, ProcessingTimeoutError
from ionworks.local.processing.subprocess_runner import SubprocessRunner
from ionworks.local.processing.tasks import Outcome, Task
from ionworks.resources import _measurement_uploads

MORE = pl.DataFrame(
    {
        "Time [s]": [240.0, 300.0],
        "Voltage [V]": [4.02, 4.03],
        "Current [A]": [0.0, 0.0],
        "Step count": [1, 1],
    }
)
WHOLE = pl.concat([SERIES, MORE])
Through = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_pauses(slept: list[float]) -> None:  # noqa: F811
    """Pauses are cut short."""


@pytest.fixture
def running(stage: Stage, through: Through) -> str:  # noqa: F811
    """Id of a measurement that can be extended, and whose series is in the cache."""
    made = str(stage.direct.cell_measurement.create(stage.cell.id, stage.detail()).id)
    assert through(read(made)).equals(SERIES)
    return made


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Extensions are processed only when this is set."""
    gate, perform = threading.Event(), SubprocessRunner.perform

    def perform_later(self: SubprocessRunner, task: Task) -> Outcome:
        if task.extension:
            gate.wait()
        return perform(self, task)

    monkeypatch.setattr(SubprocessRunner, "perform", perform_later)
    yield gate
    gate.set()


def read(measurement_id: str) -> Callable[[Any], Any]:
    return lambda client: client.cell_measurement.time_series(measurement_id)


def extend(measurement_id: str, **options: Any) -> Callable[[Any], Any]:
    return lambda client: client.cell_measurement.extend(measurement_id, MORE, **options)


def test_an_answer_that_is_lost(stage: Stage, through: Through, running: str) -> None:  # noqa: F811
    """Another client reads the old series just before the rows are appended; then all is lost."""

    def lost(exchange: Exchange) -> None:
        with Ionworks(stage.platform.api_key, api_url=stage.service.url) as other:
            assert other.cell_measurement.time_series(running).equals(SERIES)
        stage.service.break_(breaks.reset_before, lambda method, path: True, times=inf)
        exchange.forward()
        exchange.reset()

    stage.service.break_(lost, posts("/confirm-extend"))
    with pytest.raises(APIConnectionError):
        through(extend(running), max_retries=1)
    stage.heal()
    stage.direct.cell_measurement.wait_for_processing(running)
    assert through(read(running)).equals(WHOLE)


class InterruptedHereError(BaseException):
    """Stands for Ctrl-C, which no handler of errors sees."""


def interrupt(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """End the next pause by an exception."""

    async def sleep(self: Any, seconds: float) -> None:
        raise problem

    for backend in (blocking.BlockingBackend, awaiting.AwaitingBackend):
        monkeypatch.setattr(backend, "sleep", sleep)


def test_a_wait_that_ends_too_soon(
    stage: Stage,  # noqa: F811
    through: Through,  # noqa: F811
    running: str,
    held: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is read before the platform has appended the rows is the old series, and not kept."""
    with monkeypatch.context() as patch:
        patch.setattr(_measurement_uploads, "PROCESSING_LIMIT", 0.0)
        with pytest.raises(ProcessingTimeoutError):
            through(extend(running))
    assert through(read(running)).equals(SERIES)
    held.set()
    stage.direct.cell_measurement.wait_for_processing(running)
    assert through(read(running)).equals(WHOLE)


def test_nobody_waits(
    stage: Stage,  # noqa: F811
    through: Through,  # noqa: F811
    running: str,
    held: threading.Event,
) -> None:
    through(extend(running, wait_for_processing=False))
    assert through(read(running)).equals(SERIES)
    held.set()
    stage.direct.cell_measurement.wait_for_processing(running)
    assert through(read(running)).equals(WHOLE)


def test_an_interruption(
    stage: Stage,  # noqa: F811
    through: Through,  # noqa: F811
    running: str,
    held: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        interrupt(patch, InterruptedHereError())
        with pytest.raises(InterruptedHereError):
            through(extend(running))
    assert through(read(running)).equals(SERIES)
    held.set()
    stage.direct.cell_measurement.wait_for_processing(running)
    assert through(read(running)).equals(WHOLE)


@pytest.mark.parametrize("moment", ["confirming", "waiting"])
def test_a_cancellation(
    stage: Stage,  # noqa: F811
    running: str,
    held: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    where = {"api_key": stage.platform.api_key, "api_url": stage.service.url}

    async def main() -> None:
        scope = anyio.CancelScope()

        async def cancel(*_: Any) -> None:
            scope.cancel()
            await anyio.lowlevel.checkpoint()

        async def confirm(*_: Any, **__: Any) -> Any:
            await client.cell_measurement._runtime.call(
                _measurement_uploads.confirm_measurement_extend, running, body={}
            )
            await cancel()

        async with AsyncIonworks(**where) as client:
            with monkeypatch.context() as patch, scope:
                if moment == "waiting":
                    patch.setattr(awaiting.AwaitingBackend, "sleep", cancel)
                else:
                    patch.setattr(_measurement_uploads, "sent_once", confirm)
                await client.cell_measurement.extend(running, MORE)
            assert scope.cancelled_caught
            old = await client.cell_measurement.time_series(running)
            assert old.equals(SERIES)

    anyio.run(main)
    held.set()
    stage.direct.cell_measurement.wait_for_processing(running)
    with Ionworks(**where) as client:
        assert client.cell_measurement.time_series(running).equals(WHOLE)


def test_what_is_over_is_kept_again(
    stage: Stage,  # noqa: F811
    through: Through,  # noqa: F811
    running: str,
) -> None:
    """Also after an extension that was refused, and one that the platform could not append."""

    def is_kept() -> bool:
        through(read(running))
        stage.storage.heal()
        through(read(running))
        return not stage.storage.seen

    through(lambda client: client.cell_measurement.update(running, {"notes": "n"}))
    assert is_kept()
    with suppress(Exception):
        through(lambda client: client.cell_measurement.extend(running, SERIES))
    assert is_kept()
    through(extend(running))
    assert is_kept()
    assert through(read(running)).equals(WHOLE)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_update_or_a_delete_whose_answer_is_lost(
    stage: Stage,  # noqa: F811
    through: Through,  # noqa: F811
    running: str,
    method: str,
) -> None:
    stage.service.break_(breaks.reset_before, lambda used, path: used == method, times=inf)

    def change(client: Any) -> Any:
        if method == "DELETE":
            return client.cell_measurement.delete(running)
        return client.cell_measurement.update(running, {"notes": "n"})

    with pytest.raises(APIConnectionError):
        through(change, max_retries=1)
    stage.storage.heal()
    through(read(running))
    assert stage.storage.seen


@pytest.mark.parametrize("kind", ["cell_instance", "cell_spec", "project"])
def test_what_was_deleted_with_its_parent_is_not_read_from_the_cache(do: Any, kind: str) -> None:
    def parents(client: Any) -> Any:
        return client.project.create({"name": f"p {time.monotonic_ns()}"})

    project = do(parents)
    spec = do(lambda c: c.cell_spec.create({"name": "s", "project_id": project.id}))
    cell = do(lambda c: c.cell_instance.create(spec.id, {"name": "c"}))
    detail = {"measurement": {"name": "m"}, "time_series": SERIES}
    made = do(lambda c: c.cell_measurement.create(cell.id, detail))
    assert do(read(made.id)).equals(SERIES)
    deleted = {"cell_instance": cell.id, "cell_spec": spec.id, "project": project.id}[kind]
    do(lambda client: getattr(client, kind).delete(deleted))
    with pytest.raises(NotFoundError):
        do(read(made.id))


def test_an_unsettled_change_keeps_others_from_storing_for_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Key("https://service.example", "account", "m", "time_series")
    mine, other = (Cache(CacheSettings(directory=tmp_path / "cache", ttl=None)) for _ in range(2))

    def store(content: bytes) -> bool:
        with other.writer(key) as writer:
            writer.file.write(content)
            return writer.commit() is not None

    mine.forget(key.service, key.account, key.measurement_id, settled=False)
    assert not store(b"old")
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: now + 3590)
        assert not store(b"old")
        patch.setattr(time, "time", lambda: now + 3610)
        assert store(b"new")
    mine.forget(key.service, key.account, key.measurement_id, settled=False)
    assert other.find(key) is None
    mine.forget(key.service, key.account, key.measurement_id)
    assert store(b"new")
    assert other.find(key) is not None
