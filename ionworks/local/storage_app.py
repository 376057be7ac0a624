"""The storage origin: takes and hands out single objects by signed link."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ionworks.local.answers import REFUSALS
from ionworks.local.errors import Refusal, bad_request, conflict
from ionworks.local.files import sync
from ionworks.local.links import Links
from ionworks.local.objects import ObjectStore

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)
# What was uploaded is data: a browser that opens it by its link guesses nothing, runs nothing.
_INERT: Final = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def storage_app(objects: ObjectStore, links: Links, keep: Callable[[Path, str], bool]) -> Starlette:
    """Build the ASGI application of the storage origin.

    Parameters
    ----------
    objects : ObjectStore
        Where the objects lie.
    links : Links
        Checks the links.
    keep : callable
        Makes a draft the object of a key. Returns False, and does nothing, if no unconfirmed
        upload waits for that object. It may wait, so it is called in a thread.
    """

    async def put(request: Request) -> Response:
        key = _checked_key(request, links)
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            raise Refusal(411, "LENGTH_REQUIRED", "An upload needs a Content-Length.")
        with objects.draft() as draft:
            try:
                written = await _receive(request, draft)
            except OSError as error:
                if error.errno not in _FULL:
                    raise
                raise Refusal(
                    507, "INSUFFICIENT_STORAGE", f"The upload does not fit: {error.strerror}."
                ) from None
            if written != int(length):
                raise bad_request(f"The upload has {written} bytes instead of {length}.")
            if not await run_sync(keep, draft, key):
                raise conflict("This object is not awaited: its upload is confirmed or forgotten.")
        return Response(headers={"etag": _etag(objects.path(key).stat())})

    async def get(request: Request) -> Response:
        key = _checked_key(request, links)
        path = objects.path(key)
        try:
            stat = path.stat()
        except FileNotFoundError:
            raise Refusal(404, "NOT_FOUND", "There is no object at this link.") from None
        etag = _etag(stat)
        if etag in _listed(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers={"etag": etag})
        return FileResponse(
            path,
            media_type=_sendable(request.query_params["type"]),
            headers={"etag": etag, **_INERT},
            stat_result=stat,
        )

    return Starlette(
        routes=[
            Route("/{key:path}", put, methods=["PUT"]),
            Route("/{key:path}", get, methods=["GET"]),
        ],
        exception_handlers=REFUSALS,
    )


def _checked_key(request: Request, links: Links) -> str:
    key: str = request.path_params["key"]
    links.check(request.method, key, request.query_params)
    return key


def _sendable(media_type: str) -> str:
    """Give a media type as it may stand in a header; it is what the uploader called it."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"


async def _receive(request: Request, draft: Path) -> int:
    written = 0
    with draft.open("xb") as file:
        async for chunk in request.stream():
            written += file.write(chunk)
        await run_sync(sync, file)
    return written


def _etag(stat: os.stat_result) -> str:
    return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


def _listed(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
