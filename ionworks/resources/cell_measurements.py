"""Cell measurements: uploading them, on top of the records and the reads."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve
from ionworks_generated import models
from ionworks_generated.api.cell_measurements import (
    confirm_measurement_extend,
    create_properties_measurement,
    initiate_measurement_extend,
    initiate_measurement_upload,
)

from ionworks._io import multipart
from ionworks._io.blocking import run
from ionworks._io.bodies import encode_json
from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import payload, require_asked
from ionworks.errors import IonworksError, MeasurementProcessingError
from ionworks.ids import id_of, is_one, one_or_more
from ionworks.progress import reporting, shared
from ionworks.records import CellMeasurement, MeasurementBundle
from ionworks.resources._artefacts import Artefacts, is_over
from ionworks.resources._bodies import body_of
from ionworks.resources._checks import CheckOptions, check_draft
from ionworks.resources._confirming import confirm_measurement, sent_once
from ionworks.resources._create_or_get import MAY_BE_THERE, existing
from ionworks.resources._drafts import (
    TimeSeriesDraft,
    begins_after,
    measurement_name,
    metadata,
    read_draft,
    read_extension,
    with_step_count,
)
from ionworks.resources._processing import failed_before, refuse_failed, wait_until_ready
from ionworks.resources._spool import Spool
from ionworks.resources._targets import stated_digests, target_for
from ionworks.resources.measurement_reads import read_last_rows, read_time_series
from ionworks.resources.measurement_tags import AsyncMeasurementTags, MeasurementTags
from ionworks.tables.columns import TIME
from ionworks.tables.frames import is_pandas
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import polars as pl
    from ionworks_generated.models import UploadTarget

    from ionworks._io.bodies import Body
    from ionworks.ids import CellInstanceId, MeasurementId, MeasurementIds
    from ionworks.progress import ProgressOption
    from ionworks.resources._queries import Moment

PARQUET = "application/octet-stream"
PROCESSING_LIMIT = 600.0
_ROWS_BEFORE = 1000  # of what is stored are enough to check what follows


class AsyncCellMeasurements(AsyncMeasurementTags):
    """Cell measurements, awaited."""

    async def create(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: Mapping[str, Any],
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series. See `CellMeasurements.create`."""
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        draft = await self._checked(cell_instance_id, measurement_detail, options)
        record = await self._upload(cell_instance_id, draft, progress)
        return await self._settled(record, wait=wait_for_processing)

    async def create_or_get(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: Mapping[str, Any],
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        replace_failed: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the one there is. See `CellMeasurements.create_or_get`."""
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        name = measurement_name(measurement_detail)
        failed: str | None = None
        # Asked first, so that a name that exists costs no reading and no encoding.
        async for record in self.iter(cell_instance_id, name_exact=name):
            if record.name == name:
                try:
                    return await self._settled(record, wait=wait_for_processing)
                except MeasurementProcessingError as problem:
                    if not replace_failed:
                        raise failed_before(record, problem) from None
                    failed = record.id
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        draft = await self._checked(cell_instance_id, measurement_detail, options)
        if failed is not None:  # not before the new data have passed the checks
            await self.delete(failed)
        try:
            made = await self._upload(cell_instance_id, draft, progress)
            return await self._settled(made, wait=wait_for_processing)
        except MAY_BE_THERE as problem:  # somebody else was faster, or the answer was lost
            same = self.iter(cell_instance_id, name_exact=name)
            made = await existing(problem, name, self.get, same)
            return await self._settled(made, wait=wait_for_processing)

    async def create_properties(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str,
        properties: Mapping[str, Any],
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> CellMeasurement:
        """Record measured properties. See `CellMeasurements.create_properties`."""
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        body = metadata(
            name=name,
            properties=dict(properties),
            protocol=protocol,
            test_setup=test_setup,
            start_time=start_time,
            end_time=end_time,
            notes=notes,
            tags=tags,
        )
        try:
            made = await self._rt.call(
                create_properties_measurement, cell_instance_id, body=payload(body)
            )
            record = CellMeasurement.from_model(made, self._links)
            return require_asked(record, name=name, cell_instance_id=cell_instance_id)
        except IonworksError as problem:
            if not leaves_doubt(problem):
                raise
            same = self.iter(cell_instance_id, name_exact=name)
            record = await existing(problem, name, self.get, same)
            if record.properties != json.loads(encode_json(body["properties"])):
                raise  # somebody else's
            return record

    async def extend(
        self,
        measurement_id: MeasurementId,
        time_series: Any,
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Append rows to a running test. See `CellMeasurements.extend`."""
        measurement_id = id_of(measurement_id, "measurement_id")
        rows = await self._rt.offload(read_extension, time_series)
        options = CheckOptions(
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
            against_spec=check_against_spec,
        )
        with Spool() as spool:
            body = await self._rt.offload(spool.encode, rows)
            # What cannot be extended now is refused here, before its end is read.
            ticket = await self._rt.call(initiate_measurement_extend, measurement_id, body={})
            in_pandas = is_pandas(time_series)
            await self._check_extension(measurement_id, rows, options, in_pandas=in_pandas)
            target = target_for(ticket.uploads, "time_series_extend.parquet", 0)
            await self._send([target], [body], "Appending rows", progress)
            stated = await self._rt.offload(stated_digests, [target], [body])
        artefacts = Artefacts(self._rt)
        # The path tells these rows from those of somebody else who appends at the same time.
        confirmed: dict[str, Any] = {"path": target.path} if isinstance(target.path, str) else {}
        confirmed |= stated
        record = await artefacts.changing(
            measurement_id,
            partial(self._append, measurement_id, confirmed, rows),
            settled=lambda outcome: isinstance(outcome, BaseException) and is_over(outcome),
        )
        bundle = await artefacts.changing(
            measurement_id,
            partial(self._settled, record, wait=wait_for_processing),
            settled=_is_processed,
        )
        if bundle.measurement.processing_error:
            # The platform went back to what it had: ready, with the reason beside it.
            raise MeasurementProcessingError(
                f"The rows were not appended to {bundle.measurement.name!r}: "
                f"{bundle.measurement.processing_error}. What was stored before is unchanged",
                failures={measurement_id: bundle.measurement.processing_error},
            )
        return bundle

    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementId, *, timeout: float = ...
    ) -> CellMeasurement: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementIds, *, timeout: float = ...
    ) -> list[CellMeasurement]: ...
    @overload
    async def wait_for_processing(
        self, measurement_ids: MeasurementId | MeasurementIds, *, timeout: float = ...
    ) -> CellMeasurement | list[CellMeasurement]: ...
    async def wait_for_processing(
        self,
        measurement_ids: MeasurementId | MeasurementIds,
        *,
        timeout: float = PROCESSING_LIMIT,
    ) -> CellMeasurement | list[CellMeasurement]:
        """Wait until measurements are ready. See `CellMeasurements.wait_for_processing`."""
        ids = one_or_more(measurement_ids, "measurement_ids")
        ready = await wait_until_ready(self._rt, ids, timeout=timeout)
        for one in ids:  # what was stored may be of before an extension
            await Artefacts(self._rt).forget(one)
        return ready[0] if is_one(measurement_ids) else ready

    async def _checked(
        self, cell_instance_id: str, detail: Mapping[str, Any], options: CheckOptions
    ) -> TimeSeriesDraft:
        draft = await self._rt.offload(read_draft, detail)
        known = (models.MeasurementCreate, models.CellMeasurement)
        draft = evolve(draft, metadata=body_of(draft.metadata, *known, what="a measurement"))
        await check_draft(self._rt, cell_instance_id, draft, options)
        return await self._rt.offload(with_step_count, draft)

    async def _check_extension(
        self, measurement_id: str, rows: pl.DataFrame, options: CheckOptions, *, in_pandas: bool
    ) -> None:
        """Check rows as the continuation of what is stored.

        Rows that begin before its end are left to the platform, which says where they must begin.
        """
        stored = await read_last_rows(self._rt, measurement_id, _ROWS_BEFORE)
        if not begins_after(rows, stored):
            return
        cell = (await self.get(measurement_id)).cell_instance_id if options.against_spec else ""
        draft = TimeSeriesDraft(
            metadata={}, data_type=None, time_series=rows, steps=None, in_pandas=in_pandas
        )
        await check_draft(self._rt, cell, draft, options, follows=stored)

    async def _append(
        self, measurement_id: str, path: Mapping[str, str], rows: pl.DataFrame
    ) -> CellMeasurement:
        """Confirm an extension once."""

        async def send(headers: Mapping[str, str]) -> CellMeasurement:
            made = await self._rt.call_with(
                headers, confirm_measurement_extend, measurement_id, body=path
            )
            return require_asked(CellMeasurement.from_model(made, self._links), id=measurement_id)

        return await sent_once(self._rt, send, partial(self._appended, measurement_id, rows))

    async def _appended(self, measurement_id: str, rows: pl.DataFrame) -> CellMeasurement | None:
        """Return the record if the rows are at the end of the stored series.

        Rows are appended after the last stored time only, so that to extend again by the
        same rows is refused, not done twice.
        """
        import polars as pl

        times = rows.select(pl.col(TIME).cast(pl.Float64).drop_nulls())
        wanted = Selection((TIME,), None, (times[TIME].min(), None))
        ready = await wait_until_ready(self._rt, [measurement_id], timeout=PROCESSING_LIMIT)
        end = await read_time_series(self._rt, measurement_id, wanted, use_cache=False)
        is_there = end.select(pl.col(TIME).cast(pl.Float64)).equals(times)
        return ready[0] if is_there and not times.is_empty() else None

    async def _upload(
        self, cell_instance_id: str, draft: TimeSeriesDraft, progress: ProgressOption
    ) -> CellMeasurement:
        name = draft.metadata["name"]
        head = {key: draft.metadata[key] for key in ("name", "notes") if key in draft.metadata}
        frames = {"time_series.parquet": draft.time_series}
        if draft.steps is not None:
            frames["steps.parquet"] = draft.steps
        with Spool() as spool:
            bodies = [await self._rt.offload(spool.encode, frame) for frame in frames.values()]
            ticket = await self._rt.call(
                initiate_measurement_upload, cell_instance_id, body=payload({"measurement": head})
            )
            targets = [target_for(ticket.uploads, file, place) for place, file in enumerate(frames)]
            await self._send(targets, bodies, f"Uploading {name}", progress)
            stated = await self._rt.offload(stated_digests, targets, bodies)
        body = {
            "cell_instance_id": cell_instance_id,
            "measurement": draft.metadata,
            "measurement_type": "time_series",
            **stated,
        }
        return await confirm_measurement(self._rt, ticket.measurement_id, body)

    async def _send(
        self,
        targets: Sequence[UploadTarget],
        bodies: Sequence[Body],
        description: str,
        progress: ProgressOption,
    ) -> None:
        sizes = [body.size for body in bodies]
        with reporting(progress, description, sum(sizes)) as report:
            await self._rt.gather(
                [
                    partial(
                        multipart.store,
                        self._rt,
                        target,
                        body,
                        content_type=PARQUET,
                        progress=told,
                    )
                    for target, body, told in zip(
                        targets, bodies, shared(report, sizes), strict=True
                    )
                ],
                limit=2,
            )

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


