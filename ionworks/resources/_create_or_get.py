"""Creating what may be there already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ionworks._given import shown
from ionworks._io.failures import leaves_doubt
from ionworks.errors import (
    APIConnectionError,
    ConflictError,
    DescriptionError,
    IonworksError,
    RequestValidationError,
    ServerError,
    UnexpectedResponseError,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks.pagination import AsyncPages

T = TypeVar("T")

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
            f"{what} is described by a dict such as {{'name': ...}}, not by a {type(data).__name__}"
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
    get: Callable[[str], Awaitable[T]],
    same_name: AsyncPages[T],
) -> T:
    """Fetch the record that a create ran into, or made although its answer was lost.

    By the id that the service gives; where it gives none, by name, over all pages.

    Raises
    ------
    IonworksError
        The problem, if there is no record of this name, or if none can have been made.
    """
    if isinstance(problem, ConflictError):
        if problem.existing_id is not None:
            holder = await get(problem.existing_id)
            held = getattr(holder, "name", None)
            # Some names are unique whatever their case.
            if isinstance(held, str) and held.strip().casefold() != name.strip().casefold():
                raise problem
            return holder
    elif not leaves_doubt(problem):
        raise problem
    try:
        async for record in same_name:
            if getattr(record, "name", None) == name:
                return record
    except UNKNOWN_OUTCOME_ERRORS:
        pass  # the service is gone; what it said first is what matters
    raise problem
