"""Replacing a series: the new one is ready before the old one goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve
from ionworks_generated.api.cell_measurements import replace_measurement

from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import payload
from ionworks.errors import (
    ConflictError,
    IonworksError,
    MeasurementProcessingError,
    NotFoundError,
)
from ionworks.records import CellMeasurement, MeasurementBundle
from ionworks.resources._deletions import deletion_of, refused_by_platform
from ionworks.resources._measurement_cache import MeasurementCache, is_over
from ionworks.resources._measurement_uploads import settle, upload

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks
    from ionworks.progress import ProgressOption
    from ionworks.resources._drafts import TimeSeriesDraft

_WHAT: Final = "a replacement of measurements"
# What the new measurement keeps of the old one unless it is stated.
_KEPT: Final = ("notes", "protocol", "test_setup", "start_time", "tags")


class _NotExchangedError(Exception):
    """A measurement was refused the place of another one."""

    def __init__(self, problem: IonworksError) -> None:
        super().__init__(str(problem))
        self.problem = problem


async def replaced(
    client: AsyncIonworks,
    cell_instance_id: str,
    name: str,
    draft: TimeSeriesDraft,
    progress: ProgressOption,
) -> MeasurementBundle:
    """Store a series, and let it take the place of the measurement of a name."""
    old = await _named(client, cell_instance_id, name)
    if old is None:
        made = await upload(client, cell_instance_id, draft, progress)
        bundle = await settle(client, made, wait=True)
        return evolve(bundle, measurement=bundle.measurement._marked(True), created=True)
    with refused_by_platform(_WHAT):  # before anything is sent
        await deletion_of(client._runtime, "cell_measurement", old.id)
    waiting = f"{name} (to replace {old.id})"
    left = await _named(client, cell_instance_id, waiting)
    if left is not None:  # by a run that was killed; nobody knows of which data it is
        await client.cell_measurement.delete(left.id)
    kept = old.model_dump(mode="json", include=set(_KEPT), exclude_none=True)
    draft = evolve(draft, metadata={**kept, **draft.metadata, "name": waiting})
    made = await upload(client, cell_instance_id, draft, progress)
    try:
        bundle = await settle(client, made, wait=True)
        record = await MeasurementCache(client._runtime).changing(
            old.id, partial(_exchanged, client, old, made.id), settled=_is_over
        )
    except MeasurementProcessingError:
        await client.cell_measurement.delete(made.id)
        raise
    except _NotExchangedError as refused:
        await client.cell_measurement.delete(made.id)
        raise refused.problem from refused.problem.__cause__
    return evolve(bundle, measurement=record._marked(False), created=False)


async def _exchanged(
    client: AsyncIonworks, old: CellMeasurement, replacement: str
) -> CellMeasurement:
    """Let a measurement take the place of another one, once.

    Raises
    ------
    _NotExchangedError
        It was refused, and is not going to be done.
    IonworksError
        What became of it is not known.
    """
    body: dict[str, Any] = {"replacement_id": replacement}
    try:
        with refused_by_platform(_WHAT):
            made = await client._runtime.call(replace_measurement, old.id, body=payload(body))
        return CellMeasurement.from_model(made, client._links)
    except IonworksError as problem:
        is_in_doubt = leaves_doubt(problem)
        # What was sent twice is refused the second time.
        if is_in_doubt or isinstance(problem, NotFoundError | ConflictError):
            try:
                record = await client.cell_measurement.get(replacement)
            except IonworksError:
                raise problem from problem.__cause__
            if record.name == old.name:
                return record
        if is_in_doubt:
            raise
        raise _NotExchangedError(problem) from None


def _is_over(outcome: object) -> bool:
    return isinstance(outcome, _NotExchangedError) or is_over(outcome)


async def _named(client: AsyncIonworks, cell_instance_id: str, name: str) -> CellMeasurement | None:
    async for record in client.cell_measurement.iter(cell_instance_id, name_exact=name):
        if record.name == name:
            return record
    return None
