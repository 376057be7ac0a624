"""Confirming uploads, and finding out what became of a confirmation whose answer was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ionworks_generated.api.cell_measurements import confirm_measurement_upload, get_measurement

from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import IDEMPOTENCY_KEY, new_key, payload, require_asked
from ionworks.errors import ConflictError, IonworksError, NotFoundError, UnexpectedResponseError
from ionworks.records import CellMeasurement

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ionworks._io.operations import Operation
    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks

T = TypeVar("T")

# How long to wait before a confirmation is sent again, in s, where the service does not say.
_PAUSE = 0.5


async def confirm_measurement(
    client: AsyncIonworks, measurement_id: str, body: Mapping[str, Any]
) -> CellMeasurement:
    """Make a measurement of what was uploaded under a reserved id."""
    runtime, links = client._runtime, client._links

    def read(made: Any) -> CellMeasurement:
        return require_asked(
            CellMeasurement.from_model(made, links),
            id=measurement_id,
            name=body["measurement"]["name"],
            cell_instance_id=body["cell_instance_id"],
        )

    async def get() -> Any:
        return await runtime.call(
            get_measurement, measurement_id, include_steps=False, include_time_series=False
        )

    return await confirmed(runtime, confirm_measurement_upload, measurement_id, body, read, get)


async def confirmed(
    runtime: Runtime,
    confirm: Operation[..., Any],
    reserved_id: str,
    body: Mapping[str, Any],
    read: Callable[[Any], T],
    get: Callable[[], Awaitable[Any]],
) -> T:
    """Confirm an upload under a reserved id, once.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    confirm : Operation
        The confirmation.
    reserved_id : str
        The id that the record gets; it was reserved for this upload.
    body : mapping
        What is confirmed.
    read : callable
        Makes a record of an answer, and refuses one that was not asked for.
    get : callable
        Awaited; gets what is stored under the id.
    """

    async def look() -> T | None:
        try:
            return read(await get())
        except NotFoundError:
            return None

    def may_be_own(refusal: IonworksError) -> bool:
        """Tell whether a refusal may be of a repeat, which a gateway may have sent."""
        is_own = isinstance(refusal, ConflictError) and refusal.existing_id in (None, reserved_id)
        return is_own or isinstance(refusal, NotFoundError)

    async def send(headers: Mapping[str, str]) -> T:
        return read(await runtime.call_with(headers, confirm, reserved_id, body=payload(body)))

    return await sent_once(runtime, send, look, may_be_own)


async def sent_once(
    runtime: Runtime,
    send: Callable[[Mapping[str, str]], Awaitable[T]],
    look: Callable[[], Awaitable[T | None]],
    may_be_own: Callable[[IonworksError], bool] = lambda refusal: False,
    *,
    repeat: bool = True,
) -> T:
    """Send what must be done once; if its outcome is not known, look before it is sent again.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    send : callable
        Awaited with headers, the same ones each time; sends the request.
    look : callable
        Awaited; returns what was made, or None if nothing was.
    may_be_own : callable, optional
        Tells of a refusal of the first request whether it may be due to that request itself.
    repeat : bool, default True
        Whether it may be sent a second time if nothing was made. Not where a first request that
        arrives late would do something more.

    Raises
    ------
    IonworksError
        What the service said, if nothing was made.
    """
    headers = {IDEMPOTENCY_KEY: new_key()}
    try:
        return await send(headers)
    except IonworksError as said:
        if not (leaves_doubt(said) or may_be_own(said)):
            raise
        problem = said
    may_repeat = repeat and runtime.settings.max_retries > 0
    while True:
        try:
            made = await look()
        except IonworksError as found:
            if _is_of_another(found):
                raise
            raise problem from problem.__cause__
        if made is not None:
            return made
        pause = _PAUSE if problem.retry_after is None else problem.retry_after
        # An answer about another record was not lost: the service does not do what was asked.
        was_lost = leaves_doubt(problem) and not _is_of_another(problem)
        if not (was_lost and may_repeat) or pause > runtime.patience:
            raise problem
        may_repeat = False
        await runtime.backend.sleep(pause)
        try:
            return await send(headers)
        except IonworksError as said:
            # It may be refused because the first one was carried out: that shows next.
            problem = said


def _is_of_another(problem: IonworksError) -> bool:
    return isinstance(problem, UnexpectedResponseError) and problem.method is None
