"""Answers: assembled, compared with their digest, and read as the type of the operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import httpx

from ionworks import digests
from ionworks._io import failures

if TYPE_CHECKING:
    from ionworks._io.operations import Operation

T = TypeVar("T")

# Headers that describe how a body was sent; they do not describe the decoded body.
_OF_TRANSFER = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


def parsed(operation: Operation[..., T], args: tuple[Any, ...], response: httpx.Response) -> T:
    """Read an answer as the type that its operation promises, for these path arguments.

    Raises
    ------
    UnexpectedStatus
        The contract does not have its status.
    UnexpectedResponseError
        It cannot be read, or is another record than the one that was asked for.
    """
    try:
        answer = operation._parse_response(client=None, response=response)
    # The parser raises RecursionError for JSON that is nested too deeply.
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as problem:
        raise failures.from_unreadable(response, problem) from problem
    _check_same(operation, args, answer, response)
    return answer


def with_body(response: httpx.Response, body: bytes) -> httpx.Response:
    """Put a streamed answer together with its body, which is decoded."""
    headers = of_content(response.headers)
    return httpx.Response(
        response.status_code, headers=headers, content=body, request=response.request
    )


def of_content(headers: httpx.Headers) -> list[tuple[bytes, bytes]]:
    """List the headers that describe the decoded content as well."""
    return [pair for pair in headers.raw if pair[0].lower() not in _OF_TRANSFER]


def stated_digest(response: httpx.Response) -> str | None:
    """Read the digest of the body that is under way; None if the head states none of it."""
    # A body that was compressed on the way no longer has the digest of the original.
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return None
    whole = response.request.method == "GET" and response.status_code == httpx.codes.OK
    stated = digests.read_field(response.headers.get("repr-digest")) if whole else None
    return stated or digests.read_field(response.headers.get("content-digest"))


def announced_length(response: httpx.Response) -> int | None:
    """Read how long the content of an answer is; None if it does not say."""
    length = response.headers.get("content-length", "")
    packed = response.headers.get("content-encoding", "identity").strip().lower() != "identity"
    return int(length) if length.isdecimal() and not packed else None


def _check_same(
    operation: Any, args: tuple[Any, ...], answer: Any, response: httpx.Response
) -> None:
    """Refuse a record with another id than the requested one.

    This holds for every operation whose path ends in an id, or cancels what has the id, and
    whose answer is one record: the contract gives records no other names than their ids.
    """
    if not args or getattr(answer, "id", None) == args[-1]:
        return
    path = response.request.url.path.removesuffix("/cancel")
    if path.rpartition("/")[2] != str(args[-1]):
        return
    named = operation._get_kwargs.__code__.co_varnames[len(args) - 1]
    found = getattr(answer, "id", None) or getattr(answer, named, None)
    if isinstance(found, str) and not _is_same_id(found, str(args[-1])):
        raise failures.from_another_record(response, asked=str(args[-1]), found=found)


def _is_same_id(one: str, other: str) -> bool:
    """Compare ids. A UUID may be written in several ways, of which a service answers one."""
    if one == other:
        return True
    try:
        return UUID(one) == UUID(other)
    except ValueError:
        return False
