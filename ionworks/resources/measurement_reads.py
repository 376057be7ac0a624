"""Measurements on their way down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ionworks_generated.api.cell_instances import get_cell_instance
from ionworks_generated.api.cell_measurements import (
    download_steps,
    download_time_series,
    get_cycles,
    get_steps_and_cycles,
)

from ionworks._io.blocking import run
from ionworks._io.bodies import MemorySink
from ionworks.records import CellInstance, MeasurementDetail, StepsAndCycles
from ionworks.resources.measurement_records import AsyncMeasurementRecords, MeasurementRecords
from ionworks.tables import AnyFrame, derived_table, read_parquet, to_backend

if TYPE_CHECKING:
    import polars as pl


class AsyncMeasurementReads(AsyncMeasurementRecords):
    """Reads of measurements, awaited."""

    async def time_series(self, measurement_id: str) -> AnyFrame:
        """Read a time series. See `CellMeasurements.time_series`."""
        link = await self._rt.call(download_time_series, measurement_id)
        return self._hand_out(await self._parquet(link))

    async def steps(self, measurement_id: str) -> AnyFrame:
        """Read a step table. See `CellMeasurements.steps`."""
        link = await self._rt.call(download_steps, measurement_id)
        return self._hand_out(await self._parquet(link))

    async def cycles(self, measurement_id: str) -> AnyFrame:
        """Read a cycle table. See `CellMeasurements.cycles`."""
        answer = await self._rt.call(get_cycles, measurement_id)
        table = await self._rt.offload(partial(derived_table, answer.cycles, name="cycles"))
        return self._hand_out(table)

    async def steps_and_cycles(self, measurement_id: str) -> StepsAndCycles:
        """Read both tables. See `CellMeasurements.steps_and_cycles`."""
        answer = await self._rt.call(get_steps_and_cycles, measurement_id)
        steps = await self._rt.offload(partial(derived_table, answer.steps, name="steps"))
        cycles = await self._rt.offload(partial(derived_table, answer.cycles, name="cycles"))
        return StepsAndCycles(steps=self._hand_out(steps), cycles=self._hand_out(cycles))

    async def detail(self, measurement_id: str) -> MeasurementDetail:
        """Read a measurement with its data. See `CellMeasurements.detail`."""
        record = await self.get(measurement_id)
        cell = CellInstance.from_model(
            await self._rt.call(get_cell_instance, record.cell_instance_id)
        )
        tables: dict[str, AnyFrame] = {}
        if record.measurement_type in (None, "time_series"):
            parts = ("time_series", "steps", "cycles")
            read = await self._rt.gather(
                [partial(getattr(self, part), measurement_id) for part in parts], limit=3
            )
            tables = dict(zip(parts, read, strict=True))
        return MeasurementDetail(
            measurement=record,
            specification_id=cell.cell_specification_id,
            instance_id=cell.id,
            **tables,
        )

    async def _parquet(self, link: str) -> pl.DataFrame:
        sink = MemorySink()
        await self._rt.fetch(link, sink)
        return await self._rt.offload(read_parquet, sink.data)

    def _hand_out(self, frame: pl.DataFrame) -> AnyFrame:
        return to_backend(frame, self._rt.settings.dataframe_backend)


L = TypeVar("L", bound=AsyncMeasurementReads)


class MeasurementReads(MeasurementRecords[L]):
    """Reads of measurements."""

    def time_series(self, measurement_id: str) -> AnyFrame:
        """Read a time series.

        Parameters
        ----------
        measurement_id : str
            Its id.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a sample, the columns as they were uploaded.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        """
        return run(self._async.time_series(measurement_id))

    def steps(self, measurement_id: str) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str
            Its id.

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
        return run(self._async.steps(measurement_id))

    def cycles(self, measurement_id: str) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str
            Its id.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            One row a cycle: capacities in A.h, energies in W.h, and efficiencies, retention
            and fade as ratios.

        Raises
        ------
        ConflictError
            The measurement is still being processed.
        """
        return run(self._async.cycles(measurement_id))

    def steps_and_cycles(self, measurement_id: str) -> StepsAndCycles:
        """Read the step table and the cycle table in one request.

        Parameters
        ----------
        measurement_id : str
            Its id.

        Returns
        -------
        StepsAndCycles
            ``.steps`` and ``.cycles``.
        """
        return run(self._async.steps_and_cycles(measurement_id))

    def detail(self, measurement_id: str) -> MeasurementDetail:
        """Read a measurement with its data.

        Parameters
        ----------
        measurement_id : str
            Its id.

        Returns
        -------
        MeasurementDetail
            The record, the ids of its cell and specification, and, for a time series,
            ``time_series``, ``steps`` and ``cycles``. A part that cannot be read raises.
        """
        return run(self._async.detail(measurement_id))
