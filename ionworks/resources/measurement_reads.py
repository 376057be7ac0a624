"""Reading measurements: tables from the cache, parts from the storage, many at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

from ionworks_generated.api.cell_instances import get_cell_instance
from ionworks_generated.api.cell_measurements import (
    download_steps,
    download_time_series,
    get_cycles,
    get_steps_and_cycles,
)

from ionworks._forks import check_polars
from ionworks._io.blocking import run
from ionworks._io.bodies import FileSink
from ionworks._io.replacing import replacing
from ionworks.errors import NotFoundError
from ionworks.ids import id_of
from ionworks.progress import reporting
from ionworks.records import CellInstance, MeasurementDetail, StepsAndCycles
from ionworks.resources._derived import address_of, as_parquet
from ionworks.resources._downloads import TRIES, fetch_linked
from ionworks.resources._lazy import lazy_frame
from ionworks.resources._many import ReadMany, measurements_of, read_each
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._remote_parquet import RemoteParquet, SeriesChangedError
from ionworks.resources.measurement_records import AsyncMeasurementRecords, MeasurementRecords
from ionworks.tables import AnyFrame, read_parquet, reading_parquet, scan_parquet, to_backend
from ionworks.tables.electrodes import WorkingElectrode, read_working_electrode, seen_from
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
    from os import PathLike

    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.ids import MeasurementId
    from ionworks.pagination import AsyncPages, Pages
    from ionworks.progress import ProgressOption
    from ionworks.records import CellMeasurement

Table: TypeAlias = Literal["time_series", "steps", "cycles"]


class AsyncMeasurementReads(AsyncMeasurementRecords):
    """Reads of measurements."""

    async def time_series(
        self,
        measurement_id: MeasurementId,
        *,
        columns: Sequence[str] | None = None,
        row_range: tuple[int, int] | None = None,
        time_range: tuple[float | None, float | None] | None = None,
        use_cache: bool = True,
    ) -> AnyFrame:
        """Read a time series, or a part of it.

        The whole is kept in the disk cache. A part is cut from it if it is there; else only
        the row groups that hold the part are moved.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        columns : sequence of str, optional
            Names of the columns wanted, in that order; all without it.
        row_range : tuple of int, optional
            First row and the row after the last one, counted from 0.
        time_range : tuple of float or None, optional
            Bounds of ``Time [s]`` in seconds, both included; None is no bound.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a sample, the columns as they were uploaded.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        ValueError
            A column is not there, or a range is none.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-010"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9],
        ...     "Current [A]": [5.0, 5.0, 5.0],
        ...     "Step count": [0, 0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> (await client.cell_measurement.time_series(
        ...     made.id, columns=["Voltage [V]"], row_range=(1, 3)
        ... ))["Voltage [V]"].to_list()
        [4.0, 3.9]
        """
        wanted = Selection(columns, row_range, time_range)
        frame = await read_time_series(
            self._runtime, id_of(measurement_id, "measurement_id"), wanted, use_cache=use_cache
        )
        return self._hand_out(frame)

    async def scan(self, measurement_id: MeasurementId) -> pl.LazyFrame:
        """Make a lazy frame of a time series.

        Only the columns and row groups that a query needs are moved, each time it is
        collected; the frame outlives the links to the storage.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        polars.LazyFrame
            One row a sample. Collecting it blocks, also when an async client made it.
        """
        return await lazy_frame(
            self._runtime, partial(_link, measurement_id=id_of(measurement_id, "measurement_id"))
        )

    async def steps(self, measurement_id: MeasurementId, *, use_cache: bool = True) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a step: ``Start index``, ``End index`` (rows of the series, both
            included), ``Step type``, capacities in A.h, energies in W.h, and the least,
            largest and mean voltage [V], current [A] and power [W].

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        """
        return self._hand_out(
            await _steps(
                self._runtime, id_of(measurement_id, "measurement_id"), use_cache=use_cache
            )
        )

    async def cycles(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell. For "anode" the coulombic efficiency is charge
            over discharge capacity (delithiation over lithiation), and the capacity retention
            and fade are those of the charge capacity. "cathode" reads as a full cell does.
            What is stored stays as it is.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a cycle: capacities in A.h, energies in W.h, and efficiencies, retention
            and fade as ratios.

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        ValueError
            `working_electrode` is not one of the electrodes.

        Examples
        --------
        A graphite half cell takes 4 A.h on discharge and returns 3.6 A.h on charge:

        >>> spec = await client.cell_spec.create_or_get({"name": "Graphite half cell"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "G-001"})
        >>> series = {
        ...     "Time [s]": [0.0, 3600.0, 3600.0, 7200.0],
        ...     "Voltage [V]": [0.9, 0.05, 0.1, 1.0],
        ...     "Current [A]": [4.0, 4.0, -3.6, -3.6],
        ...     "Step count": [0, 0, 1, 1],
        ... }
        >>> detail = {"measurement": {"name": "First cycle"}, "time_series": series}
        >>> made = await client.cell_measurement.create_or_get(cell.id, detail)
        >>> cycles = await client.cell_measurement.cycles(made.id, working_electrode="anode")
        >>> round(cycles["Coulombic efficiency"][0], 3)
        0.9
        """
        read = _cycles_of(working_electrode)
        return self._hand_out(
            await read(self._runtime, id_of(measurement_id, "measurement_id"), use_cache=use_cache)
        )

    async def steps_and_cycles(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> StepsAndCycles:
        """Read the step table and the cycle table.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        StepsAndCycles
            ``.steps`` and ``.cycles``.
        """
        read_cycles = _cycles_of(working_electrode)
        measurement_id = id_of(measurement_id, "measurement_id")
        steps, cycles = await self._runtime.gather(
            [
                partial(_steps, self._runtime, measurement_id, use_cache=use_cache),
                partial(read_cycles, self._runtime, measurement_id, use_cache=use_cache),
            ],
            limit=2,
        )
        return StepsAndCycles(steps=self._hand_out(steps), cycles=self._hand_out(cycles))

    async def detail(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> MeasurementDetail:
        """Read a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        MeasurementDetail
            The record, the ids of its cell and specification, and its data: the tables of a
            time series, the ``files`` of a file measurement; the properties of a properties
            measurement are in the record. A part that cannot be read raises.
        """
        electrode = read_working_electrode(working_electrode)  # before anything is asked for
        measurement_id = id_of(measurement_id, "measurement_id")
        record = await self.get(measurement_id)
        cell = CellInstance.from_model(
            await self._runtime.call(get_cell_instance, record.cell_instance_id), self._links
        )
        tables: dict[str, AnyFrame] = {}
        if record.measurement_type in (None, "time_series"):
            series, steps, cycles = await self._runtime.gather(
                [
                    partial(self.time_series, measurement_id, use_cache=use_cache),
                    partial(self.steps, measurement_id, use_cache=use_cache),
                    partial(
                        self.cycles,
                        measurement_id,
                        working_electrode=electrode,
                        use_cache=use_cache,
                    ),
                ],
                limit=3,
            )
            tables = {"time_series": series, "steps": steps, "cycles": cycles}
        return MeasurementDetail(
            measurement=record,
            specification_id=cell.cell_specification_id,
            instance_id=cell.id,
            **tables,
        )

    async def read_many(
        self,
        measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 8,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> ReadMany:
        """Read a table of many measurements into one tall frame.

        Parameters
        ----------
        measurements : iterable of str or record
            Ids, or records, such as those of an `iter` call. A page of `list` that is not the
            whole list is read with a warning.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 8
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        ReadMany
            ``.frame`` with the names of measurement, cell and specification in front, and
            ``.errors`` by measurement id: one that cannot be read, lacks a column, or holds
            text where the others hold numbers, does not lose the others.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            `what` is not one of the tables, or `working_electrode` does not fit it.

        Examples
        --------
        >>> (await client.cell_measurement.read_many([], what="cycles")).errors
        {}
        """
        selection = Selection(columns)
        readers = {
            "time_series": partial(read_time_series, wanted=selection, use_cache=use_cache),
            "steps": partial(_selected, _steps, selection, use_cache=use_cache),
            "cycles": partial(
                _selected, _cycles_of(working_electrode), selection, use_cache=use_cache
            ),
        }
        if what not in readers:
            raise ValueError(f"`what` is one of {', '.join(map(repr, readers))}, not {what!r}")
        if working_electrode is not None and what != "cycles":
            raise ValueError(
                f"working_electrode changes ratios of the cycle table only, not {what!r}; pass "
                "what='cycles', or leave it out"
            )
        wanted = await measurements_of(measurements)
        with reporting(progress, f"Reading {what}", len(wanted)) as report:
            frame, errors = await read_each(
                self._runtime, wanted, readers[what], max_parallel=max_parallel, progress=report
            )
        return ReadMany(self._hand_out(frame), errors)

    async def download(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series to a Parquet file, without reading it into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to; a file that is there is replaced when the new one is whole.

        Returns
        -------
        pathlib.Path
            The file.
        """
        target = Path(path)
        link = _link(self._runtime, measurement_id=id_of(measurement_id, "measurement_id"))
        with replacing(target) as file:
            await fetch_linked(self._runtime, link, FileSink(file))
        return target

    def _hand_out(self, frame: pl.DataFrame) -> AnyFrame:
        return to_backend(frame, self._runtime.settings.dataframe_backend)


def _link(runtime: Runtime, *, measurement_id: str) -> Callable[[], Awaitable[str]]:
    """Give what is awaited for a link to the time series, again and again."""
    return lambda: runtime.call(download_time_series, measurement_id)


async def read_time_series(
    runtime: Runtime, measurement_id: str, wanted: Selection, *, use_cache: bool
) -> pl.DataFrame:
    """Read a time series, or a part of it, as polars."""
    check_polars()  # before anything is asked for
    link = _link(runtime, measurement_id=measurement_id)
    artefacts = MeasurementCache(runtime)
    # A part is cut from the cached file if there is one; else only the part is moved.
    if wanted:
        cached = await artefacts.find(measurement_id, "time_series") if use_cache else None
        if cached is None:
            return await _part(runtime, link, lambda _: wanted)

    def parse(source: Path | bytes) -> pl.DataFrame:
        if not wanted:
            return read_parquet(source)
        with reading_parquet():
            stored = scan_parquet(source)
            schema = stored.collect_schema()
        needed = wanted.needed(schema)
        with reading_parquet():
            return wanted.apply(stored.select(needed)).collect()

    return await artefacts.read(measurement_id, "time_series", link, parse, use_cache=use_cache)


async def read_last_rows(runtime: Runtime, measurement_id: str, rows: int) -> pl.DataFrame:
    """Read at most so many rows of the end of a stored series, past the cache."""

    def last(file: RemoteParquet) -> Selection:
        stored = sum(group.rows for group in file.groups)
        return Selection(row_range=(max(stored - rows, 0), stored))

    return await _part(runtime, _link(runtime, measurement_id=measurement_id), last)


async def _part(
    runtime: Runtime,
    link: Callable[[], Awaitable[str]],
    wanted: Callable[[RemoteParquet], Selection],
) -> pl.DataFrame:
    for left in reversed(range(TRIES)):
        try:
            with RemoteParquet(runtime, link) as file:
                await file.open()
                return await file.select(wanted(file))
        except SeriesChangedError:
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


async def _steps(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
    check_polars()
    read = partial(
        MeasurementCache(runtime).read,
        measurement_id,
        "steps",
        parse=read_parquet,
        use_cache=use_cache,
    )
    try:
        return await read(link=lambda: runtime.call(download_steps, measurement_id))
    except NotFoundError:
        # Measurements of before there were step files have the table as JSON only.
        address = address_of(runtime.settings.api_url, get_steps_and_cycles, measurement_id)
        return await read(link=_always(address), store=as_parquet("steps"))


async def _cycles(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
    check_polars()
    address = address_of(runtime.settings.api_url, get_cycles, measurement_id)
    return await MeasurementCache(runtime).read(
        measurement_id,
        "cycles",
        _always(address),
        read_parquet,
        use_cache=use_cache,
        store=as_parquet("cycles"),
    )


class _Read(Protocol):
    """A read of a table as polars."""

    def __call__(
        self, runtime: Runtime, measurement_id: str, *, use_cache: bool
    ) -> Coroutine[Any, Any, pl.DataFrame]: ...


def _cycles_of(working_electrode: WorkingElectrode | None) -> _Read:
    """Return the read of a cycle table as it is seen from a working electrode."""
    electrode = read_working_electrode(working_electrode)

    async def read(runtime: Runtime, measurement_id: str, *, use_cache: bool) -> pl.DataFrame:
        return seen_from(await _cycles(runtime, measurement_id, use_cache=use_cache), electrode)

    return read


async def _selected(
    read: _Read,
    wanted: Selection,
    runtime: Runtime,
    measurement_id: str,
    *,
    use_cache: bool,
) -> pl.DataFrame:
    frame = await read(runtime, measurement_id, use_cache=use_cache)
    return frame.select(wanted.needed(frame.columns))


def _always(address: str) -> Callable[[], Awaitable[str]]:
    async def link() -> str:
        return address

    return link


L = TypeVar("L", bound=AsyncMeasurementReads)


class MeasurementReads(MeasurementRecords[L]):
    """Reads of measurements."""

    def time_series(
        self,
        measurement_id: MeasurementId,
        *,
        columns: Sequence[str] | None = None,
        row_range: tuple[int, int] | None = None,
        time_range: tuple[float | None, float | None] | None = None,
        use_cache: bool = True,
    ) -> AnyFrame:
        """Read a time series, or a part of it.

        The whole is kept in the disk cache. A part is cut from it if it is there; else only
        the row groups that hold the part are moved.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        columns : sequence of str, optional
            Names of the columns wanted, in that order; all without it.
        row_range : tuple of int, optional
            First row and the row after the last one, counted from 0.
        time_range : tuple of float or None, optional
            Bounds of ``Time [s]`` in seconds, both included; None is no bound.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a sample, the columns as they were uploaded.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        ValueError
            A column is not there, or a range is none.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-010"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9],
        ...     "Current [A]": [5.0, 5.0, 5.0],
        ...     "Step count": [0, 0, 0],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> client.cell_measurement.time_series(
        ...     made.id, columns=["Voltage [V]"], row_range=(1, 3)
        ... )["Voltage [V]"].to_list()
        [4.0, 3.9]
        """
        return run(
            self._async.time_series(
                measurement_id,
                columns=columns,
                row_range=row_range,
                time_range=time_range,
                use_cache=use_cache,
            )
        )

    def scan(self, measurement_id: MeasurementId) -> pl.LazyFrame:
        """Make a lazy frame of a time series.

        Only the columns and row groups that a query needs are moved, each time it is
        collected; the frame outlives the links to the storage.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Returns
        -------
        polars.LazyFrame
            One row a sample. Collecting it blocks, also when an async client made it.
        """
        return run(self._async.scan(measurement_id))

    def steps(self, measurement_id: MeasurementId, *, use_cache: bool = True) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a step: ``Start index``, ``End index`` (rows of the series, both
            included), ``Step type``, capacities in A.h, energies in W.h, and the least,
            largest and mean voltage [V], current [A] and power [W].

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        """
        return run(self._async.steps(measurement_id, use_cache=use_cache))

    def cycles(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell. For "anode" the coulombic efficiency is charge
            over discharge capacity (delithiation over lithiation), and the capacity retention
            and fade are those of the charge capacity. "cathode" reads as a full cell does.
            What is stored stays as it is.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a cycle: capacities in A.h, energies in W.h, and efficiencies, retention
            and fade as ratios.

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        ValueError
            `working_electrode` is not one of the electrodes.

        Examples
        --------
        A graphite half cell takes 4 A.h on discharge and returns 3.6 A.h on charge:

        >>> spec = client.cell_spec.create_or_get({"name": "Graphite half cell"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "G-001"})
        >>> series = {
        ...     "Time [s]": [0.0, 3600.0, 3600.0, 7200.0],
        ...     "Voltage [V]": [0.9, 0.05, 0.1, 1.0],
        ...     "Current [A]": [4.0, 4.0, -3.6, -3.6],
        ...     "Step count": [0, 0, 1, 1],
        ... }
        >>> detail = {"measurement": {"name": "First cycle"}, "time_series": series}
        >>> made = client.cell_measurement.create_or_get(cell.id, detail)
        >>> cycles = client.cell_measurement.cycles(made.id, working_electrode="anode")
        >>> round(cycles["Coulombic efficiency"][0], 3)
        0.9
        """
        return run(
            self._async.cycles(
                measurement_id, working_electrode=working_electrode, use_cache=use_cache
            )
        )

    def steps_and_cycles(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> StepsAndCycles:
        """Read the step table and the cycle table.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        StepsAndCycles
            ``.steps`` and ``.cycles``.
        """
        return run(
            self._async.steps_and_cycles(
                measurement_id, working_electrode=working_electrode, use_cache=use_cache
            )
        )

    def detail(
        self,
        measurement_id: MeasurementId,
        *,
        working_electrode: WorkingElectrode | None = None,
        use_cache: bool = True,
    ) -> MeasurementDetail:
        """Read a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        MeasurementDetail
            The record, the ids of its cell and specification, and its data: the tables of a
            time series, the ``files`` of a file measurement; the properties of a properties
            measurement are in the record. A part that cannot be read raises.
        """
        return run(
            self._async.detail(
                measurement_id, working_electrode=working_electrode, use_cache=use_cache
            )
        )

    def read_many(
        self,
        measurements: Iterable[MeasurementId] | Pages[CellMeasurement],
        what: Table = "time_series",
        *,
        columns: Sequence[str] | None = None,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 8,
        use_cache: bool = True,
        progress: ProgressOption = None,
    ) -> ReadMany:
        """Read a table of many measurements into one tall frame.

        Parameters
        ----------
        measurements : iterable of str or record
            Ids, or records, such as those of an `iter` call. A page of `list` that is not the
            whole list is read with a warning.
        what : {"time_series", "steps", "cycles"}, default "time_series"
            The table.
        columns : sequence of str, optional
            Names of the columns to read, in the order wanted; by default all.
        working_electrode : {"anode", "cathode"}, optional
            As for `cycles`, for each of the measurements; needs ``what="cycles"``.
        max_parallel : int, default 8
            How many are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (measurements done, measurements in all).

        Returns
        -------
        ReadMany
            ``.frame`` with the names of measurement, cell and specification in front, and
            ``.errors`` by measurement id: one that cannot be read, lacks a column, or holds
            text where the others hold numbers, does not lose the others.

        Raises
        ------
        TypeError
            `measurements` is not a collection of ids and records.
        ValueError
            `what` is not one of the tables, or `working_electrode` does not fit it.

        Examples
        --------
        >>> client.cell_measurement.read_many([], what="cycles").errors
        {}
        """
        return run(
            self._async.read_many(
                measurements,
                what,
                columns=columns,
                working_electrode=working_electrode,
                max_parallel=max_parallel,
                use_cache=use_cache,
                progress=progress,
            )
        )

    def download(self, measurement_id: MeasurementId, path: str | PathLike[str]) -> Path:
        """Save a time series to a Parquet file, without reading it into memory.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        path : path
            Where to; a file that is there is replaced when the new one is whole.

        Returns
        -------
        pathlib.Path
            The file.
        """
        return run(self._async.download(measurement_id, path))
