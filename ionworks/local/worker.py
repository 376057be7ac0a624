"""The worker that turns uploaded time series into step and cycle tables."""

import logging
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final

import polars as pl
from sqlalchemy import RowMapping, select, update

from ionworks.local import layout
from ionworks.local.capacity import rated_capacity
from ionworks.local.database import Database
from ionworks.local.objects import ObjectStore
from ionworks.local.processing import Processed, ProcessingError, process, stitch
from ionworks.local.processing.apart import can_be_read
from ionworks.local.processing.reading import read_series
from ionworks.local.schema import cell_instances, cell_measurements, cell_specifications
from ionworks.local.stored import DamagedError, Inspector, Stored, find, forget, record

_log: Final = logging.getLogger(__name__)
_PATIENCE: Final = 30.0  # seconds to wait at the end for what is being processed


class Worker:
    """Processes measurements one after the other, in a thread of its own.

    What waits is written in the database (``pending``, ``running``), so a new
    worker takes up what an earlier one left.

    Parameters
    ----------
    database : Database
        Where the states are.
    objects : ObjectStore
        Where the time series lie and the tables go.
    inspector : Inspector
        Compares what is read with what was stored.
    """

    def __init__(self, database: Database, objects: ObjectStore, inspector: Inspector) -> None:
        self._database = database
        self._objects = objects
        self._inspector = inspector
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._stopped = False
        self._suspects: set[str] = set()
        # A daemon, so that a very long run cannot keep the process from ending.
        self._thread = Thread(target=self._work, name="ionworks-worker", daemon=True)

    def start(self) -> None:
        """Take up what waits in the database, and go on with what is submitted."""
        table = cell_measurements.c
        with self._database.read() as connection:
            unfinished = connection.execute(
                select(table.id, table.processing_status)
                .where(table.processing_status.in_(["pending", "running"]))
                .order_by(table.created_at, table.id)
            ).all()
        for measurement_id, status in unfinished:
            if status == "running":  # at which the platform before this one ended
                self._suspects.add(measurement_id)
            self.submit(measurement_id)
        self._thread.start()

    def submit(self, measurement_id: str) -> None:
        """Queue a measurement whose stored state is ``pending``."""
        self._waiting.put(measurement_id)

    def stop(self) -> None:
        """Finish the measurement at hand and leave the others for the next start."""
        self._stopped = True
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _work(self) -> None:
        while (measurement_id := self._waiting.get()) is not None and not self._stopped:
            try:
                self._process(measurement_id)
            except Exception:
                # The state stays unfinished, and the next start tries again.
                _log.exception("processing of measurement %s broke off", measurement_id)

    def _process(self, measurement_id: str) -> None:
        row = self._begin(measurement_id)
        if row is None:  # deleted meanwhile
            return
        extension: str | None = row["extension"]
        number: int = row["data_version"]
        made: dict[str, Stored] = {}
        try:
            self._refuse_damaged(measurement_id, number, extension)
            self._refuse_deadly(measurement_id, number, extension)
            if extension is not None:
                self._append(measurement_id, number, extension, made)
                number += 1
            processed = self._tables(measurement_id, number, row["ratings"], made)
        except ProcessingError as error:
            outcome = _refused(str(error), extension)
        # A panic in the code below polars is no Exception, and would end the thread.
        except (Exception, pl.exceptions.PanicException) as error:
            _log.exception("measurement %s could not be processed", measurement_id)
            outcome = _refused(_fault(error), extension)
        else:
            outcome = {
                "processing_status": "ready",
                "processing_error": None,
                "steps_created": processed.steps.height,
                "data_version": number,
            }
        self._end(measurement_id, extension, outcome, made)

    def _begin(self, measurement_id: str) -> RowMapping | None:
        table = cell_measurements
        with self._database.write() as connection:
            connection.execute(
                update(table)
                .where(table.c.id == measurement_id)
                .values(processing_status="running")
            )
            return (
                connection.execute(
                    select(table.c.extension, table.c.data_version, cell_specifications.c.ratings)
                    .join_from(table, cell_instances)
                    .join(cell_specifications)
                    .where(table.c.id == measurement_id)
                )
                .mappings()
                .first()
            )

    def _refuse_deadly(self, measurement_id: str, number: int, extension: str | None) -> None:
        """Refuse what ended the platform before this one, if it was that."""
        if measurement_id not in self._suspects:
            return
        self._suspects.remove(measurement_id)
        sources = _sources(measurement_id, number, extension)
        paths = [path for path in map(self._objects.path, sources) if path.is_file()]
        if not can_be_read(paths):
            raise ProcessingError(
                "the Parquet file is damaged: reading it ends the process that does; "
                "write it anew and upload it again"
            )

    def _refuse_damaged(self, measurement_id: str, number: int, extension: str | None) -> None:
        """Refuse what is not what was uploaded: its tables would be wrong."""
        for key in _sources(measurement_id, number, extension):
            with self._database.read() as connection:
                stored = find(connection, key)
            try:
                self._inspector.check(self._objects.path(key), stored)
            except (DamagedError, FileNotFoundError):
                raise ProcessingError(
                    f"the stored file {key.rpartition('/')[2]!r} does not match the SHA-256 that "
                    "it was stored with; the disk may be failing. Upload it again"
                ) from None

    def _append(
        self, measurement_id: str, number: int, extension: str, made: dict[str, Stored]
    ) -> None:
        objects = self._objects
        stored = objects.path(layout.time_series(measurement_id, number))
        whole = stitch(stored, objects.path(extension))
        key = layout.time_series(measurement_id, number + 1)
        made[key] = objects.write(key, whole.write_parquet)

    def _tables(
        self,
        measurement_id: str,
        number: int,
        ratings: Mapping[str, Any] | None,
        made: dict[str, Stored],
    ) -> Processed:
        objects = self._objects
        given = objects.path(layout.given_steps(measurement_id, number))
        processed = process(
            objects.path(layout.time_series(measurement_id, number)),
            rated_capacity=rated_capacity(ratings),
            steps=read_series(given) if given.is_file() else None,
        )
        tables = {
            layout.steps_table(measurement_id, number): processed.steps,
            layout.cycles_table(measurement_id, number): processed.cycles,
        }
        for key, table in tables.items():
            made[key] = objects.write(key, table.write_parquet)
        return processed

    def _end(
        self,
        measurement_id: str,
        extension: str | None,
        outcome: Mapping[str, Any],
        made: Mapping[str, Stored],
    ) -> None:
        table = cell_measurements.c
        with self._database.write() as connection:
            kept = connection.scalar(
                update(cell_measurements)
                .where(table.id == measurement_id)
                .values(**outcome, extension=None)
                .returning(table.data_version)
            )
            if kept is None:  # deleted meanwhile
                superfluous = [layout.measurement(measurement_id)]
            else:
                for key, stored in made.items():
                    record(connection, key, stored)
                superfluous = []
            if kept is not None and extension is not None:
                # Either the old version is out of date or the new one failed.
                others = [layout.version(measurement_id, kept + step) for step in (-1, 1)]
                superfluous = [extension, *others]
            for prefix in superfluous:
                forget(connection, prefix)
        for prefix in superfluous:
            self._objects.remove(prefix)


def _sources(measurement_id: str, number: int, extension: str | None) -> list[str]:
    """Return the keys of what is processed; the steps may not be there."""
    return [
        layout.time_series(measurement_id, number),
        layout.given_steps(measurement_id, number),
        *([] if extension is None else [extension]),
    ]


def _fault(error: BaseException) -> str:
    reason = str(error).strip().partition("\n")[0]
    return f"the platform failed with {type(error).__name__}: {reason}"


def _refused(reason: str, extension: str | None) -> dict[str, Any]:
    # What was readable before an extension stays readable after a failed one.
    return {
        "processing_status": "failed" if extension is None else "ready",
        "processing_error": reason,
    }
