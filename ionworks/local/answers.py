"""Answers in JSON, and the answers to refusals."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ionworks import digests
from ionworks.local.database import DatabaseBusyError
from ionworks.local.errors import Invalid, Refusal, bad_request, busy

_PIECE: Final = 50_000  # items of a list that are encoded at once
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def answer(
    value: Any,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    with_digest: bool = True,
) -> Response:
    """Return a JSON answer, with its digest.

    An answer that names addresses goes without: proxies rewrite them.
    """
    body = _encoded(value).encode()
    stated = dict(headers or {})
    if with_digest:
        stated["content-digest"] = digests.as_field(hashlib.sha256(body).hexdigest())
    return Response(body, status_code=status, headers=stated, media_type="application/json")


def _encoded(value: Any) -> str:
    """Write JSON, long columns in pieces, because no other thread runs during an encoding."""
    if not _is_long(value):
        return _ENCODER.encode(value)
    if isinstance(value, Mapping):
        members = (f"{_ENCODER.encode(name)}:{_encoded(each)}" for name, each in value.items())
        return f"{{{','.join(members)}}}"
    starts = range(0, len(value), _PIECE)
    pieces = (_ENCODER.encode(value[start : start + _PIECE])[1:-1] for start in starts)
    return f"[{','.join(pieces)}]"


def _is_long(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_is_long, value.values()))
    return isinstance(value, list) and len(value) > _PIECE


def created(value: Any, *, with_digest: bool = True) -> Response:
    """Return the answer to a create."""
    return answer(value, 201, with_digest=with_digest)


def single(value: Mapping[str, Any], status: int = 200) -> Response:
    """Return the answer that is one record, with its version."""
    return answer(value, status, {"etag": version(value)})


def version(record: Mapping[str, Any]) -> str:
    """Return the version of a record, which changes with each change of it."""
    return f'"{record["updated_at"]}"'


def done() -> Response:
    """Return the answer that has no body."""
    return Response(status_code=204)


def page(items: list[Any], total: int) -> Response:
    """Return one page of a list; `total` counts all matches."""
    return answer({"items": items, "count": len(items), "total": total})


async def _refused(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    headers = {"retry-after": "1"} if refusal.status == 503 else None
    return answer(refusal.body(), refusal.status, headers)


async def _busy(request: Request, error: Exception) -> Response:
    return await _refused(request, busy(str(error)))


async def _invalid(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Invalid)
    return answer(refusal.body(), 422)


async def _unrouted(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(error.status_code, "BAD_REQUEST")
    message = f"{error.detail}: {request.method} {request.url.path}"
    return answer(Refusal(error.status_code, code, message).body(), error.status_code)


async def _gone(_request: Request, _error: Exception) -> Response:
    # The caller was killed or disconnected in the middle of its request: nobody reads this.
    return answer(bad_request("The body of the request is not whole.").body(), 400)


async def _failed(_request: Request, error: Exception) -> Response:
    # The server logs the traceback; the answer names only the kind of the fault.
    message = f"The platform failed with {type(error).__name__}; its log says more."
    return answer(Refusal(500, "INTERNAL_ERROR", message).body(), 500)


Handlers = dict[int | type[Exception], Callable[[Request, Exception], Awaitable[Response]]]

REFUSALS: Final[Handlers] = {
    Refusal: _refused,
    DatabaseBusyError: _busy,
    Invalid: _invalid,
    HTTPException: _unrouted,
    ClientDisconnect: _gone,
    Exception: _failed,
}
"""The answers of Starlette by exception."""
