"""Request bodies: JSON, gzipped or not, within bounds of size, number and depth."""

import gzip
import hashlib
import json
import math
import re
import sys
import zlib
from io import BytesIO
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.requests import Request

from ionworks import digests
from ionworks.local.errors import Refusal, bad_request, invalid, too_large

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest body, in bytes, as sent and as unpacked."""

MAX_VALUES: Final = 4_000_000
"""Most values in a body: its numbers, texts, objects and arrays."""

MAX_PARTS: Final = 1_000_000
"""Most texts, objects and arrays in a body; each takes many times as long as a number."""

MAX_MEMBERS: Final = 250_000
"""Most members of objects in a body; each takes many times as long as a text."""

MAX_DEPTH: Final = 64
"""Deepest nesting of objects and arrays."""

_BRACKETS: Final = (b"{", b"[")

MAX_NUMBER: Final = sys.float_info.max
"""Largest number."""

# The text of every larger number matches this. Other text may match too.
_MAY_OVERFLOW: Final = re.compile(rb"NaN|Infinity|[eE]\+?\d{3}|\d{200}")


async def read_body(request: Request) -> bytes:
    """Return the body of a request as it was sent.

    Raises
    ------
    Refusal
        It is too large.
    """
    # Bytes beyond the bound are read and dropped: a sender that is cut off
    # would see a broken connection instead of the answer.
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= MAX_BYTES:
            parts.append(part)
        else:
            parts.clear()
    if size > MAX_BYTES:
        raise too_large(f"The body has {size} bytes; the most is {MAX_BYTES}.")
    return b"".join(parts)


def parse_json(body: bytes, headers: Headers) -> Any:
    """Return the content of a JSON body; None if there is no body.

    Parameters
    ----------
    body : bytes
        As it was sent.
    headers : Headers
        Of the request: how the body is packed, and its digest if that is stated.

    Raises
    ------
    Refusal
        The body is too large, too deep, damaged, or not JSON.
    Invalid
        The body is null.
    """
    body = unpacked(body, headers)
    if not body.strip():
        return None
    _check_values(body)
    try:
        value = json.loads(body)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # of the syntax or of the UTF-8
        raise bad_request(f"The body is not JSON: {error}.") from None
    if value is None:  # which is not the same as no body
        raise invalid(["body"], "null is not an object", "type")
    _check_depth(value)
    if _MAY_OVERFLOW.search(body):
        _check_numbers(value)
    if b"\\u" in body:
        _check_surrogates(value)
    return value


def unpacked(body: bytes, headers: Headers) -> bytes:
    """Return a body as it was before it was packed.

    Raises
    ------
    Refusal
        It is too large, damaged, or packed in a way that is not read here.
    """
    _check_digest(headers, body)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding == "gzip":
        return _unpack(body)
    if encoding != "identity":
        raise bad_request(f"Content-Encoding {encoding!r} is not read here; send gzip or none.")
    return body


def _check_digest(headers: Headers, body: bytes) -> None:
    stated = digests.read_field(headers.get("content-digest"))
    if stated is not None and hashlib.sha256(body).hexdigest() != stated:
        raise Refusal(
            400,
            "BAD_DIGEST",
            "The body does not match its Content-Digest: it was damaged on its way. Nothing was "
            "done with it; send it again.",
        )


def _unpack(body: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as file:
            unpacked = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise bad_request(f"The body is not gzip: {error}.") from None
    if len(unpacked) > MAX_BYTES:
        raise too_large(f"The body unpacks to more than {MAX_BYTES} bytes.")
    return unpacked


def _check_values(body: bytes) -> None:
    """Refuse what would take seconds to parse, and gigabytes to hold, before it is parsed.

    The parser lets no other thread run, so it must be done soon. A comma or a bracket goes with
    each value, and a colon with each member. Those inside of strings do not count.
    """
    if b"\\" in body:  # what is left has no quotes within strings
        body = body.replace(rb"\\", b"").replace(rb"\"", b"")
    texts = body.count(b'"') // 2
    if texts > MAX_PARTS + MAX_MEMBERS:
        raise _too_many(MAX_PARTS, "texts, objects and arrays")
    outside = b"".join(body.split(b'"')[::2])
    brackets = sum(map(outside.count, _BRACKETS))
    commas, members = outside.count(b","), outside.count(b":")
    if brackets + commas > MAX_VALUES:
        raise _too_many(MAX_VALUES, "values")
    if members > MAX_MEMBERS:
        raise _too_many(MAX_MEMBERS, "members of objects")
    if texts - members + brackets > MAX_PARTS:
        raise _too_many(MAX_PARTS, "texts, objects and arrays")


def _check_numbers(value: Any) -> None:
    """Refuse numbers that are not finite, and whole ones that the database cannot hold."""
    waiting: list[tuple[str, Any]] = [("body", value)]
    while waiting:
        place, each = waiting.pop()
        if isinstance(each, dict):
            waiting += [(f"{place}.{key}", inner) for key, inner in each.items()]
        elif isinstance(each, list):
            waiting += [(f"{place}[{index}]", inner) for index, inner in enumerate(each)]
        elif isinstance(each, float) and not math.isfinite(each):
            raise bad_request(f"{place} is no finite number; send one, or leave it out.")
        elif isinstance(each, int) and abs(each) > MAX_NUMBER:
            raise bad_request(f"{place} is beyond {MAX_NUMBER}; send a smaller one.")


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise _too_deep()


def _check_surrogates(value: Any) -> None:
    # JSON can spell half of a surrogate pair, which is not a character and cannot be stored.
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("The body has an escape that is no character.") from None


def _too_many(most: int, named: str) -> Exception:
    return too_large(f"The body has more than {most:,} {named}; send it in parts.")


def _too_deep() -> Exception:
    return bad_request(f"The body is nested more than {MAX_DEPTH} levels deep.")
