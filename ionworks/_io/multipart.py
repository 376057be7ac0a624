"""Uploads by signed link or in parts, whichever the body and the storage call for."""

from __future__ import annotations

import math
import threading
from functools import partial
from typing import TYPE_CHECKING

from ionworks_generated.models import MultipartTarget

from ionworks import digests
from ionworks._io.s3 import S3Upload, is_refusal
from ionworks._io.transfers import put
from ionworks.errors import TransferError
from ionworks.progress import shared

if TYPE_CHECKING:
    from ionworks_generated.models import UploadTarget

    from ionworks._io.bodies import Body, Progress
    from ionworks._io.runtime import Runtime
    from ionworks._io.silence import Silence

PART_BYTES = 16 * 1024 * 1024
PUT_LIMIT = 1024**3
_MOST_PARTS = 10_000
_AT_ONCE = 2
_ABORT_SECONDS = 10.0
# Proxies before the storage give up on one long request; each part is a shorter one.
_TOO_LONG = (504, 524)


class _NotPossibleError(Exception):
    """An upload in parts is not possible here; the signed link may work."""


async def store(
    runtime: Runtime,
    target: UploadTarget,
    body: Body,
    *,
    content_type: str,
    progress: Progress | None = None,
    timeout: Silence | None = None,
) -> None:
    """Put a body where the platform wants it, completely or not at all.

    A body of 16 MiB or more goes up in parts if the target takes them, a smaller one by the
    signed link. Each stands in for the other where that can help.

    Parameters
    ----------
    runtime : Runtime
        Either face.
    target : UploadTarget
        The place that the platform offers.
    body : Body
        What to upload.
    content_type : str
        Media type that is stored with the object.
    progress : callable, optional
        Called with the bytes done and in all; a body that is sent again counts from its start.
    timeout : float or tuple of float, optional
        As for `ionworks._io.transfers.put`; of each part.

    Raises
    ------
    TransferError
        The storage refused the body, or the permission to upload has ended.
    APIConnectionError
        The storage could not be reached, or the connection broke, several times.
    """
    in_one = partial(
        put,
        runtime,
        target.signed_url,
        body,
        content_type=content_type,
        progress=progress,
        with_digest=target.digest == digests.OFFERED,
        timeout=timeout,
    )
    if not isinstance(target.multipart, MultipartTarget):
        return await in_one()
    in_parts = partial(
        _store_in_parts, runtime, target.multipart, body, content_type, progress, timeout
    )
    size = await runtime.backend.run_in_thread(lambda: body.size)
    if size >= PART_BYTES:
        try:
            return await in_parts()
        except _NotPossibleError as reason:
            if size > PUT_LIMIT:
                raise TransferError(
                    f"The body has {size / 1024**3:.2f} GiB; above 1 GiB it can only be sent in "
                    f"parts, and {reason}"
                ) from reason.__cause__
        return await in_one()
    try:
        return await in_one()
    except TransferError as problem:
        if problem.status_code not in _TOO_LONG:
            raise
        try:
            return await in_parts()
        except _NotPossibleError:
            raise problem from None


async def _store_in_parts(
    runtime: Runtime,
    target: MultipartTarget,
    body: Body,
    content_type: str,
    progress: Progress | None,
    timeout: Silence | None,
) -> None:
    try:
        upload = S3Upload(runtime, target, timeout)
    except ModuleNotFoundError as problem:
        raise _NotPossibleError(
            "that needs the extra `s3`: pip install 'ionworks-api[s3]'"
        ) from problem
    parts = await runtime.backend.run_in_thread(_Parts, body, progress)
    try:
        await upload.create(content_type)
        send = partial(_send_next, upload, parts)
        tags = await runtime.backend.gather([send] * parts.count, limit=_AT_ONCE)
        # In the order of the parts; the jobs may have taken them in another order.
        await upload.complete([tag for _, tag in sorted(tags)])
    except GeneratorExit:  # nobody awaits any more, so nothing can be sent
        raise
    except BaseException as problem:
        parts.close()  # before anything else reads the body
        await runtime.backend.run_shielded(upload.abort, seconds=_ABORT_SECONDS)
        if is_refusal(problem):
            raise _NotPossibleError(f"the storage refuses it: {problem}") from problem
        raise
    finally:
        parts.close()


async def _send_next(upload: S3Upload, parts: _Parts) -> tuple[int, str]:
    number, data, progress = await upload.runtime.backend.run_in_thread(parts.take)
    return number, await upload.send_part(number, data, progress)


class _Parts:
    """A body read from start to end, part by part, by several senders.

    Only the parts that are on their way are in memory, and one that is sent again is not read
    again.
    """

    def __init__(self, body: Body, progress: Progress | None) -> None:
        size = body.size
        length = max(PART_BYTES, math.ceil(size / _MOST_PARTS))
        self.count = max(1, math.ceil(size / length))
        before = [length] * (self.count - 1)
        self._lengths = [*before, size - sum(before)]
        self._reports = shared(progress, self._lengths)
        self._taken = 0
        self._closed = False
        self._lock = threading.Lock()
        self._stream = body.open()

    def take(self) -> tuple[int, bytes, Progress]:
        """Read the next part: its number from 1, its bytes, what to call with its progress."""
        with self._lock:
            self._check_open()
            place, self._taken = self._taken, self._taken + 1
            data = self._stream.read(self._lengths[place])
        if len(data) != self._lengths[place]:
            raise TransferError("The body became shorter while it was sent; send it again")
        return place + 1, data, partial(self._tell, self._reports[place])

    def close(self) -> None:
        """Stop reading, and stop the threads that still send."""
        with self._lock:
            self._closed = True
            self._stream.close()

    def _tell(self, report: Progress | None, done: int, total: int) -> None:
        self._check_open()
        if report is not None:
            report(done, total)

    def _check_open(self) -> None:
        if self._closed:
            raise TransferError("The upload was stopped")
