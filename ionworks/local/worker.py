"""The worker of a platform: a thread that has uploaded time series processed."""

from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final

from ionworks.local.claims import Claims
from ionworks.local.database import Database
from ionworks.local.objects import ObjectStore
from ionworks.local.processing.bounds import Bounds
from ionworks.local.processor import Processor, Result
from ionworks.local.stored import Inspector

_PATIENCE: Final = 30.0  # seconds to wait at the end for what is being processed
_PAUSE: Final = 30.0  # seconds until what has met a full disk is tried again
_MOMENT: Final = 1.0  # seconds until what another worker processes is looked at again
_IDLE: Final = 300.0  # seconds without work until the process for tasks is ended


class Worker:
    """Processes measurements one after the other, each task in another process.

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
    bounds : Bounds
        What the processing of one measurement may take.
    claims : Claims
        Keep several workers from processing one measurement at once.
    """

    def __init__(
        self,
        database: Database,
        objects: ObjectStore,
        inspector: Inspector,
        bounds: Bounds,
        claims: Claims,
    ) -> None:
        self._stopping = Event()
        self._processor = Processor(database, objects, inspector, bounds, claims, self._stopping)
        # An id, or None to wake the worker up: it has to stop or to get ready.
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._postponed: dict[str, Result] = {}
        # A daemon, so that a very long run cannot keep the process from ending.
        self._thread = Thread(target=self._work, name="ionworks-worker", daemon=True)

    def start(self) -> None:
        """Process what waits in the database, then what is submitted."""
        for measurement_id in self._processor.waiting():
            self.submit(measurement_id)
        self._thread.start()

    def expect(self) -> None:
        """Get ready: an upload has begun, and starting a process takes a moment."""
        self._waiting.put(None)

    def submit(self, measurement_id: str) -> None:
        """Queue a measurement whose stored state is ``pending``."""
        self._waiting.put(measurement_id)

    def stop(self) -> None:
        """Finish the current measurement and leave the others for the next start."""
        self._stopping.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        self._processor.interrupt()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        self._processor.rest()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                submitted = self._waiting.get(timeout=self._pause())
            except Empty:
                submitted = None
                if not self._postponed:
                    self._processor.rest()
                    continue
            else:
                if submitted is None:
                    if not self._stopping.is_set():
                        self._processor.get_ready()
                    continue
            again, self._postponed = list(self._postponed), {}
            for measurement_id in ([] if submitted is None else [submitted]) + again:
                if not self._stopping.is_set():
                    self._try(measurement_id)

    def _pause(self) -> float:
        if Result.TAKEN in self._postponed.values():
            return _MOMENT
        return _PAUSE if self._postponed else _IDLE

    def _try(self, measurement_id: str) -> None:
        result = self._processor.process(measurement_id)
        if result is Result.AGAIN:
            self.submit(measurement_id)
        elif result in (Result.LATER, Result.TAKEN):
            self._postponed[measurement_id] = result
