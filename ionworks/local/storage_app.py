"""The storage origin: takes and hands out single objects by signed link."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ionworks.local.answers import REFUSALS
from ionworks.local.errors import Refusal, bad_request, conflict, too_large
from ionworks.local.files import sync
from ionworks.local.links import Links
from ionworks.local.objects import ObjectStore
from ionworks.local.private import create

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)
# What was uploaded is data: a browser that opens it by its link guesses nothing, runs nothing.
_INERT: Final = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def storage_app(
    objects: ObjectStore, links: Links, keep: Callable[[Path, str], bool], most: int
) -> Starlette:
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
    most : int
        Bytes of the largest upload.
    """

    async def put(request: Request) -> Response:
        key = _checked_key(request, links)
        length = _announced(request, most)
        with objects.draft() as draft:
            if length > shutil.disk_usage(draft.parent).free:
                raise _does_not_fit(f"{length} bytes are more than the disk has left")
            try:
                written = await _receive(request, draft, length)
            except OSError as error:
                if error.errno not in _FULL:
                    raise
                raise _does_not_fit(str(error.strerror)) from None
            if written != length:
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


def _announced(request: Request, most: int) -> int:
    """Return the length that an upload announces, if it can be taken."""
    header = request.headers.get("content-length", "")
    if not header.isdecimal():
        raise Refusal(411, "LENGTH_REQUIRED", "An upload needs a Content-Length.")
    length = int(header)
    if length > most:
        raise too_large(f"The upload has {length} bytes; the most is {most}.")
    return length


def _does_not_fit(reason: str) -> Refusal:
    return Refusal(507, "INSUFFICIENT_STORAGE", f"The upload does not fit: {reason}.")


async def _receive(request: Request, draft: Path, length: int) -> int:
    written = 0
    with create(draft) as file:
        async for chunk in request.stream():
            written += len(chunk)
            if written > length:
                raise bad_request(f"The upload has more than the {length} bytes announced.")
            file.write(chunk)
        await run_sync(sync, file)
    return written


def _etag(stat: os.stat_result) -> str:
    return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


def _listed(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
