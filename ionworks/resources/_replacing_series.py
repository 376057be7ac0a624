"""Replacing a series: the new one is ready before the old one goes."""

from __future__ import annotations

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
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._measurement_uploads import settle, upload

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks
    from ionworks.progress import ProgressOption
    from ionworks.resources._drafts import TimeSeriesDraft

# What the new measurement keeps of the old one unless it is stated.
_KEPT: Final = ("notes", "protocol", "test_setup", "start_time", "tags")


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
    # Refuses a platform that cannot replace before anything is sent.
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
    except MeasurementProcessingError:
        await client.cell_measurement.delete(made.id)
        raise
    record = await _exchanged(client, old, made.id)
    await MeasurementCache(client._runtime).forget(old.id)
    return evolve(bundle, measurement=record._marked(False), created=False)


async def _exchanged(
    client: AsyncIonworks, old: CellMeasurement, replacement: str
) -> CellMeasurement:
    """Let a measurement take the place of another one, once."""
    body: dict[str, Any] = {"replacement_id": replacement}
    try:
        with refused_by_platform("a replacement of measurements"):
            made = await client._runtime.call(replace_measurement, old.id, body=payload(body))
        return CellMeasurement.from_model(made, client._links)
    except IonworksError as problem:
        if not (leaves_doubt(problem) or isinstance(problem, NotFoundError | ConflictError)):
            raise
        try:
            record = await client.cell_measurement.get(replacement)
        except IonworksError:
            raise problem from problem.__cause__
        if record.name != old.name:  # it was not done
            raise
        return record


async def _named(client: AsyncIonworks, cell_instance_id: str, name: str) -> CellMeasurement | None:
    async for record in client.cell_measurement.iter(cell_instance_id, name_exact=name):
        if record.name == name:
            return record
    return None
