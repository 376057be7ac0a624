"""Updates: what happened to one whose answer was lost, and whether it may be sent again.

A merge patch that is sent twice gives what it gives once, but only if nobody else has changed
the record in between. So the record is read before, and in doubt read again and compared. It is
sent again only if the record has not changed, and then only for the version that was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import frozen

from ionworks._io.bodies import encode_json
from ionworks._io.failures import leaves_doubt
from ionworks._io.operations import payload, require_asked
from ionworks._moments import is_same_moment
from ionworks.errors import ConflictError, IonworksError

if TYPE_CHECKING:
    from ionworks._io.operations import Operation
    from ionworks._io.runtime import Runtime

T = TypeVar("T")

_PAUSE = 0.5
"""How long to wait before an update is sent again, in s, where the service does not say."""


@frozen
class _State:
    """A record as an answer shows it."""

    model: Any
    record: Any
    etag: str | None

    def is_version_of(self, other: _State) -> bool:
        """Tell whether the record has not changed between two states."""
        if self.etag is not None and other.etag is not None:
            return self.etag == other.etag
        mine, its = (_updated_at(state.record) for state in (self, other))
        return self.record == other.record if mine is None else mine == its


async def updated(
    runtime: Runtime,
    update: Operation[..., T],
    get: Operation[..., Any],
    identifier: str,
    data: Mapping[str, Any],
    *,
    above: Sequence[str] = (),
    is_read_alone: bool = False,
    **options: Any,
) -> T:
    """Update a record by a merge patch and return it as it is then.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    update, get : Operation
        What changes a record of this kind, and what reads it.
    identifier : str
        Its id.
    data : mapping
        The merge patch.
    above : sequence of str, optional
        Ids of what the record is below, as far as the address names them.
    is_read_alone : bool, default False
        Whether the address of `get` names nothing above the record.
    **options
        Parameters of `get`.

    Raises
    ------
    ConflictError
        The answer was lost, and the record has changed since, to something else.
    IonworksError
        As for any call.
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"an update is a dict of the fields to change, not a {type(data).__name__}")
    path = (*above, identifier)
    patch = json.loads(await runtime.backend.run_in_thread(encode_json, data))

    async def send(headers: Mapping[str, str]) -> T:
        changed = await runtime.call_with(headers, update, *path, body=payload(data))
        return require_asked(changed, id=identifier, name=patch.get("name"))

    async def read() -> _State:
        place = (identifier,) if is_read_alone else path
        response, model = await runtime.call_with_response({}, get, *place, **options)
        require_asked(model, id=identifier)
        return _State(model, response.json(), response.headers.get("etag"))

    may_repeat = runtime.settings.max_retries > 0
    # Without it nobody could tell later whether the update or somebody else changed the record.
    before = await read() if may_repeat else None
    try:
        return await send({})
    except IonworksError as said:
        if not leaves_doubt(said):
            raise
        problem = said
    while True:
        try:
            now = await read()
        except IonworksError:
            raise problem from problem.__cause__
        if _holds(_with_sorted_tags(patch), _with_sorted_tags(now.record)):
            return cast("T", now.model)
        if before is not None and not now.is_version_of(before):
            raise ConflictError(
                "The answer to the update was lost, and the record has changed since, but not to "
                "what was sent: somebody else may have changed it. Read it, and update it again "
                "if that is still wanted",
                method=problem.method,
                path=problem.path,
            ) from problem
        pause = _PAUSE if problem.retry_after is None else problem.retry_after
        if before is None or not may_repeat or pause > runtime.patience:
            raise problem
        may_repeat = False
        await runtime.backend.sleep(pause)
        try:
            return await send({} if now.etag is None else {"If-Match": now.etag})
        except IonworksError as said:
            # It may be refused because the first one was carried out: the next look shows it.
            problem = said


def _with_sorted_tags(record: Any) -> Any:
    """Return a record whose tags are in order: services keep them in an order of their own."""
    tags = record.get("tags") if isinstance(record, dict) else None
    return {**record, "tags": sorted(tags)} if isinstance(tags, list) else record


def _holds(patch: Any, value: Any) -> bool:
    """Tell whether a value is what a merge patch makes of any other."""
    if isinstance(patch, dict):
        within = value if isinstance(value, dict) else {}
        return all(_holds(inner, within.get(key)) for key, inner in patch.items())
    if patch in (None, ""):
        return value in (None, "", {}, [])  # a field that is cleared
    return patch == value or is_same_moment(patch, value)


def _updated_at(record: Any) -> str | None:
    value = record.get("updated_at") if isinstance(record, dict) else None
    return value if isinstance(value, str) else None
