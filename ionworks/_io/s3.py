"""The S3 requests of an upload in parts, signed by httpx-auth and sent by our own delivery.

So a part is retried, reported and cancelled like every other transfer, in both faces.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from ionworks._io import failures, links
from ionworks._io.bodies import BytesBody, Sending
from ionworks._io.delivery import USER_AGENT, transfer_limits
from ionworks._io.repeating import is_passing, repeat
from ionworks._io.silence import as_timeout
from ionworks.errors import IonworksError, TransferError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks_generated.models import MultipartTarget

    from ionworks._io.bodies import Progress
    from ionworks._io.runtime import Runtime
    from ionworks._io.silence import Silence

_ATTEMPTS = 3
_LONGEST_PAUSE = 60.0
_TIMEOUT = httpx.Timeout(300.0, connect=10.0)
_ABORT_TIMEOUT = httpx.Timeout(5.0)
_UPLOAD_ID = re.compile(r"<UploadId>([^<]+)</UploadId>")
_MAY_REPEAT = partial(is_passing, repeatable=True)
_REFUSALS = frozenset({"ExpiredToken", "InvalidAccessKeyId", "InvalidToken"})


def is_refusal(problem: BaseException) -> bool:
    """Tell whether the storage did not accept the credentials."""
    return isinstance(problem, TransferError) and (
        problem.status_code in (401, 403) or problem.error_code in _REFUSALS
    )


class S3Upload:
    """One upload in parts: begun, sent, completed or aborted.

    Parameters
    ----------
    runtime : Runtime
        Either face.
    target : MultipartTarget
        Where the object goes, with the credentials for it.
    silence : float or tuple of float, optional
        As for `ionworks._io.transfers.put`; of each request.

    Raises
    ------
    ModuleNotFoundError
        The extra ``s3`` is not installed.
    """

    def __init__(
        self, runtime: Runtime, target: MultipartTarget, silence: Silence | None = None
    ) -> None:
        from httpx_auth import AWS4Auth

        self.runtime = runtime
        self._signer = AWS4Auth(
            target.access_key_id,
            target.secret_access_key,
            target.region,
            "s3",
            security_token=target.session_token,
        )
        path = quote(f"{target.bucket}/{target.object_path}", safe="/")
        self._url = f"{str(links.checked(target.endpoint)).rstrip('/')}/{path}"
        self._id = ""
        self._timeout = as_timeout(silence, _TIMEOUT.connect or 0.0) or _TIMEOUT

    async def create(self, content_type: str) -> None:
        """Begin the upload. A second try may leave an empty upload behind, which is harmless."""
        headers = {"Content-Type": content_type}
        response = await self._repeat(
            partial(self._send, "POST", {"uploads": ""}, b"", headers=headers)
        )
        found = _UPLOAD_ID.search(response.text)
        if found is None:
            raise _failure(response, "the answer names no upload")
        self._id = unescape(found[1])

    async def send_part(self, number: int, data: bytes, progress: Progress) -> str:
        """Send a part and return the tag that the storage gives it."""
        query = {"partNumber": str(number), "uploadId": self._id}
        response = await self._repeat(partial(self._send, "PUT", query, data, progress=progress))
        tag: str | None = response.headers.get("etag")
        if not tag:
            raise _failure(response, f"the answer to part {number} has no ETag")
        return tag

    async def complete(self, tags: list[str]) -> None:
        """Make one object of the parts."""
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(tag, quote=False)}</ETag></Part>"
            for number, tag in enumerate(tags, start=1)
        )
        document = (
            '<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"{parts}</CompleteMultipartUpload>"
        )
        send = partial(self._send, "POST", {"uploadId": self._id}, document.encode())
        await self._repeat(send, _may_repeat_completion)

    async def abort(self) -> None:
        """Drop what was sent, if anything was begun."""
        if not self._id:
            return
        # The failure that led here is the one to report. The storage drops uploads that nobody
        # completes by its own rules.
        send = partial(self._send, "DELETE", {"uploadId": self._id}, b"", timeout=_ABORT_TIMEOUT)
        with suppress(IonworksError):
            await self._repeat(send)

    async def _repeat(
        self,
        send: Callable[[int], Awaitable[httpx.Response]],
        may_repeat: Callable[[BaseException], bool] = _MAY_REPEAT,
    ) -> httpx.Response:
        return await repeat(
            send,
            sleep=self.runtime.backend.sleep,
            tries=_ATTEMPTS,
            may_repeat=may_repeat,
            longest_pause=_LONGEST_PAUSE,
        )

    async def _send(
        self,
        method: str,
        query: dict[str, str],
        data: bytes,
        attempt: int,
        *,
        headers: dict[str, str] | None = None,
        progress: Progress | None = None,
        timeout: httpx.Timeout | None = None,
    ) -> httpx.Response:
        url = f"{self._url}?" + "&".join(
            f"{name}={quote(value, safe='')}" for name, value in query.items()
        )
        signed = await self.runtime.backend.run_in_thread(self._signed, method, url, data, headers)
        sending = Sending(BytesBody(data), progress)
        if progress:
            signed.stream = sending
        limits = transfer_limits(timeout or self._timeout)
        response = await self.runtime.exchange(signed, limits, attempt)
        # A completion that fails late says so below a status of success.
        if not response.is_success or failures.storage_code(response):
            raise _failure(response, "the storage refused it")
        if progress and not sending.complete:
            raise failures.answered_early(response)
        return response

    def _signed(
        self, method: str, url: str, data: bytes, headers: dict[str, str] | None
    ) -> httpx.Request:
        """Sign a request with all of its body, so that a damaged part is refused."""
        request = httpx.Request(
            method, url, headers={"User-Agent": USER_AGENT, **(headers or {})}, content=data
        )
        return next(self._signer.sync_auth_flow(request))


def _may_repeat_completion(problem: BaseException) -> bool:
    """Tell whether the storage cannot be completing the upload at this moment.

    Behind a broken connection or the time limit of a proxy it may be, and a second request
    would find no upload and call that a failure.
    """
    status = getattr(problem, "status_code", None)
    return is_passing(problem, repeatable=status in (500, 503))


def _failure(response: httpx.Response, reason: str) -> TransferError:
    """Name a failure by the storage's code; its text is omitted, since it quotes the request."""
    code = failures.storage_code(response)
    late = response.is_success and code is not None
    return TransferError(
        f"Upload in parts to {response.request.url.host} failed: {reason}",
        status_code=500 if late else response.status_code,
        error_code=code,
        method=response.request.method,
        path=response.request.url.path,
    )
