"""Where the steps and rows of a loader come from; each is fetched at most once."""

from __future__ import annotations

import threading
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks._forks import PerProcess
from ionworks._io.blocking import run
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import IonworksError
from ionworks.tables import derived_table, to_polars

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from ionworks.readers.reports import ReadReport
    from ionworks.tables import TableLike

    Rows = tuple[int, int] | None


class Source:
    """Steps and rows that are given, or fetched from a measurement of the platform.

    Attributes
    ----------
    measurement_id : str or None
        The measurement, as long as the data is the platform's.
    offset : int
        Row of the measurement that the loaded series begins with.
    file : str or None
        The name of the file or folder that the series is from.
    report : ReadReport or None
        What `ionworks.read` did with the file.
    """

    def __init__(
        self,
        measurement_id: str | None = None,
        client: Ionworks | AsyncIonworks | None = None,
        *,
        use_cache: bool = True,
    ) -> None:
        self.measurement_id = measurement_id
        self.offset = 0
        self.file: str | None = None
        self.report: ReadReport | None = None
        self._lock = PerProcess(threading.RLock)
        self._client = client
        self._use_cache = use_cache
        self._table: pl.DataFrame | None = None
        self._has_table = False
        self._series: pl.DataFrame | None = None
        self._entire = False
        self._names: tuple[str, str] | None = None
        self._has_names = False

    @property
    def lock(self) -> threading.RLock:
        """What a thread holds that loads or chooses."""
        return self._lock.here()

    @property
    def loaded(self) -> bool:
        """Whether the series is there."""
        return self._series is not None

    @property
    def complete(self) -> bool:
        """Whether steps and series are there, so that nothing more is fetched."""
        return self._series is not None and self._has_table

    @property
    def known_names(self) -> tuple[str, str] | None:
        """The names of the cell and of the measurement, if they have been asked for."""
        return self._names

    def steps(self) -> pl.DataFrame | None:
        """Return the whole step table."""
        with self.lock:
            if not self._has_table:
                with self._connected() as client:
                    self.take_steps(
                        client.cell_measurement.steps(self._named(), use_cache=self._use_cache)
                    )
            return self._table

    def series(self, rows: Rows = None) -> pl.DataFrame:
        """Return the series; if it is not there yet, the given rows of it are fetched."""
        with self.lock:
            if self._series is None:
                with self._connected() as client:
                    frame = client.cell_measurement.time_series(
                        self._named(), use_cache=self._use_cache, row_range=rows
                    )
                return self.take_series(frame, rows)
            return self._series

    async def aload(self, choose: Callable[[pl.DataFrame | None], Rows]) -> None:
        """Fetch the step table, and the rows that are chosen by it."""
        async with self._connected_async() as client:

            async def load() -> tuple[Any, Rows]:
                reads = client.cell_measurement
                self.take_steps(await reads.steps(self._named(), use_cache=self._use_cache))
                rows = choose(self._table)
                frame = await reads.time_series(
                    self._named(), use_cache=self._use_cache, row_range=rows
                )
                return frame, rows

            given: object = client
            if isinstance(given, AsyncIonworks):
                # A plot cannot await, so the names for its title come along with the rows.
                found: list[Any] = await given._runtime.backend.gather(
                    [load, partial(self._anames, given)], limit=2
                )
                (frame, rows), self._names = found
            else:  # a stand-in, which need only read
                frame, rows = await load()
        self._has_names = True
        self.take_series(frame, rows)

    def names(self) -> tuple[str, str] | None:
        """Return the names of the cell and of the measurement; None where they are not known.

        They are asked for once. What is read from the cache needs no service, and a picture of it
        needs no title, so a service that does not answer is no error here.
        """
        with self.lock:
            if not self._has_names and not isinstance(self._client, AsyncIonworks):
                self._has_names = True
                if self.measurement_id is not None:
                    self._names = self._ask_for_names()
            return self._names

    def _ask_for_names(self) -> tuple[str, str] | None:
        try:
            with self._connected() as client:
                given: object = client
                if not isinstance(given, Ionworks):  # a stand-in, which need only read
                    return None
                return run(self._anames(given._async))
        except IonworksError:  # there are no settings any more that make a client
            return None

    async def _anames(self, client: AsyncIonworks) -> tuple[str, str] | None:
        # Asked once each: a title is not worth a wait for a service that does not answer.
        asked = client._with_retry_budget(0)
        try:
            record = await asked.cell_measurement.get(self._named())
            cell = await asked.cell_instance.get(record.cell_instance_id)
        except IonworksError:
            return None
        return cell.name, record.name

    def rated_capacity(self) -> float:
        """Ask the platform for the rated capacity of the cell, in A.h.

        Raises
        ------
        ValueError
            The data is of no measurement of the platform, or its client is awaited; or the
            specification of the cell has no rated capacity.
        IonworksError
            A record cannot be read.
        """
        from ionworks.validators import rated_capacity

        if self.measurement_id is None or isinstance(self._client, AsyncIonworks):
            raise ValueError(
                "reference is 'rated', and the specification of the cell is not at hand; give the "
                "capacity, such as reference='5 A.h'"
            )
        with self._connected() as client:
            record = client.cell_measurement.get(self.measurement_id)
            cell = client.cell_instance.get(record.cell_instance_id)
            spec = client.cell_spec.get(cell.cell_specification_id)
        return rated_capacity(spec.ratings or {})

    def detach(self) -> None:
        """Fetch what is missing of the whole, and forget the measurement."""
        with self.lock:
            if self.measurement_id is None:
                return
            self.names()
            self.steps()
            if not self._entire:
                with self._connected() as client:
                    self.take_series(
                        client.cell_measurement.time_series(
                            self.measurement_id, use_cache=self._use_cache
                        )
                    )
            self.measurement_id = self._client = None

    async def adetach(self) -> None:
        """Fetch what is missing of the whole, and forget the measurement."""
        if self.measurement_id is None:
            return
        if not self._entire:
            async with self._connected_async() as client:
                frame = await client.cell_measurement.time_series(
                    self.measurement_id, use_cache=self._use_cache
                )
            self.take_series(frame)
        self.measurement_id = self._client = None

    def take_steps(self, steps: TableLike | None) -> None:
        """Take a step table in."""
        if steps is not None:
            table = to_polars(steps, name="steps")
            # JSON and CSV do not tell 1.0 from 1; the kinds of these columns are known.
            self._table = derived_table(table.to_dict(), name="steps")
        self._has_table = True

    def take_series(self, series: TableLike, rows: Rows = None) -> pl.DataFrame:
        """Take a series in, whole or the given rows of it."""
        frame = to_polars(series, name="time_series").clone()
        if rows is not None and frame.height != rows[1] - rows[0]:
            raise ValueError(
                f"rows {rows[0]} to {rows[1]} were asked for, {frame.height} rows came"
            )
        if rows is None and self._table is not None and self._table.height:
            last = self._table["End index"].max() if "End index" in self._table.columns else -1
            if isinstance(last, int) and last >= frame.height:
                raise ValueError(
                    f"the step table leads to row {last}; the time series has {frame.height} rows"
                )
        self._series = frame
        self.offset = 0 if rows is None else rows[0]
        self._entire = rows is None
        return frame

    def copy(self) -> Source:
        """Make a source of the same measurement that begins with what is loaded here."""
        with self.lock:
            other = Source(self.measurement_id, self._client, use_cache=self._use_cache)
            other._table, other._has_table = self._table, self._has_table
            other._series, other.offset = self._series, self.offset
            other._entire = self._entire
            other._names, other._has_names = self._names, self._has_names
            other.file, other.report = self.file, self.report
        return other

    def _named(self) -> str:
        assert self.measurement_id is not None  # else all was given
        return self.measurement_id

    def _connected(self) -> AbstractContextManager[Ionworks]:
        if isinstance(self._client, AsyncIonworks):
            raise TypeError(
                "this loader has an AsyncIonworks, which is awaited: load with "
                "`await DataLoader.afrom_db(...)` and `await loader.ato_local()`"
            )
        return nullcontext(self._client) if self._client is not None else Ionworks()

    def _connected_async(self) -> AbstractAsyncContextManager[AsyncIonworks]:
        if isinstance(self._client, Ionworks):
            raise TypeError(
                "this loader has an Ionworks, which blocks: load with "
                "`DataLoader.from_db(...)` and `loader.to_local()`"
            )
        return nullcontext(self._client) if self._client is not None else AsyncIonworks()
