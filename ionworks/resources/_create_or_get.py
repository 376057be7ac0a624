"""Creating what may be there already, and what of it differs."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from ionworks._deprecation import callers_level
from ionworks._given import kind_of, shown
from ionworks._io.bodies import encode_json
from ionworks._io.failures import leaves_doubt
from ionworks.differences import (
    DifferenceWarning,
    describe,
    differences,
    require_on_difference,
)
from ionworks.errors import (
    APIConnectionError,
    ConflictError,
    DescriptionError,
    ForbiddenError,
    IonworksError,
    RecordDiffersError,
    RequestValidationError,
    ServerError,
    UnexpectedResponseError,
)
from ionworks.ids import id_of
from ionworks.records import Record

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ionworks_generated.types import Body

    from ionworks._io.runtime import Runtime
    from ionworks.differences import Difference, OnDifference
    from ionworks.pagination import AsyncPages

R = TypeVar("R", bound=Record)

# After these a create may have found, or made, the record: it is looked up before giving up.
UNKNOWN_OUTCOME_ERRORS = (ConflictError, APIConnectionError, ServerError, UnexpectedResponseError)


def require_name(data: Any, what: str) -> str:
    """Return the name in `data`, or say what is wrong with it.

    Raises
    ------
    DescriptionError
        `data` is not a mapping.
    RequestValidationError
        The name is missing, empty or no text.
    """
    if not isinstance(data, Mapping):
        raise DescriptionError(
            f"{what} is described by a dict such as {{'name': ...}}, not by {kind_of(data)}"
        )
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        problem = "is missing" if name is None else f"is {shown(name)}"
        raise RequestValidationError(
            f"`name` of the {what} {problem}; it must be text that is not empty"
        )
    return name


async def find_after_failed_create(
    problem: IonworksError,
    name: str,
    get: Callable[[str], Awaitable[R]],
    same_name: AsyncPages[R],
) -> R:
    """Fetch the record that a create ran into, or made although its answer was lost.

    A bundle refuses each create, also of what it has.

    By the id that the service gives; where it gives none, by name, over all pages. `created` of the
    record is False, or None where the answer was lost.

    Raises
    ------
    IonworksError
        The problem, if there is no record of this name, or if none can have been made.
    """
    was_refused = isinstance(problem, ConflictError) or _is_read_only(problem)
    if isinstance(problem, ConflictError):
        if problem.existing_id is not None:
            holder = await get(problem.existing_id)
            held = getattr(holder, "name", None)
            # Some names are unique whatever their case.
            if isinstance(held, str) and held.strip().casefold() != name.strip().casefold():
                raise problem
            return holder._marked(False)
    elif not was_refused and not leaves_doubt(problem):
        raise problem
    try:
        async for record in same_name:
            if getattr(record, "name", None) == name:
                return record._marked(False if was_refused else None)
    except UNKNOWN_OUTCOME_ERRORS:
        pass  # the service is gone; what it said first is what matters
    raise problem


def _is_read_only(problem: IonworksError) -> bool:
    """Tell whether nothing is created there; what was asked for may be there all the same."""
    return isinstance(problem, ForbiddenError) and problem.error_code == "READ_ONLY"


@frozen
class Wanted:
    """What `create_or_get` was asked for.

    Attributes
    ----------
    what : str
        The kind of the record, for messages.
    data : mapping
        Its description.
    body, changes : type
        The generated bodies of a creation and of an update.
    on_difference : OnDifference
        What to do if the record exists and differs.
    """

    what: str
    data: Mapping[str, Any]
    body: type[Body]
    changes: type[Body]
    on_difference: OnDifference


async def create_or_find(
    runtime: Runtime,
    wanted: Wanted,
    *,
    create: Callable[[], Awaitable[R]],
    get: Callable[[str], Awaitable[R]],
    same_name: Callable[[], AsyncPages[R]],
    update: Callable[[str, Mapping[str, Any]], Awaitable[R]],
) -> R:
    """Create a record, or find the one of that name and compare it.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    wanted : Wanted
        What the caller asked for.
    create : callable
        Awaited; creates the record.
    get : callable
        Awaited with an id; reads a record.
    same_name : callable
        Walks the records of that name.
    update : callable
        Awaited with the id of the record and the fields that change.

    Raises
    ------
    RecordDiffersError
        The stored record differs, and the caller wants an error then.
    IonworksError
        What the service said, if there is no such record.
    """
    require_on_difference(wanted.on_difference)
    try:
        return (await create())._marked(True)
    except (*UNKNOWN_OUTCOME_ERRORS, ForbiddenError) as problem:
        found = await find_after_failed_create(problem, wanted.data["name"], get, same_name())
    return await settle_differences(runtime, wanted, found, update)


async def settle_differences(
    runtime: Runtime,
    wanted: Wanted,
    found: R,
    update: Callable[[str, Mapping[str, Any]], Awaitable[R]],
    of_data: Difference | None = None,
) -> R:
    """Compare a stored record with what was asked for, and do what the caller wants then.

    `of_data` is how its data differ, which no update changes. See `create_or_find` for the other
    parameters and for what is raised.
    """
    if wanted.on_difference == "ignore":
        return found
    sent = await runtime.backend.run_in_thread(_as_sent, wanted.data)
    data = () if of_data is None else (of_data,)
    differing = (*_between(sent, found, wanted), *data)
    if not differing:
        return found
    if wanted.on_difference == "raise" or (data and wanted.on_difference == "update"):
        raise RecordDiffersError(
            f"{_head(wanted, found, differing)}\nIt was not changed"
            f"{'; use `replace` to change a series' if data else ''}",
            differences=differing,
            data={"existing_id": found["id"]},
        )
    way = "use `replace` to change the series" if data else 'on_difference="update" changes it'
    end = f'It was not changed; {way}, "ignore" is silent'
    if wanted.on_difference == "update":
        names = {each.field.partition(".")[0] for each in differing}
        changed = {
            name: value
            for name, value in wanted.data.items()
            if name in names and name in wanted.changes._fields
        }
        if changed:
            updated = await update(found["id"], changed)
            found = updated._marked(found.created)
        differing = _between(sent, found, wanted)
        if not differing:
            return found
        end = "These fields cannot be changed by an update"
    warning = DifferenceWarning(f"{_head(wanted, found, differing)}\n{end}")
    warning.differences = differing
    warnings.warn(warning, stacklevel=callers_level())
    return found


def _between(sent: Mapping[str, Any], found: Record, wanted: Wanted) -> tuple[Difference, ...]:
    return differences(sent, found.model_dump(mode="json"), wanted.body, type(found))


def _head(wanted: Wanted, found: Record, differing: Sequence[Difference]) -> str:
    return (
        f"The {wanted.what} {found['name']!r} exists, and differs from what was sent:"
        f"{describe(differing)}"
    )


def _as_sent(data: Mapping[str, Any]) -> Any:
    """Return a description without the name as JSON has it, with ids in place of records."""
    plain = {
        name: id_of(value, name) if isinstance(value, Record) and name.endswith("_id") else value
        for name, value in data.items()
    }
    plain.pop("name", None)  # by which it was found, whatever its case
    return json.loads(encode_json(plain))
