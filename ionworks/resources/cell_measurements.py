"""Cell measurements: uploading them, on top of the records and the reads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, overload

from ionworks_generated.api.cell_measurements import (
    confirm_measurement_upload,
    initiate_measurement_upload,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks.errors import ConflictError
from ionworks.records import CellMeasurement, MeasurementBundle
from ionworks.resources._create_or_get import existing
from ionworks.resources._drafts import measurement_name, read_draft
from ionworks.resources._processing import refuse_failed, wait_until_ready
from ionworks.resources._spool import Spool
from ionworks.resources._targets import target_for
from ionworks.resources.measurement_reads import AsyncMeasurementReads, MeasurementReads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.resources._drafts import TimeSeriesDraft

PARQUET = "application/octet-stream"
PROCESSING_LIMIT = 600.0


class AsyncCellMeasurements(AsyncMeasurementReads):
    """Cell measurements, awaited."""

    async def create(
        self,
        cell_instance_id: str,
        measurement_detail: Mapping[str, Any],
        *,
        wait_for_processing: bool = True,
    ) -> MeasurementBundle:
        """Upload a time series. See `CellMeasurements.create`."""
        draft = await self._rt.offload(read_draft, measurement_detail)
        record = await self._upload(cell_instance_id, draft)
        return await self._settled(record, wait=wait_for_processing)

    async def create_or_get(
        self,
        cell_instance_id: str,
        measurement_detail: Mapping[str, Any],
        *,
        wait_for_processing: bool = True,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the one there is. See `CellMeasurements.create_or_get`."""
        name = measurement_name(measurement_detail)
        # Asked first, so that a name that exists costs no reading and no encoding.
        async for record in self.iter(cell_instance_id, name_exact=name):
            if record.name == name:
                return await self._settled(record, wait=wait_for_processing)
        try:
            return await self.create(
                cell_instance_id, measurement_detail, wait_for_processing=wait_for_processing
            )
        except ConflictError as conflict:  # somebody else was faster
            same = self.iter(cell_instance_id, name_exact=name)
            record = await existing(conflict, name, self.get, same)
            return await self._settled(record, wait=wait_for_processing)

    @overload
    async def wait_for_processing(
        self, measurement_ids: str, *, timeout: float = ...
    ) -> CellMeasurement: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: list[str] | tuple[str, ...], *, timeout: float = ...
    ) -> list[CellMeasurement]: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: str | list[str] | tuple[str, ...], *, timeout: float = ...
    ) -> CellMeasurement | list[CellMeasurement]: ...
    async def wait_for_processing(
        self,
        measurement_ids: str | list[str] | tuple[str, ...],
        *,
        timeout: float = PROCESSING_LIMIT,
    ) -> CellMeasurement | list[CellMeasurement]:
        """Wait until measurements are ready. See `CellMeasurements.wait_for_processing`."""
        if isinstance(measurement_ids, str):
            return (await wait_until_ready(self._rt, [measurement_ids], timeout=timeout))[0]
        return await wait_until_ready(self._rt, measurement_ids, timeout=timeout)

    async def _upload(self, cell_instance_id: str, draft: TimeSeriesDraft) -> CellMeasurement:
        head = {key: draft.metadata[key] for key in ("name", "notes") if key in draft.metadata}
        with Spool() as spool:
            body = await self._rt.offload(spool.encode, draft.time_series)
            steps = None
            if draft.steps is not None:
                steps = await self._rt.offload(spool.encode, draft.steps)
            ticket = await self._rt.call(
                initiate_measurement_upload,
                cell_instance_id,
                body=payload({"measurement": head}),
            )
            sends = [
                partial(
                    self._rt.store,
                    target_for(ticket.uploads, "time_series.parquet", 0).signed_url,
                    body,
                    content_type=PARQUET,
                )
            ]
            if steps is not None:
                target = target_for(ticket.uploads, "steps.parquet", 1)
                sends.append(
                    partial(self._rt.store, target.signed_url, steps, content_type=PARQUET)
                )
            await self._rt.gather(sends, limit=2)
        made = await self._rt.call(
            confirm_measurement_upload,
            ticket.measurement_id,
            body=payload(
                {
                    "cell_instance_id": cell_instance_id,
                    "measurement": draft.metadata,
                    "measurement_type": "time_series",
                }
            ),
        )
        return CellMeasurement.from_model(made)

    async def _settled(self, record: CellMeasurement, *, wait: bool) -> MeasurementBundle:
        """Wait for the tables if the caller does, and refuse what could not be processed."""
        if record.processing_status in ("pending", "running"):
            if not wait:
                return MeasurementBundle(measurement=record, steps_created=0)
            record = (await wait_until_ready(self._rt, [record.id], timeout=PROCESSING_LIMIT))[0]
        refuse_failed([record])
        steps = record.steps_created
        if steps is None and record.measurement_type in (None, "time_series"):
            steps = len(await self.steps(record.id))  # a service that does not count them
        return MeasurementBundle(measurement=record, steps_created=steps or 0)


