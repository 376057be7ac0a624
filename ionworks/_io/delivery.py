"""What happens to a request: credentials, limits, attempts, named errors.

`deliver` makes attempts until one is answered with a success; `exchange` sends one request and
reads its answer. Both faces share this code, over an `IOBackend` that either blocks or suspends.
"""

from __future__ import annotations

import hashlib
import platform
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import httpx
from attrs import define, field, frozen

from ionworks import errors
from ionworks._io import answers, decoding, failures
from ionworks._io.connections import OWN
from ionworks._io.operations import IDEMPOTENCY_KEY, new_key
from ionworks._io.repeating import RetryBudget, is_passing, repeat
from ionworks._io.request_log import RequestLog
from ionworks._io.silence import TRANSFER_TIMEOUT, as_timeout
from ionworks._io.sinks import CheckedSink, MemorySink
from ionworks._version import __version__

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from ionworks._io.connections import Route
    from ionworks._io.outgoing import Outgoing
    from ionworks._io.silence import Silence
    from ionworks._io.sinks import Sink
    from ionworks.settings import Settings

T = TypeVar("T")

USER_AGENT = f"ionworks-api/{__version__} python/{platform.python_version()}"
# Large transfers are bounded by silence, not by their length.
_TRANSFER_TIMEOUT = httpx.Timeout(TRANSFER_TIMEOUT[1], connect=TRANSFER_TIMEOUT[0])
_SLOWEST_TRANSFER = 1024  # bytes in a second, on the whole
# Some services quote the key that they refuse. A shorter text may be an ordinary word.
_SHORTEST_SECRET = 8


@frozen
class Limits:
    """How long one request may take.

    Attributes
    ----------
    timeout : httpx.Timeout
        For each silence.
    head_until : float or None
        Moment of the monotonic clock at which the head of the answer has to be there.
    until : callable
        Returns the moment by which so many bytes of the answer must have come.
    """

    timeout: httpx.Timeout
    head_until: float | None
    until: Callable[[int], float]


def call_limits(timeout: float, deadline: float) -> Limits:
    """Return the limits of an attempt of a call that has to end at its deadline."""
    left = min(timeout, max(deadline - time.monotonic(), 0.001))
    return Limits(httpx.Timeout(left), deadline, lambda _: deadline)


def transfer_limits(timeout: httpx.Timeout | Silence | None = None) -> Limits:
    """Return the limits of a transfer that begins now: it may be long, but not trickle."""
    if not isinstance(timeout, httpx.Timeout):
        timeout = as_timeout(timeout, _TRANSFER_TIMEOUT.connect or 0.0) or _TRANSFER_TIMEOUT
    begun, slack = time.monotonic(), max(timeout.read or 0.0, _TRANSFER_TIMEOUT.read or 0.0)
    return Limits(timeout, None, lambda received: begun + slack + received / _SLOWEST_TRANSFER)


