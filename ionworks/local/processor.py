"""The processing of one measurement: from what is stored to step and cycle tables."""

import errno
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from enum import Enum, auto
from threading import Event
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, RowMapping, select, update
from sqlalchemy.exc import OperationalError

from ionworks.local import layout
from ionworks.local.claims import Claims
from ionworks.local.database import Database, DatabaseBusyError
from ionworks.local.errors import without_paths
from ionworks.local.objects import ObjectStore
from ionworks.local.processing.bounds import Bounds
from ionworks.local.processing.subprocess_runner import DiedError, SubprocessRunner
from ionworks.local.processing.tasks import Outcome, Task
from ionworks.local.removals import is_binned, mark_removed
from ionworks.local.schema import cell_instances, cell_measurements, cell_specifications
from ionworks.local.stored import DamagedError, Inspector, Stored, find, measure, record
from ionworks.validators.ratings import rated_capacity

_log: Final = logging.getLogger(__name__)
_RETRY: Final = 1.0  # seconds until a write that met a lock is tried again
_UNFINISHED: Final = ("pending", "running")
_MOST_DEATHS: Final = 2
# A platform can be killed for reasons other than the series, so such deaths count less.
_MOST_ATTEMPTS: Final = 5

# Errors that pass: a full disk, and a machine that has no room for another process.
_TEMPORARY: Final = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EAGAIN,
    errno.ENOMEM,
    errno.EMFILE,
    errno.ENFILE,
)

_T = TypeVar("_T")


class Result(Enum):
    """What came of the processing of a measurement."""

    DONE = auto()
    """It is ready or failed."""
    GONE = auto()
    """It did not wait any more: it was deleted, or another worker has processed it."""
    AGAIN = auto()
    """Its process died; it gets another one."""
    LATER = auto()
    """Something is in the way that passes, such as a full disk."""
    INTERRUPTED = auto()
    """An error of the platform; the next start tries again."""
    TAKEN = auto()
    """Another worker processes it."""


