"""Confirming uploads, and finding out what became of a confirmation whose answer was lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ionworks_generated.api.cell_measurements import confirm_measurement_upload

from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import payload
from ionworks.errors import ConflictError, IonworksError, NotFoundError
from ionworks.records import CellMeasurement
from ionworks.resources._processing import poll
from ionworks.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ionworks._io.runtime import Runtime

T = TypeVar("T")


async def confirm_measurement(
    runtime: Runtime, measurement_id: str, body: Mapping[str, Any]
) -> CellMeasurement:
    """Make a measurement of what was uploaded under a reserved id."""

    async def confirm() -> CellMeasurement:
        made = await runtime.call(confirm_measurement_upload, measurement_id, body=payload(body))
        links = Urls(runtime.settings.api_url, runtime.settings.project_id)
        return CellMeasurement.from_model(made, links)

    return await confirmed(confirm, measurement_id, partial(poll, runtime))


async def confirmed(
    confirm: Callable[[], Awaitable[T]], reserved_id: str, get: Callable[[str], Awaitable[T]]
) -> T:
    """Confirm an upload; if it is not plain whether that was done, look whether it was.

    The id was reserved for this upload, so a record of that id is the one that was to be
    made. A service may also refuse a second confirmation, which is sent when the answer to
    the first was lost, as one of something that is there or of nothing that it waits for.

    Raises
    ------
    IonworksError
        What the service said first, if there is no such record.
    """
    try:
        return await confirm()
    except IonworksError as said:
        own = isinstance(said, ConflictError) and said.existing_id in (None, reserved_id)
        if not (own or isinstance(said, NotFoundError) or leaves_doubt(said)):
            raise
        problem = said
    try:
        return await get(reserved_id)
    except IonworksError:
        raise problem from problem.__cause__