def _is_processed(outcome: MeasurementBundle | BaseException) -> bool:
    """Tell whether the platform has done with an extension."""
    if isinstance(outcome, MeasurementBundle):
        return outcome.measurement.processing_status not in ("pending", "running")
    return isinstance(outcome, MeasurementProcessingError)


class CellMeasurements(MeasurementTags[AsyncCellMeasurements]):
    """Cell measurements: ``client.cell_measurement``."""

    def create(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: Mapping[str, Any],
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series.

        The data are checked before anything is sent: the sign of the current, time, step
        count and cumulative columns always, more with `validate_strict`. Nothing exists on
        the platform until all of it has arrived: an interrupted upload leaves no
        measurement, and running the script again completes it.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            ``{"measurement": {...}, "time_series": frame}``. The measurement has a ``name``
            (unique for the cell) and may have ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags``. Its ``data_type``, ``"ocp"`` or ``"eis"``,
            is for the checks alone and is not sent. The series is a polars or pandas frame, a
            dict of columns or a pyarrow table with ``Time [s]``, ``Voltage [V]``,
            ``Current [A]`` (positive on discharge) and ``Step count``; other columns are kept.
            Open-circuit and impedance data need other columns; open-circuit data without
            ``Step count`` get it, with 0 in each row. ``steps``, a step table of your own, is
            optional.
        validate_strict : bool, default False
            Make the strict checks too; recommended for every upload.
        rated_capacity : float, optional
            Rated capacity of the cell in A.h, for the strict checks that need it.
        voltage_window : tuple of float, optional
            Lower and upper voltage of the cell in V, for the strict check that needs it.
        skip_checks : collection of str, optional
            Names of strict checks to leave out; `ionworks.validators.STRICT_CHECK_NAMES`. Also
            "positive_current_is_discharge", with or without strict: then nothing finds a
            turned sign of the current.
        check_against_spec : bool, default False
            Take the rated capacity and the voltage window from the ratings of the cell's
            specification where they are not given.
        wait_for_processing : bool, default True
            Wait until the platform has made the step and cycle tables. Pass False for
            batches and call `wait_for_processing` for all of them afterwards.
        progress : bool or callable, optional
            True shows a bar; a callable is told (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            ``.measurement`` and ``.steps_created`` (0 when not waited for).

        Raises
        ------
        ConflictError
            The cell has a measurement of this name; ``existing_id`` says which.
        MeasurementValidationError
            The data did not pass the checks; ``issues`` lists every finding.
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
                cell_instance_id,
                measurement_detail,
                validate_strict=validate_strict,
                rated_capacity=rated_capacity,
                voltage_window=voltage_window,
                skip_checks=skip_checks,
                check_against_spec=check_against_spec,
                wait_for_processing=wait_for_processing,
                progress=progress,
            )
        )

    def create_or_get(
        self,
        cell_instance_id: CellInstanceId,
        measurement_detail: Mapping[str, Any],
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        replace_failed: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Upload a time series, or fetch the measurement of that name.

        A name that exists costs one request: nothing is read, encoded or sent.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        measurement_detail : mapping
            As for `create`. A measurement that is there is not changed.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec
            As for `create`.
        replace_failed : bool, default False
            If what is stored under the name is an upload that the platform could not process,
            delete it and upload the data at hand, once these have passed the checks.
        wait_for_processing, progress
            As for `create`.

        Returns
        -------
        MeasurementBundle
            The new measurement, or the stored one.

        Raises
        ------
        MeasurementProcessingError
            An earlier upload of this name failed, and the message says why; or this one did.

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
                cell_instance_id,
                measurement_detail,
                validate_strict=validate_strict,
                rated_capacity=rated_capacity,
                voltage_window=voltage_window,
                skip_checks=skip_checks,
                check_against_spec=check_against_spec,
                replace_failed=replace_failed,
                wait_for_processing=wait_for_processing,
                progress=progress,
            )
        )

    def create_properties(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str,
        properties: Mapping[str, Any],
        protocol: Mapping[str, Any] | None = None,
        test_setup: Mapping[str, Any] | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        notes: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> CellMeasurement:
        """Record measured properties, such as a thickness or a weight.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        name : str
            Name of the measurement, unique for the cell.
        properties : mapping
            Values by name: ``{"value": 0.52, "unit": "mm"}``, plain numbers or text.
        protocol, test_setup : mapping, optional
            As for a time series.
        start_time, end_time : str or datetime, optional
            When it was measured; a datetime without a zone is UTC.
        notes : str, optional
            Free text.
        tags : sequence of str, optional
            At most 50, each at most 50 characters.

        Returns
        -------
        CellMeasurement
            The new record, with its ``properties``.

        Raises
        ------
        ConflictError
            The cell has a measurement of this name.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-006"})
        >>> made = client.cell_measurement.create_properties(
        ...     cell.id, name="Weight", properties={"weight": {"value": 68.5, "unit": "g"}}
        ... )
        >>> made.properties["weight"]["unit"]
        'g'
        """
        return run(
            self._async.create_properties(
                cell_instance_id,
                name=name,
                properties=properties,
                protocol=protocol,
                test_setup=test_setup,
                start_time=start_time,
                end_time=end_time,
                notes=notes,
                tags=tags,
            )
        )

    def extend(
        self,
        measurement_id: MeasurementId,
        time_series: Any,
        *,
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Collection[str] | None = None,
        check_against_spec: bool = False,
        wait_for_processing: bool = True,
        progress: ProgressOption = None,
    ) -> MeasurementBundle:
        """Append rows to a test that is still running.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of a time series whose ``end_time`` is not set.
        time_series : frame, dict of columns or pyarrow table
            The new rows: the columns that are stored, and times after the last stored one.
        validate_strict, rated_capacity, voltage_window, skip_checks, check_against_spec
            As for `create`: the rows are checked as the continuation of the last stored ones.
            In findings rows count from 0, and the stored rows back from -1.
        wait_for_processing : bool, default True
            Wait until the step and cycle tables are created again.
        progress : bool or callable, optional
            True shows a bar; a callable is told (bytes done, bytes in all).

        Returns
        -------
        MeasurementBundle
            The measurement with its new number of steps.

        Raises
        ------
        ConflictError
            The measurement is still being processed; try again later.
        MeasurementProcessingError
            The rows do not continue what is stored, which is unchanged.
        MeasurementValidationError
            The rows did not pass the checks; nothing was sent.
        """
        return run(
            self._async.extend(
                measurement_id,
                time_series,
                validate_strict=validate_strict,
                rated_capacity=rated_capacity,
                voltage_window=voltage_window,
                skip_checks=skip_checks,
                check_against_spec=check_against_spec,
                wait_for_processing=wait_for_processing,
                progress=progress,
            )
        )

    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementId, *, timeout: float = ...
    ) -> CellMeasurement: ...
    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementIds, *, timeout: float = ...
    ) -> list[CellMeasurement]: ...
    @overload
    def wait_for_processing(
        self, measurement_ids: MeasurementId | MeasurementIds, *, timeout: float = ...
    ) -> CellMeasurement | list[CellMeasurement]: ...
    def wait_for_processing(
        self,
        measurement_ids: MeasurementId | MeasurementIds,
        *,
        timeout: float = PROCESSING_LIMIT,
    ) -> CellMeasurement | list[CellMeasurement]:
        """Wait until the platform has made the step and cycle tables.

        Parameters
        ----------
        measurement_ids : str or record, or list of them
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