class Processor:
    """Processes one measurement at a time, in another process.

    Parameters
    ----------
    database : Database
        Where the states are.
    objects : ObjectStore
        Where the time series lie and the tables go.
    inspector : Inspector
        Compares what is read with what was stored.
    bounds : Bounds
        What the processing of one measurement may take.
    claims : Claims
        Keep several workers from processing one measurement at once.
    stopping : Event
        Set when what is under way is to be put back.
    """

    def __init__(
        self,
        database: Database,
        objects: ObjectStore,
        inspector: Inspector,
        bounds: Bounds,
        claims: Claims,
        stopping: Event,
    ) -> None:
        self._database = database
        self._objects = objects
        self._inspector = inspector
        self._claims = claims
        self._stopping = stopping
        self._runner = SubprocessRunner(bounds)

    def waiting(self) -> list[str]:
        """Return the ids of the measurements that wait or were interrupted, oldest first."""
        table = cell_measurements.c
        with self._database.read() as connection:
            return list(
                connection.scalars(
                    select(table.id)
                    .where(table.processing_status.in_(_UNFINISHED))
                    .order_by(table.created_at, table.id)
                )
            )

    def get_ready(self) -> None:
        """Start the process, which takes a moment."""
        try:
            self._runner.start()
        except OSError:
            _log.exception("there is no process for the next upload yet")

    def rest(self) -> None:
        """End the process until there is work again."""
        self._runner.close()

    def interrupt(self) -> None:
        """End the process also within a task."""
        self._runner.end()

    def process(self, measurement_id: str) -> Result:
        """Process a measurement, if it waits and no other worker does."""
        try:
            with self._claims.of(measurement_id) as claimed:
                return self._process(measurement_id) if claimed else Result.TAKEN
        except Exception:
            # The state stays unfinished.
            _log.exception("processing of measurement %s was interrupted", measurement_id)
            return Result.INTERRUPTED

    def _process(self, measurement_id: str) -> Result:
        row = self._persist(lambda connection: _begin(connection, measurement_id))
        if row is None:
            return Result.GONE
        extension: str | None = row["extension"]
        number: int = row["data_version"]
        attempts: int = row["attempts"]
        if attempts > _MOST_ATTEMPTS:
            reason = f"the platform ended {attempts - 1} times while it processed this measurement"
            self._end(measurement_id, extension, _refused(reason, extension))
            return Result.DONE
        made: dict[str, Stored] = {}
        try:
            outcome, made = self._perform(measurement_id, number, row)
        except DiedError as death:
            return self._bury(measurement_id, extension, attempts, str(death))
        except OSError as error:
            _log.exception("measurement %s could not be processed", measurement_id)
            outcome = Outcome(refused=_fault(error), temporary=error.errno in _TEMPORARY)
        if outcome.log:
            _log.error("processing of measurement %s failed: %s", measurement_id, outcome.log)
        if outcome.temporary:
            reason = f"{outcome.refused}; the platform tries again"
            self._put_back(measurement_id, attempts - 1, reason)
            return Result.LATER
        if outcome.refused:
            self._end(measurement_id, extension, _refused(outcome.refused, extension))
        else:
            ready = {
                "processing_status": "ready",
                "processing_error": None,
                "steps_created": outcome.steps_created,
                "data_version": number if extension is None else number + 1,
            }
            self._end(measurement_id, extension, ready, made)
        return Result.DONE

    def _perform(
        self, measurement_id: str, number: int, row: RowMapping
    ) -> tuple[Outcome, dict[str, Stored]]:
        """Have the files processed, and keep the results; return their digests by key."""
        objects, extension = self._objects, row["extension"]
        if damaged := self._damaged(measurement_id, number, extension):
            return Outcome(refused=damaged), {}
        given = objects.path(layout.given_steps(measurement_id, number))
        after = number if extension is None else number + 1
        made = {
            "steps": layout.steps_table(measurement_id, after),
            "cycles": layout.cycles_table(measurement_id, after),
        }
        if extension is not None:
            made["whole"] = layout.time_series(measurement_id, after)
        with ExitStack() as drafts:
            places = {name: drafts.enter_context(objects.draft()) for name in made}
            outcome = self._runner.perform(
                Task(
                    series=str(objects.path(layout.time_series(measurement_id, number))),
                    # Those of an older version do not describe the extended series.
                    given_steps=str(given) if extension is None and given.is_file() else "",
                    extension="" if extension is None else str(objects.path(extension)),
                    whole=str(places.get("whole", "")),
                    steps=str(places["steps"]),
                    cycles=str(places["cycles"]),
                    rated_capacity=_rated_capacity(row["ratings"]),
                )
            )
            stored: dict[str, Stored] = {}
            if not outcome.refused:
                for name, key in made.items():
                    stored[key] = measure(places[name])
                    objects.keep(places[name], key)
        return outcome, stored

    def _damaged(self, measurement_id: str, number: int, extension: str | None) -> str:
        """Name a file that differs from its upload, if there is one: tables would be wrong."""
        keys = _sources(measurement_id, number, extension)
        noted = self._persist(lambda connection: {key: find(connection, key) for key in keys})
        for key, stored in noted.items():
            try:
                self._inspector.check(self._objects.path(key), stored)
            except (DamagedError, FileNotFoundError):
                return (
                    f"the stored file {key.rpartition('/')[2]!r} does not match the SHA-256 that "
                    "it was stored with; the disk may be failing. Upload it again"
                )
        return ""

    def _bury(self, measurement_id: str, extension: str | None, deaths: int, reason: str) -> Result:
        """Try once more after the first death of the process, and give up after the second."""
        if self._stopping.is_set():  # that is what ended it
            self._put_back(measurement_id, deaths - 1, None)
            return Result.DONE
        _log.error("processing of measurement %s died: %s", measurement_id, reason)
        if deaths < _MOST_DEATHS:
            self._put_back(measurement_id, deaths, None)
            return Result.AGAIN
        self._end(measurement_id, extension, _refused(reason, extension))
        return Result.DONE

    def _put_back(self, measurement_id: str, attempts: int, reason: str | None) -> None:
        waits = {
            "processing_status": "pending",
            "processing_error": reason,
            "attempts": attempts,
        }
        self._persist(lambda connection: _change(connection, measurement_id, waits))

    def _end(
        self,
        measurement_id: str,
        extension: str | None,
        outcome: Mapping[str, Any],
        made: Mapping[str, Stored] = MappingProxyType({}),
    ) -> None:
        ended = {**outcome, "extension": None, "attempts": 0}

        def change(connection: Connection) -> list[str]:
            """Store the outcome; return the prefixes of objects that no record names any more."""
            kept = _change(connection, measurement_id, ended)
            if kept is None:  # deleted meanwhile
                prefix = layout.measurement(measurement_id)
                superfluous = [] if is_binned(connection, prefix) else [prefix]
            else:
                for key, stored in made.items():
                    record(connection, key, stored)
                superfluous = []
                if extension is not None:
                    # Either the old version is out of date or the new one failed.
                    others = [layout.version(measurement_id, kept + step) for step in (-1, 1)]
                    superfluous = [extension, *others]
            mark_removed(connection, superfluous)
            return superfluous

        for prefix in self._persist(change):
            self._objects.remove(prefix)

    def _persist(self, change: Callable[[Connection], _T]) -> _T:
        """Use the database; try again while it is locked or the disk is full."""
        while True:
            try:
                with self._database.write() as connection:
                    return change(connection)
            except (DatabaseBusyError, OperationalError) as error:
                if self._stopping.is_set():
                    raise
                _log.warning("the state of a measurement could not be written yet: %s", error)
                self._stopping.wait(_RETRY)


