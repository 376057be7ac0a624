"""The storage origin: receives and sends single objects by signed link."""

import errno
import hashlib
import re
import shutil
from pathlib import Path
from typing import Final

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ionworks import digests
from ionworks.local.answers import REFUSALS
from ionworks.local.database import Database
from ionworks.local.errors import Refusal, conflict, too_large
from ionworks.local.links import Links
from ionworks.local.objects import ObjectStore
from ionworks.local.private import create, sync
from ionworks.local.reservations import receive
from ionworks.local.stored import DamagedError, Inspector, Stored, damaged, find

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)
# An upload is data: a browser that opens its link must not guess its type or run it.
_INERT: Final = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
_RANGE: Final = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
_PIECE_BYTES: Final = 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def storage_app(
    database: Database, objects: ObjectStore, inspector: Inspector, links: Links, most: int
) -> Starlette:
    """Build the ASGI application of the storage origin.

    Parameters
    ----------
    database : Database
        Knows which objects are awaited, and the digests of those that are stored. What is
        confirmed cannot be written over.
    objects : ObjectStore
        Where the objects lie.
    inspector : Inspector
        Compares objects with their digests.
    links : Links
        Checks the links.
    most : int
        Bytes of the largest upload.
    """

    async def put(request: Request) -> Response:
        key = _checked_key(request, links)
        length = _announced(request, most)
        with objects.draft() as draft:
            if (length or 0) > shutil.disk_usage(draft.parent).free:
                raise _does_not_fit(f"{length} bytes are more than the disk has left")
            try:
                received = await _receive(request, draft, most)
            except OSError as error:
                if error.errno not in _FULL:
                    raise
                raise _does_not_fit(str(error.strerror)) from None
            checksum = digests.as_base64(received.sha256)
            if request.headers.get(digests.CHECKSUM, checksum) != checksum:
                raise Refusal(
                    400, "BAD_DIGEST", f"The upload does not match its {digests.CHECKSUM}."
                )
            if not await run_sync(receive, database, objects, draft, key, received):
                raise conflict("This object is not awaited: its upload is confirmed or forgotten.")
        return Response(headers={"etag": _etag(received), digests.CHECKSUM: checksum})

    async def get(request: Request) -> Response:
        key = _checked_key(request, links)
        try:
            path = objects.path(key)
            stat = path.stat()
            stored = await run_sync(_noted, database, key)
            if stored is None:
                named = {"etag": f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'}
            else:
                # Readers of the whole file compare it with this; readers of a part cannot.
                named = {"etag": _etag(stored), "repr-digest": digests.as_field(stored.sha256)}
                if "range" in request.headers or stat.st_size != stored.size:
                    await run_sync(inspector.check, path, stored)
                if part := _part(request.headers, stored):
                    sha256 = await run_sync(_hash_part, path, *part)
                    named["content-digest"] = digests.as_field(sha256)
        except FileNotFoundError:
            raise Refusal(404, "NOT_FOUND", "There is no object at this link.") from None
        except DamagedError:
            raise damaged() from None
        if named["etag"] in _listed(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers={"etag": named["etag"]})
        return FileResponse(
            path,
            media_type=_sendable(request.query_params["type"]),
            headers={**named, **_INERT},
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
    """Return the media type that the uploader stated, made safe for a header."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"


def _announced(request: Request, most: int) -> int | None:
    """Return the length that an upload announces, if it can be taken; None if it is chunked.

    Some clients send a file of no length in chunks, as they cannot tell it from a stream.
    """
    header = request.headers.get("content-length", "")
    coding = request.headers.get("transfer-encoding", "")
    if not header and coding.strip().lower() == "chunked":
        return None
    if not header.isdecimal():
        raise Refusal(411, "LENGTH_REQUIRED", "An upload needs a Content-Length.")
    length = int(header)
    if length > most:
        raise too_large(f"The upload has {length} bytes; the most is {most}.")
    return length


def _does_not_fit(reason: str) -> Refusal:
    return Refusal(507, "INSUFFICIENT_STORAGE", f"The upload does not fit: {reason}.")


async def _receive(request: Request, draft: Path, most: int) -> Stored:
    """Write what comes; the server sees to it that it is as long as was announced."""
    seen, size = hashlib.sha256(), 0
    with create(draft) as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise too_large(f"The upload has more than {most} bytes, which is the most.")
            file.write(chunk)
            seen.update(chunk)
        await run_sync(sync, file)
    return Stored(seen.hexdigest(), size)


def _noted(database: Database, key: str) -> Stored | None:
    with database.read() as connection:
        return find(connection, key)


def _etag(stored: Stored) -> str:
    return f'"{stored.sha256}"'


def _part(headers: Headers, stored: Stored) -> tuple[int, int] | None:
    """Return the first byte, and the one after the last, of the requested single range."""
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if asked is None or headers.get("if-range", _etag(stored)) != _etag(stored):
        return None
    first, last = asked.groups()
    if first:
        start, stop = int(first), min(int(last) + 1, stored.size) if last else stored.size
    else:
        start, stop = max(stored.size - int(last or 0), 0), stored.size
    return (start, stop) if start < stop else None


def _hash_part(path: Path, start: int, stop: int) -> str:
    seen, left = hashlib.sha256(), stop - start
    with path.open("rb") as file:
        file.seek(start)
        while left and (chunk := file.read(min(left, _PIECE_BYTES))):
            seen.update(chunk)
            left -= len(chunk)
    return seen.hexdigest()


def _listed(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
