"""A look at an address: does it answer, how fast, with which clock and certificate."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx
from attrs import frozen

from ionworks import errors
from ionworks._io.connections import PROXY
from ionworks._io.delivery import USER_AGENT, call_limits

if TYPE_CHECKING:
    from ionworks._io.runtime import Runtime

_CERTIFICATE_TIME = "%b %d %H:%M:%S %Y %Z"


@frozen
class Look:
    """What a look at an address found.

    Attributes
    ----------
    status : int, optional
        Status of the answer; None if none came.
    seconds : float
        How long it took.
    problem : IonworksError, optional
        Why no answer came.
    skew : float, optional
        How far the clock of this machine is ahead of the one there, in s.
    valid_until : datetime, optional
        When the certificate ends.
    proxy : str, optional
        What the request went through.
    """

    status: int | None
    seconds: float
    problem: errors.IonworksError | None = None
    skew: float | None = None
    valid_until: datetime | None = None
    proxy: str | None = None


async def look(runtime: Runtime, url: str, *, seconds: float = 10.0) -> Look:
    """Send one GET and read the head of its answer.

    Parameters
    ----------
    runtime : Runtime
        How addresses are reached. The service itself gets the credential, nobody else does.
    url : str
        The address.
    seconds : float, default 10
        How long to wait.
    """
    began = time.monotonic()
    request = httpx.Request("GET", url, headers={"User-Agent": USER_AGENT})
    limits = call_limits(seconds, began + seconds)
    try:
        response = await runtime.open(request, limits)
    except errors.IonworksError as problem:
        return Look(None, time.monotonic() - began, problem, proxy=request.extensions.get(PROXY))
    took = time.monotonic() - began
    try:
        return Look(
            response.status_code,
            took,
            skew=_skew(response, took),
            valid_until=_valid_until(response),
            proxy=request.extensions.get(PROXY),
        )
    finally:
        await runtime.backend.drop(response)


def _skew(response: httpx.Response, took: float) -> float | None:
    try:
        there = parsedate_to_datetime(response.headers.get("date", ""))
    except ValueError:
        return None
    if there.tzinfo is None:
        there = there.replace(tzinfo=UTC)
    # The answer was written in the middle of the wait, and states whole seconds.
    return (datetime.now(UTC) - there).total_seconds() - took / 2 - 0.5


def _valid_until(response: httpx.Response) -> datetime | None:
    stream: Any = response.extensions.get("network_stream")
    encrypted = None if stream is None else stream.get_extra_info("ssl_object")
    certificate = encrypted.getpeercert() if encrypted is not None else None
    if not certificate or "notAfter" not in certificate:
        return None
    return datetime.strptime(certificate["notAfter"], _CERTIFICATE_TIME).replace(tzinfo=UTC)