def _sources(measurement_id: str, number: int, extension: str | None) -> list[str]:
    """Return the keys of the files to process; the steps may be missing."""
    return [
        layout.time_series(measurement_id, number),
        layout.given_steps(measurement_id, number),
        *([] if extension is None else [extension]),
    ]


def _begin(connection: Connection, measurement_id: str) -> RowMapping | None:
    """Return what to process; None if it was deleted, or processed by another worker."""
    # The attempt is stored before it is made, because it may end this process.
    table = cell_measurements
    begun = connection.execute(
        update(table)
        .where(table.c.id == measurement_id, table.c.processing_status.in_(_UNFINISHED))
        .values(processing_status="running", attempts=table.c.attempts + 1)
    )
    if not begun.rowcount:
        return None
    wanted = (table.c.extension, table.c.data_version, table.c.attempts)
    return (
        connection.execute(
            select(*wanted, cell_specifications.c.ratings)
            .join_from(table, cell_instances)
            .join(cell_specifications)
            .where(table.c.id == measurement_id)
        )
        .mappings()
        .first()
    )


def _change(connection: Connection, measurement_id: str, values: Mapping[str, Any]) -> int | None:
    """Change a record; return the version of its data, None if it was deleted."""
    table, reason = cell_measurements.c, values["processing_error"]
    version: int | None = connection.scalar(
        update(cell_measurements)
        .where(table.id == measurement_id)
        .values({**values, "processing_error": reason and without_paths(reason)})
        .returning(table.data_version)
    )
    return version


def _rated_capacity(ratings: Mapping[str, Any] | None) -> float | None:
    """Return the rated capacity in A.h; None if the ratings do not state it readably."""
    try:
        return rated_capacity(ratings or {})
    except ValueError:
        return None


def _fault(error: OSError) -> str:
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return f"the platform could not process it: {reason}"


def _refused(reason: str, extension: str | None) -> dict[str, Any]:
    # If an extension fails, the stored series stays readable.
    return {
        "processing_status": "failed" if extension is None else "ready",
        "processing_error": reason,
    }
