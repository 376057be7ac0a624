"""Workers in a process of their own, beside the platform that serves a folder."""

import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event
from typing import Final

from ionworks.errors import ConfigurationError
from ionworks.local import folders, recovery, schema, state
from ionworks.local.claims import Claims
from ionworks.local.database import Database
from ionworks.local.locking import is_held
from ionworks.local.objects import ObjectStore
from ionworks.local.processing.bounds import Bounds
from ionworks.local.processor import Processor, Result
from ionworks.local.stored import Inspector

_log: Final = logging.getLogger(__name__)
_LOOK: Final = 1.0  # seconds until the database is asked again for what waits
_PAUSE: Final = 30.0  # seconds until what has met a full disk is tried again
_PATIENCE: Final = 30.0  # seconds to wait at the end for what is being processed


def work(data: Path, *, parallel: int, stopping: Event) -> None:
    """Process what waits in a folder, whenever a platform serves it.

    Several such processes, and the platform's own worker, share the work.

    Parameters
    ----------
    data : Path
        Data folder of a platform.
    parallel : int
        How many measurements to process at once.
    stopping : Event
        Ends the work when it is set; what is being processed then may take 30 s more.

    Raises
    ------
    ConfigurationError
        The folder is not that of a platform, or another version of ionworks serves it.
    """
    data = require_platform(data)
    while not stopping.is_set():
        run = _run_of(data)
        if run is None:
            stopping.wait(_LOOK)
        else:
            _work_beside(data, run, parallel, stopping)


def require_platform(data: Path) -> Path:
    """Return the absolute path of the data folder of a platform.

    Raises
    ------
    ConfigurationError
        The folder is not that of a platform.
    """
    data = folders.located(data)
    if folders.look(data) is folders.State.NEW:
        raise ConfigurationError(
            f"{data} is not the data folder of a platform. Serve it first: "
            f"ionworks serve --data {data}"
        )
    return data


def _run_of(data: Path) -> str | None:
    """Return the run of the platform that serves a folder; None if none does."""
    with folders.usable(data):
        serving = state.read(data)
        return serving.run if serving is not None and is_held(data) else None


def _work_beside(data: Path, run: str, parallel: int, stopping: Event) -> None:
    """Work until that run of the platform ends."""
    _refuse_other_layout(data)
    ended = Event()
    with folders.usable(data), recovery.in_words(data), ExitStack() as parts:
        database = parts.enter_context(closing(Database(data / folders.DATABASE)))
        # While a platform starts, it alone may change what is in the folder.
        claims = Claims(data, lambda: _run_of(data) == run)
        processors = [
            Processor(
                database, ObjectStore(data), Inspector(), Bounds.of_environment(), claims, ended
            )
            for _ in range(parallel)
        ]
        pool = parts.enter_context(ThreadPoolExecutor(parallel))
        turns = [pool.submit(_process_what_waits, each, ended) for each in processors]
        try:
            while _run_of(data) == run and not stopping.wait(_LOOK):
                pass
        finally:
            ended.set()
            wait(turns, _PATIENCE)
            for each in processors:
                each.interrupt()
            wait(turns)
            for each in processors:
                each.rest()


def _process_what_waits(processor: Processor, ended: Event) -> None:
    interrupted: set[str] = set()
    while not ended.is_set():
        try:
            pause = _process_oldest(processor, interrupted)
        except Exception:
            _log.exception("what waits is not known; it is asked for again in %g s", _PAUSE)
            pause = _PAUSE
        ended.wait(pause)


def _process_oldest(processor: Processor, interrupted: set[str]) -> float:
    """Process the oldest measurement that no other worker has; return the pause after it in s."""
    for measurement_id in processor.waiting():
        if measurement_id in interrupted:
            continue
        result = processor.process(measurement_id)
        if result is Result.INTERRUPTED:
            interrupted.add(measurement_id)
        elif result is Result.LATER:
            return _PAUSE
        elif result is Result.DONE:
            _log.info("measurement %s is processed", measurement_id)
            return 0.0
        elif result is Result.AGAIN:
            return 0.0
    return _LOOK


def _refuse_other_layout(data: Path) -> None:
    """Refuse the folder of a platform of another version: opening its database may change it."""
    path = data / folders.DATABASE
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != schema.VERSION:
        raise ConfigurationError(
            f"Another version of ionworks serves {data} (layout {version} of the database, here "
            f"{schema.VERSION}). Use the same version for both."
        )
