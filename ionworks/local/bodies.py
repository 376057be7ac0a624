"""Request bodies: JSON, gzipped or not, within bounds of size and depth."""

import gzip
import hashlib
import json
import zlib
from io import BytesIO
from typing import Any, Final, NoReturn

from starlette.requests import Request

from ionworks import digests
from ionworks.local.errors import Refusal, bad_request, invalid, too_large

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest body, in bytes, as sent and as unpacked."""

MAX_DEPTH: Final = 64
"""Deepest nesting of objects and arrays."""


async def read_json(request: Request) -> Any:
    """Return the JSON body of a request; None when there is none.

    Raises
    ------
    Refusal
        The body is too large, too deep, damaged, or not JSON.
    Invalid
        The body is null.
    """
    body = await _read(request)
    _check_digest(request, body)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "gzip":
        body = _unpack(body)
    elif encoding != "identity":
        raise bad_request(f"Content-Encoding {encoding!r} is not read here; send gzip or none.")
    if not body.strip():
        return None
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # of the syntax or of the UTF-8
        raise bad_request(f"The body is not JSON: {error}.") from None
    if value is None:  # which is not the same as no body
        raise invalid(["body"], "null is not an object", "type")
    _check_depth(value)
    if b"\\u" in body:
        _check_surrogates(value)
    return value


async def _read(request: Request) -> bytes:
    # What is beyond the bound is read and dropped: a sender cut off
    # half-way would see a broken connection instead of the answer.
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


def _check_digest(request: Request, body: bytes) -> None:
    stated = digests.read_field(request.headers.get("content-digest"))
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


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number; send null")


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
    # JSON can spell half of a surrogate pair, which is no character and cannot be stored.
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("The body has an escape that is no character.") from None


def _too_deep() -> Exception:
    return bad_request(f"The body is nested more than {MAX_DEPTH} levels deep.")
