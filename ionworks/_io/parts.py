"""Parts of files: whether an answer holds the part that was asked for, and of which version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ionworks.errors import TransferError

if TYPE_CHECKING:
    import httpx

    ByteRange = tuple[int | None, int | None]

_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-(\d{1,19})/(\d{1,19})")


def check_part(response: httpx.Response, asked: ByteRange) -> int:
    """Check that an answer (206) is the requested part.

    Parameters
    ----------
    response : httpx.Response
        The answer; its body need not be read.
    asked : tuple of int or None
        First and last byte, both included; ``(None, n)`` means the last n bytes.

    Returns
    -------
    int
        How many bytes the part has.

    Raises
    ------
    TransferError
        It is another part, several parts, or does not say which.
    """
    stated = response.headers.get("content-range", "")
    found = _CONTENT_RANGE.fullmatch(stated.strip())
    if found is None:
        raise _other(response, f"it states the range {stated[:60]!r}")
    start, last, total = map(int, found.groups())
    first, end = asked
    if first is None:
        first, end = max(total - (end or 0), 0), None
    wanted = total - 1 if end is None else min(end, total - 1)
    if (start, last) != (first, wanted) or last < start:
        raise _other(response, f"it holds bytes {start} to {last} of {total}")
    return last + 1 - start


def check_length(response: httpx.Response, received: int, wanted: int) -> None:
    """Check that a part has the length that it states.

    Raises
    ------
    TransferError
        More or fewer bytes came.
    """
    if received != wanted:
        raise _other(response, f"it has {received} bytes instead of {wanted}")


def total_of(headers: httpx.Headers) -> int | None:
    """Read the length of the file that an answer is a part of; None if it is the whole file."""
    found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    return int(found[3]) if found else None


def version_of(headers: httpx.Headers) -> str | None:
    """Read what identifies the version of a file; None if nothing does.

    A weak ETag may stay the same when bytes change, and a date when they change within a second.
    """
    etag: str = headers.get("etag", "").strip()
    digest: str | None = headers.get("repr-digest")
    return etag if etag.startswith('"') else digest


def _other(response: httpx.Response, what: str) -> TransferError:
    request = response.request
    return TransferError(
        f"Download from {request.url.host} failed: the answer is not the part that was asked for "
        f"({request.headers['range']}): {what}. Read the whole file instead",
        status_code=response.status_code,
        method=request.method,
        path=request.url.path,
    )
