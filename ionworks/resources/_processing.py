"""Waiting until the platform has made step and cycle tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ionworks_generated.api.cell_measurements import get_measurement

from ionworks.errors import MeasurementProcessingError, ProcessingTimeoutError
from ionworks.records import CellMeasurement, RecordsById
from ionworks.resources._polling import poll_until_done
from ionworks.resources._runs import check_wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.client import AsyncIonworks

PROCESSING_LIMIT = 600.0
_LONGEST_PAUSE = 2.0
_PARALLEL = 8
# Ids in the text of an error, which has all of them as an attribute.
_MOST_NAMED = 20


async def poll(client: AsyncIonworks, measurement_id: str) -> CellMeasurement:
    """Read a record without its tables, which are refused while they are being made."""
    found = await client._runtime.call(
        get_measurement, measurement_id, include_steps=False, include_time_series=False
    )
    return CellMeasurement.from_model(found, client._links)


async def wait_until_ready(
    client: AsyncIonworks, ids: Sequence[str], *, timeout: float
) -> RecordsById[CellMeasurement]:
    """Poll all measurements together until none is being processed.

    Raises
    ------
    MeasurementProcessingError
        Some failed; raised when all are finished, so that it names every one.
    ProcessingTimeoutError
        Some are not finished after `timeout` seconds.
    """
    check_wait(timeout, _LONGEST_PAUSE)
    finished: dict[str, CellMeasurement] = {}

    def pending() -> list[str]:
        return [one for one in dict.fromkeys(ids) if one not in finished]

    async def look() -> bool | None:
        asked = pending()
        polled = await client._runtime.backend.gather(
            [partial(poll, client, one) for one in asked], limit=_PARALLEL
        )
        for one, record in zip(asked, polled, strict=True):
            if record.processing_status not in ("pending", "running"):
                finished[one] = record
        return None if pending() else True

    if not await poll_until_done(
        client._runtime, look, timeout=timeout, longest_pause=_LONGEST_PAUSE
    ):
        raise ProcessingTimeoutError(
            f"{len(pending())} of {len(set(ids))} measurements are still being processed after "
            f"{timeout:g} s: {_listed(pending())}. They are stored. Wait again with "
            "wait_for_processing(), or with a longer timeout",
            pending=pending(),
        )
    refuse_failed(list(finished.values()))
    return RecordsById(finished[one] for one in ids)


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _MOST_NAMED
    return ", ".join(ids[:_MOST_NAMED]) + (f" and {more} more (see `pending`)" if more > 0 else "")


def refuse_failed(records: Sequence[CellMeasurement]) -> None:
    """Raise if the platform could not process a measurement.

    Raises
    ------
    MeasurementProcessingError
        With the reason for each.
    """
    failures = {
        record.id: record.processing_error or "no reason given"
        for record in records
        if record.processing_status == "failed"
    }
    if failures:
        names = {record.id: record.name for record in records}
        reasons = "; ".join(f"{names[one]!r} ({one}): {why}" for one, why in failures.items())
        raise MeasurementProcessingError(
            f"The platform could not process {reasons}. Correct the data, delete the measurement, "
            "and upload it again",
            failures=failures,
        )


def failed_before(
    record: CellMeasurement, problem: MeasurementProcessingError
) -> MeasurementProcessingError:
    """Say that a name is taken by an earlier upload that failed, and how to replace it."""
    return MeasurementProcessingError(
        f"{record.name!r} is stored already, by an earlier upload that failed ({record.id}): "
        f"{problem.failures[record.id]}. The data of this call were not "
        "checked. Pass replace_failed=True to replace it, or delete it with "
        f"client.cell_measurement.delete({record.id!r})",
        failures=problem.failures,
    )