class CellMeasurements(MeasurementReads[AsyncCellMeasurements]):
    """Cell measurements: ``client.cell_measurement``."""

    def create(
        self,
        cell_instance_id: str,
        measurement_detail: Mapping[str, Any],
        *,
        wait_for_processing: bool = True,
    ) -> MeasurementBundle:
        """Upload a time series.

        Nothing exists on the platform until all of it has arrived: an upload that is broken
        off leaves no measurement, and running the script again completes it.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.
        measurement_detail : mapping
            ``{"measurement": {...}, "time_series": frame}``. The measurement has a ``name``
            (unique for the cell) and may have ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags``. The series is a polars or pandas frame, a
            dict of columns or a pyarrow table with ``Time [s]``, ``Voltage [V]``,
            ``Current [A]`` (positive on discharge) and ``Step count``; other columns are kept.
            ``steps``, a step table of your own, is optional.
        wait_for_processing : bool, default True
            Wait until the platform has made the step and cycle tables. Pass False for
            batches and call `wait_for_processing` for all of them afterwards.

        Returns
        -------
        MeasurementBundle
            ``.measurement`` and ``.steps_created`` (0 when not waited for).

        Raises
        ------
        ConflictError
            The cell has a measurement of this name; ``existing_id`` says which.
        MeasurementProcessingError
            The platform could not make the tables; ``failures`` says why.
        TypeError, ValueError
            The description or the series is not of the right form.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-003"})
        >>> series = {
        ...     "Time [s]": [0.0, 60.0, 120.0, 180.0],
        ...     "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
        ...     "Current [A]": [5.0, 5.0, 5.0, 0.0],
        ...     "Step count": [0, 0, 0, 1],
        ... }
        >>> detail = {"measurement": {"name": "Pulse"}, "time_series": series}
        >>> client.cell_measurement.create(cell.id, detail).steps_created
        2
        """
        return run(
            self._async.create(
                cell_instance_id, measurement_detail, wait_for_processing=wait_for_processing
            )
        )

    def create_or_get(
        self,
        cell_instance_id: str,
        measurement_detail: Mapping[str, Any],
        *,
        wait_for_processing: bool = True,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the measurement of that name.

        A name that exists costs one request: nothing is read, encoded or sent.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.
        measurement_detail : mapping
            As for `create`. A measurement that is there is not changed.
        wait_for_processing : bool, default True
            As for `create`.

        Returns
        -------
        MeasurementBundle
            The new measurement, or the stored one.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-004"})
        >>> detail = {
        ...     "measurement": {"name": "Rest"},
        ...     "time_series": {
        ...         "Time [s]": [0.0, 60.0],
        ...         "Voltage [V]": [4.1, 4.1],
        ...         "Current [A]": [0.0, 0.0],
        ...         "Step count": [0, 0],
        ...     },
        ... }
        >>> first = client.cell_measurement.create_or_get(cell.id, detail)
        >>> client.cell_measurement.create_or_get(cell.id, detail).id == first.id
        True
        """
        return run(
            self._async.create_or_get(
                cell_instance_id, measurement_detail, wait_for_processing=wait_for_processing
            )
        )

    @overload
    def wait_for_processing(
        self, measurement_ids: str, *, timeout: float = ...
    ) -> CellMeasurement: ...
    @overload
    def wait_for_processing(
        self, measurement_ids: list[str] | tuple[str, ...], *, timeout: float = ...
    ) -> list[CellMeasurement]: ...
    @overload
    def wait_for_processing(
        self, measurement_ids: str | list[str] | tuple[str, ...], *, timeout: float = ...
    ) -> CellMeasurement | list[CellMeasurement]: ...
    def wait_for_processing(
        self,
        measurement_ids: str | list[str] | tuple[str, ...],
        *,
        timeout: float = PROCESSING_LIMIT,
    ) -> CellMeasurement | list[CellMeasurement]:
        """Wait until the platform has made the step and cycle tables.

        Parameters
        ----------
        measurement_ids : str or list of str
            One id or a list of them; many are polled together.
        timeout : float, default 600
            Seconds to wait for all of them.

        Returns
        -------
        CellMeasurement or list of CellMeasurement
            The records, in the order of the ids.

        Raises
        ------
        MeasurementProcessingError
            Some could not be processed; ``failures`` holds the reason for each.
        ProcessingTimeoutError
            Some are still being processed; ``pending`` holds their ids.
        """
        return run(self._async.wait_for_processing(measurement_ids, timeout=timeout))
