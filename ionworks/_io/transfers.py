"""Uploads and downloads by signed links: streamed, repeated, and compared with their digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from attrs import frozen

from ionworks import digests, errors
from ionworks._io import answers, decoding, failures, links
from ionworks._io.delivery import USER_AGENT, transfer_limits
from ionworks._io.parts import check_length, check_part

if TYPE_CHECKING:
    from ionworks._io.bodies import Body, Progress
    from ionworks._io.delivery import Limits
    from ionworks._io.parts import ByteRange
    from ionworks._io.runtime import Runtime
    from ionworks._io.silence import Silence
    from ionworks._io.sinks import Sink

_MAX_REDIRECTS = 5
# Statuses of a whole file; 203 comes from a proxy that changed something.
_WHOLE = (httpx.codes.OK, httpx.codes.NON_AUTHORITATIVE_INFORMATION)


@frozen
class Fetched:
    """A received file, or a part of one.

    Attributes
    ----------
    headers : httpx.Headers
        Those of the answer.
    sha256 : str
        Digest of the bytes that went into the sink.
    """

    headers: httpx.Headers
    sha256: str


async def put(
    runtime: Runtime,
    url: str,
    body: Body,
    *,
    content_type: str,
    progress: Progress | None = None,
    with_digest: bool = False,
    timeout: Silence | None = None,
) -> None:
    """Put a body into the storage by its signed link, whole or not at all.

    Parameters
    ----------
    runtime : Runtime
        How the storage is reached.
    url : str
        The signed link.
    body : Body
        What to store.
    content_type : str
        Media type that is stored with it.
    progress : callable, optional
        Called with the bytes sent so far and in total.
    with_digest : bool, default False
        Send the SHA-256 too. S3 refuses the header on links that were not signed with it,
        so only where the service offers it.
    timeout : float or tuple of float, optional
        Seconds that the storage may be silent; or those to connect, and those of silence.
    """
    size, sha256 = await runtime.backend.run_in_thread(
        lambda: (body.size, body.sha256 if with_digest else "")
    )
    headers = {
        "User-Agent": USER_AGENT,
        "Content-Type": content_type,
        "Content-Length": str(size),
    }
    if with_digest:
        headers[digests.CHECKSUM] = digests.as_base64(sha256)

    from ionworks._io.bodies import Sending

    target = links.checked(url)

    async def attempt(number: int) -> None:
        sending = Sending(body, progress)
        request = httpx.Request("PUT", target, headers=headers)
        request.stream = sending
        response = await runtime.exchange(request, transfer_limits(timeout), number)
        if not response.is_success:
            raise failures.from_storage(response)
        if not sending.complete:
            raise failures.answered_early(response)
        stored = response.headers.get(digests.CHECKSUM)
        if with_digest and stored not in (None, headers[digests.CHECKSUM]):
            raise failures.stored_otherwise(response)

    await runtime.repeat(attempt)


async def fetch(
    runtime: Runtime,
    url: str,
    sink: Sink,
    *,
    byte_range: ByteRange | None = None,
    version: str | None = None,
    etag: str | None = None,
    timeout: httpx.Timeout | Silence | None = None,
) -> Fetched | None:
    """Stream what a link leads to into a sink.

    Parameters
    ----------
    runtime : Runtime
        How the storage is reached.
    url : str
        A signed link, or an address of the service itself.
    sink : Sink
        Takes the bytes; it is started again when an attempt is repeated.
    byte_range : tuple of int or None, optional
        First and last byte, both included; ``(None, n)`` means the last n bytes. A storage
        may send the whole file all the same.
    version : str, optional
        The version (`ionworks._io.parts.version_of`) that the part must be of. The whole
        file comes if the storage has another one.
    etag : str, optional
        The version that the caller has.
    timeout : httpx.Timeout, float or tuple of float, optional
        How long a silence may be; as for `put`.

    Returns
    -------
    Fetched or None
        What came; None if the caller's version is still the newest, in
        which case the sink is left alone.

    Raises
    ------
    TransferError
        The storage refused it, or sent another part.
    UnexpectedResponseError
        The bytes that came do not match the digest that the storage states.
    """
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    if byte_range is not None:
        first, last = ("" if end is None else str(end) for end in byte_range)
        headers["Range"] = f"bytes={first}-{last}"
        if version is not None and version.startswith('"'):
            headers["If-Range"] = version
    if etag is not None:
        headers["If-None-Match"] = etag

    async def attempt(number: int) -> Fetched | None:
        target = links.checked(url)
        for hop in range(_MAX_REDIRECTS + 1):
            limits = transfer_limits(timeout)
            request = httpx.Request("GET", target, headers=headers)
            response = await runtime.open(request, limits, number)
            if response.is_success:
                sha256 = await _receive(runtime, response, sink, byte_range, limits)
                return Fetched(response.headers, sha256)
            refused = await runtime.read_whole(response, limits)
            if response.status_code == httpx.codes.NOT_MODIFIED and etag is not None:
                return None
            if not response.has_redirect_location or hop == _MAX_REDIRECTS:
                raise _failed_transfer(runtime, refused)
            target = links.checked(response.headers["location"], target)
        raise AssertionError("unreachable")

    return await runtime.repeat(attempt)


async def _receive(
    runtime: Runtime,
    response: httpx.Response,
    sink: Sink,
    byte_range: ByteRange | None,
    limits: Limits,
) -> str:
    """Read a file, or the part of it that was asked for, into a sink; return its SHA-256."""
    try:
        if response.status_code == httpx.codes.PARTIAL_CONTENT and byte_range is not None:
            length: int | None = check_part(response, byte_range)
        elif response.status_code in _WHOLE and "content-range" not in response.headers:
            length = answers.announced_length(response)
        else:
            raise failures.no_file(response)
    except errors.TransferError:
        await runtime.backend.drop(response)
        raise
    bounded = decoding.Bounded(
        sink, decoding.MAX_UNANNOUNCED_BYTES if length is None else length, response
    )
    bounded.start(length)
    came = await runtime.read(response, bounded, limits)
    if byte_range is not None and length is not None:
        check_length(response, came.size, length)
    return came.sha256


def _failed_transfer(runtime: Runtime, response: httpx.Response) -> errors.IonworksError:
    if runtime.is_own(response.request.url):
        return runtime.refusal(response)
    return failures.from_storage(response)
