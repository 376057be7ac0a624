"""Uploading a time series, and rows that continue one: checked, encoded, sent, confirmed once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve
from ionworks_generated import models
from ionworks_generated.api.cell_measurements import (
    confirm_measurement_extend,
    initiate_measurement_extend,
    initiate_measurement_upload,
)

from ionworks._io import multipart
from ionworks._io.operations import payload, require_asked
from ionworks.errors import (
    APIConnectionError,
    ConflictError,
    MeasurementProcessingError,
    TransferError,
)
from ionworks.progress import reporting, shared
from ionworks.records import CellMeasurement, MeasurementBundle
from ionworks.resources._bodies import body_of
from ionworks.resources._checks import CheckOptions, check_draft
from ionworks.resources._confirming import confirm_measurement, sent_once
from ionworks.resources._drafts import (
    TimeSeriesDraft,
    begins_after,
    read_draft,
    read_extension,
    rows_after,
    with_step_count,
)
from ionworks.resources._measurement_cache import MeasurementCache, is_over
from ionworks.resources._measurement_reads import read_last_rows, read_time_series
from ionworks.resources._parquet_encoder import ParquetEncoder
from ionworks.resources._processing import PROCESSING_LIMIT, refuse_failed, wait_until_ready
from ionworks.resources._targets import stated_digests, target_for
from ionworks.tables.columns import TIME
from ionworks.tables.frames import is_pandas
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from ionworks_generated.models import UploadTarget

    from ionworks._io.bodies import Body
    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.progress import ProgressOption

OCTET_STREAM = "application/octet-stream"
_ROWS_BEFORE = 1000  # of what is stored are enough to check what follows


async def checked_draft(
    client: AsyncIonworks, cell_instance_id: str, detail: Mapping[str, Any], options: CheckOptions
) -> TimeSeriesDraft:
    """Read a described measurement, and check it."""
    from ionworks.readers.given import warn_of_guesses

    draft = await client._runtime.backend.run_in_thread(read_draft, detail)
    known = (models.MeasurementCreate, models.CellMeasurement)
    draft = evolve(draft, metadata=body_of(draft.metadata, *known, what="a measurement"))
    warn_of_guesses(draft.guessed)
    await check_draft(client, cell_instance_id, draft, options)
    return await client._runtime.backend.run_in_thread(with_step_count, draft)


async def upload(
    client: AsyncIonworks, cell_instance_id: str, draft: TimeSeriesDraft, progress: ProgressOption
) -> CellMeasurement:
    """Send a series, and make a measurement of it when all of it has arrived."""
    runtime = client._runtime
    name = draft.metadata["name"]
    head = {key: draft.metadata[key] for key in ("name", "notes") if key in draft.metadata}
    frames = {"time_series.parquet": draft.time_series}
    if draft.steps is not None:
        frames["steps.parquet"] = draft.steps
    with ParquetEncoder() as encoder:
        bodies = [
            await runtime.backend.run_in_thread(encoder.encode, frame) for frame in frames.values()
        ]

        async def send() -> tuple[str, list[UploadTarget]]:
            ticket = await runtime.call(
                initiate_measurement_upload, cell_instance_id, body=payload({"measurement": head})
            )
            targets = [target_for(ticket.uploads, file, place) for place, file in enumerate(frames)]
            await _send(runtime, targets, bodies, f"Uploading {name}", progress)
            return ticket.measurement_id, targets

        try:
            measurement_id, targets = await send()
        except APIConnectionError:
            # The embedded platform ends with the program that started it, and its storage too.
            # What was sent there goes to the one that serves the folder now.
            if not await runtime.has_moved():
                raise
            measurement_id, targets = await send()
        stated = await runtime.backend.run_in_thread(stated_digests, targets, bodies)
    body = {
        "cell_instance_id": cell_instance_id,
        "measurement": draft.metadata,
        "measurement_type": "time_series",
        **stated,
    }
    return await confirm_measurement(client, measurement_id, body)


async def settle(
    client: AsyncIonworks, record: CellMeasurement, *, wait: bool
) -> MeasurementBundle:
    """Wait for the tables if the caller does, and refuse what could not be processed."""
    if record.processing_status in ("pending", "running"):
        if not wait:
            return MeasurementBundle(measurement=record, steps_created=0)
        (record,) = await wait_until_ready(client, [record.id], timeout=PROCESSING_LIMIT)
    refuse_failed([record])
    steps = record.steps_created
    if steps is None and record.measurement_type in (None, "time_series"):
        # A service that does not count them.
        steps = len(await client.cell_measurement.steps(record.id))
    return MeasurementBundle(measurement=record, steps_created=steps or 0)


async def extend(
    client: AsyncIonworks,
    measurement_id: str,
    time_series: Any,
    options: CheckOptions,
    *,
    wait: bool,
    progress: ProgressOption,
) -> MeasurementBundle:
    """Append rows to a stored series."""
    from ionworks.readers.given import warn_of_guesses

    runtime = client._runtime
    rows, is_whole, guessed = await runtime.backend.run_in_thread(read_extension, time_series)
    warn_of_guesses(guessed)
    if is_whole:
        stored = await read_last_rows(runtime, measurement_id, 1)
        rows = rows_after(rows, stored)
    with ParquetEncoder() as encoder:
        body = await runtime.backend.run_in_thread(encoder.encode, rows)
        # What cannot be extended now is refused here, before its end is read.
        ticket = await runtime.call(initiate_measurement_extend, measurement_id, body={})
        in_pandas = is_pandas(time_series)
        await _check_extension(client, measurement_id, rows, options, in_pandas=in_pandas)
        target = target_for(ticket.uploads, "time_series_extend.parquet", 0)
        try:
            await _send(runtime, [target], [body], "Appending rows", progress)
        except TransferError as problem:
            if problem.status_code != 409:
                raise
            # The storage waits for one extension of a series: the one that began last.
            raise ConflictError(
                "The rows were not appended: somebody else has begun to append to this measurement "
                "since. Read it again, and append what is still missing",
                status_code=409,
                error_code=problem.error_code,
                method=problem.method,
                path=problem.path,
            ) from problem
        stated = await runtime.backend.run_in_thread(stated_digests, [target], [body])
    cache = MeasurementCache(runtime)
    # The path tells these rows from those of somebody else who appends at the same time.
    confirmed: dict[str, Any] = {"path": target.path} if isinstance(target.path, str) else {}
    confirmed |= stated
    record = await cache.changing(
        measurement_id,
        partial(_append, client, measurement_id, confirmed, rows),
        settled=lambda outcome: isinstance(outcome, BaseException) and is_over(outcome),
    )
    bundle = await cache.changing(
        measurement_id, partial(settle, client, record, wait=wait), settled=_is_processed
    )
    if bundle.measurement.processing_error:
        # The platform went back to what it had: ready, with the reason beside it.
        raise MeasurementProcessingError(
            f"The rows were not appended to {bundle.measurement.name!r}: "
            f"{bundle.measurement.processing_error}. What was stored before is unchanged",
            failures={measurement_id: bundle.measurement.processing_error},
        )
    return bundle


async def _check_extension(
    client: AsyncIonworks,
    measurement_id: str,
    rows: pl.DataFrame,
    options: CheckOptions,
    *,
    in_pandas: bool,
) -> None:
    """Check rows as the continuation of what is stored.

    Rows that begin before its end are left to the platform, which says where they must begin.
    """
    stored = await read_last_rows(client._runtime, measurement_id, _ROWS_BEFORE)
    if not begins_after(rows, stored):
        return
    cell = ""
    if options.against_spec:
        cell = (await client.cell_measurement.get(measurement_id)).cell_instance_id
    draft = TimeSeriesDraft(
        metadata={}, data_type=None, time_series=rows, steps=None, in_pandas=in_pandas
    )
    await check_draft(client, cell, draft, options, follows=stored)


async def _append(
    client: AsyncIonworks, measurement_id: str, confirmed: Mapping[str, Any], rows: pl.DataFrame
) -> CellMeasurement:
    """Confirm an extension once."""

    async def send(headers: Mapping[str, str]) -> CellMeasurement:
        made = await client._runtime.call_with(
            headers, confirm_measurement_extend, measurement_id, body=confirmed
        )
        return require_asked(CellMeasurement.from_model(made, client._links), id=measurement_id)

    return await sent_once(
        client._runtime, send, partial(_find_appended, client, measurement_id, rows)
    )


async def _find_appended(
    client: AsyncIonworks, measurement_id: str, rows: pl.DataFrame
) -> CellMeasurement | None:
    """Return the record if the rows are at the end of the stored series.

    Rows are appended after the last stored time only, so that to extend again by the
    same rows is refused, not done twice.
    """
    import polars as pl

    times = rows.select(pl.col(TIME).cast(pl.Float64).drop_nulls())
    wanted = Selection((TIME,), None, (times[TIME].min(), None))
    (ready,) = await wait_until_ready(client, [measurement_id], timeout=PROCESSING_LIMIT)
    end = await read_time_series(client._runtime, measurement_id, wanted=wanted, use_cache=False)
    is_there = end.select(pl.col(TIME).cast(pl.Float64)).equals(times)
    return ready if is_there and not times.is_empty() else None


async def _send(
    runtime: Runtime,
    targets: Sequence[UploadTarget],
    bodies: Sequence[Body],
    description: str,
    progress: ProgressOption,
) -> None:
    sizes = [body.size for body in bodies]
    with reporting(progress, description, sum(sizes)) as report:
        await runtime.backend.gather(
            [
                partial(
                    multipart.store,
                    runtime,
                    target,
                    body,
                    content_type=OCTET_STREAM,
                    progress=part,
                )
                for target, body, part in zip(targets, bodies, shared(report, sizes), strict=True)
            ],
            limit=2,
        )


def _is_processed(outcome: MeasurementBundle | BaseException) -> bool:
    """Tell whether the platform has done with an extension."""
    if isinstance(outcome, MeasurementBundle):
        return outcome.measurement.processing_status not in ("pending", "running")
    return isinstance(outcome, MeasurementProcessingError)
