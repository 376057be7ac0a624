"""A page as the service sends it, as a page of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ionworks_generated.types import read_json

from ionworks.errors import UnexpectedResponseError
from ionworks.pagination import PaginatedList
from ionworks.records import Record

if TYPE_CHECKING:
    from ionworks_generated.records import Rows

    from ionworks._io.operations import Operation
    from ionworks._io.runtime import Runtime
    from ionworks.urls import RecordUrls

R = TypeVar("R", bound=Record)


def require_strings(values: Any, what: str) -> list[str]:
    """Read a list of texts, which the generated reader takes for whatever it is.

    Raises
    ------
    UnexpectedResponseError
        It is not a list, or something in it is not text.
    """
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UnexpectedResponseError(f"The service sent {what} that are not a list of texts")
    return values


def page_of(
    record: type[R], answer: Any, links: RecordUrls | None = None, *, rows: str = "items"
) -> PaginatedList[R]:
    """Read a page, whose rows are in the field `rows`.

    A service may send a bare array, or leave out the total; then what came is all there is.
    """
    total = getattr(answer, "total", None)
    found: Rows[R] | list[R]
    if isinstance(answer, list):
        found = [record.from_model(item, links) for item in answer]
    else:
        found = getattr(answer, rows).of(record).linked(links)
    return PaginatedList(found, total if isinstance(total, int) else None)


async def as_sent(
    runtime: Runtime, operation: Operation[..., Any], *args: str, **kwargs: Any
) -> dict[str, Any]:
    """Read an answer, and return it as it was sent: absent fields are absent, times are text."""
    response, _ = await runtime.call_with_response({}, operation, *args, **kwargs)
    sent: dict[str, Any] = read_json(response.content)
    return sent