class IOBackend(Protocol):
    """The thin part that differs between the two faces: it blocks or suspends."""

    route: Route
    given: Any
    """The user's own HTTP client, whose requests take no route of ours."""

    async def send(self, request: httpx.Request, until: float | None) -> httpx.Response:
        """Send a request; return its answer when the head is there, before that moment."""
        ...

    async def drain(
        self, response: httpx.Response, sink: Sink, deadline: Callable[[int], float]
    ) -> None:
        """Read a body into a sink."""
        ...

    async def drop(self, response: httpx.Response) -> None:
        """Close an answer whose body nobody reads."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    async def run_in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run disk work, parsing or hashing where it does not block others."""
        ...

    async def gather(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, T]]], *, limit: int
    ) -> list[T]:
        """Run jobs side by side, `limit` at most; results in order, the first failure wins."""
        ...

    async def run_shielded(
        self, work: Callable[[], Coroutine[Any, Any, None]], *, seconds: float
    ) -> None:
        """Run work to its end although the caller is being cancelled, but not for longer."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class Changes:
    """Counts requests that may change something, of a client and of all views of it."""

    def __init__(self) -> None:
        self.count = 0


@define
class Delivery:
    """Sends requests with the settings of one client."""

    settings: Settings
    backend: IOBackend
    _budget: RetryBudget | None = field(default=None, alias="budget")
    _changes: Changes = field(factory=Changes, alias="changes", kw_only=True)
    _base: httpx.URL = field(init=False)
    _own: tuple[str, str, int | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._take(self.settings)

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        try:
            self._base = httpx.URL(settings.api_url)
            self._own = _origin(self._base)  # reads the name of the host
        except (httpx.InvalidURL, UnicodeError) as problem:
            raise errors.ConfigurationError(
                f"api_url is {settings.api_url!r}, which is not an address: {problem}"
            ) from problem
        if self.backend.given is None:
            self.backend.route.require(self._base)

    @property
    def changes(self) -> int:
        """Grows when a request that may change something on the service begins and ends."""
        return self._changes.count

    @property
    def patience(self) -> float:
        """How long a call may take with its retries, and a pause of a transfer, in s."""
        return self.settings.timeout * (self.settings.max_retries + 1)

    # --- a call: attempts until one succeeds ------------------------------------------

    async def deliver(self, outgoing: Outgoing, seconds: float | None = None) -> httpx.Response:
        """Send a request of the service until it is answered with a success or a redirect.

        The body is encoded once. Each attempt makes its own request, and takes `seconds` at most,
        by default those of the client. One that is not repeatable is sent again only if it was
        certainly not carried out. All attempts of a POST carry one Idempotency-Key.
        """
        if outgoing.is_soon_encoded:
            outgoing = outgoing.encoded()
        elif outgoing.body is not None or outgoing.form:
            outgoing = await self.backend.run_in_thread(outgoing.encoded)
        seconds = seconds or self.settings.timeout
        deadline = time.monotonic() + seconds * (self.settings.max_retries + 1)
        headers = {"User-Agent": USER_AGENT}
        if outgoing.method == "POST":
            headers[IDEMPOTENCY_KEY] = new_key()
        doubt = False

        async def attempt(number: int) -> httpx.Response:
            nonlocal doubt
            request = outgoing.request(self.settings.api_url, headers)
            limits = call_limits(seconds, deadline)
            self._changes.count += outgoing.is_change
            try:
                response = await self.exchange(request, limits, number)
                if response.is_success or response.has_redirect_location:
                    return response
                # The attempt whose answer was lost may have deleted the record.
                # The caller wanted it deleted, no matter by whom.
                if doubt and request.method == "DELETE" and response.status_code == 404:
                    return httpx.Response(204, request=request)
                raise self.refusal(response)
            except errors.IonworksError as problem:
                doubt = doubt or failures.leaves_doubt(problem)
                raise
            finally:
                self._changes.count += outgoing.is_change

        return await self.repeat(attempt, repeatable=outgoing.is_repeatable, deadline=deadline)

    async def repeat(
        self,
        attempt: Callable[[int], Awaitable[T]],
        *,
        repeatable: bool = True,
        deadline: float | None = None,
    ) -> T:
        """Repeat what is safe to repeat until it works, tries run out, or time does.

        A transfer has no deadline, but makes no pause that is longer than a whole call may be.
        """
        return await repeat(
            attempt,
            sleep=self.backend.sleep,
            tries=self.settings.max_retries + 1,
            may_repeat=partial(is_passing, repeatable=repeatable),
            longest_pause=self.patience,
            deadline=deadline,
            budget=self._budget,
        )

    # --- one request ------------------------------------------------------------------

    async def exchange(
        self, request: httpx.Request, limits: Limits, attempt: int = 1
    ) -> httpx.Response:
        """Send a request once and read the whole answer, whatever it is."""
        return await self.read_whole(await self.open(request, limits, attempt), limits)

    async def open(
        self, request: httpx.Request, limits: Limits, attempt: int = 1
    ) -> httpx.Response:
        """Send a request once; the body of the answer is not read yet."""
        request.extensions["timeout"] = limits.timeout.as_dict()
        # No other origin gets the credential.
        if is_own := self.is_own(request.url):
            self._authorise(request)
            request.extensions[OWN] = True
        try:
            with RequestLog(request, attempt, is_own=is_own) as log:
                return log.keep(await self.backend.send(request, limits.head_until))
        except (httpx.RequestError, httpx.InvalidURL) as problem:
            if isinstance(problem, httpx.ConnectError) and is_own:
                await self._locate()
            raise failures.from_silence(problem, request) from problem

    async def read_whole(self, response: httpx.Response, limits: Limits) -> httpx.Response:
        """Read the body of an answer into memory."""
        sink = MemorySink()
        await self._drain(
            response, decoding.Bounded(sink, decoding.MAX_ANSWER_BYTES, response), limits
        )
        body, stated = sink.data, answers.stated_digest(response)
        if stated is not None and stated != hashlib.sha256(body).hexdigest():
            raise failures.from_damage(response)
        return answers.with_body(response, body)

    async def read(self, response: httpx.Response, sink: Sink, limits: Limits) -> CheckedSink:
        """Read a body into a sink that was started; compare it with the digest of its head."""
        came = CheckedSink(sink)
        await self._drain(response, came, limits)
        if answers.stated_digest(response) not in (None, came.sha256):
            raise failures.from_damage(response)
        return came

    async def _drain(self, response: httpx.Response, sink: Sink, limits: Limits) -> None:
        try:
            await self.backend.drain(response, sink, limits.until)
        except httpx.RequestError as problem:
            raise failures.from_silence(problem, response.request) from problem

    async def _locate(self) -> None:
        """Find the embedded platform again; it ends with the program that started it.

        The next attempt goes to the one that serves its folder now. If there is none, it is
        started here.
        """
        if self.settings.local is not None:
            self._take(await self.backend.run_in_thread(self.settings.located))

    async def has_moved(self) -> bool:
        """Find the embedded platform again; tell whether another one serves its folder now."""
        before = self._base
        await self._locate()
        return self._base != before

    def _authorise(self, request: httpx.Request) -> None:
        # In a frame of its own: a traceback that shows local variables must not show the key. One
        # by one, because `update` makes all headers again.
        for name, value in self.settings.headers().items():
            request.headers[name] = value

    def is_own(self, url: httpx.URL) -> bool:
        """Tell whether an address is the service's own."""
        return _origin(url) == self._own

    def refusal(self, response: httpx.Response) -> errors.IonworksError:
        """Name what the service refused; a credential that it quotes is taken out."""
        credential = self.settings.credential
        secret = credential.value.removeprefix("Bearer ").encode()
        if len(secret) >= _SHORTEST_SECRET and secret in response.content:
            redacted = response.content.replace(secret, b"(the credential)")
            response = answers.with_body(response, redacted)
        return failures.from_answer(response, credential=credential.origin)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port  # None for the default port of the scheme
