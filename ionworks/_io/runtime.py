"""The runtime: what the logic of the SDK may await, and nothing else.

Resources are written once, as coroutines over these six methods. What happens to a
request (credentials, compression, retries, named errors) happens here, once, over a
`IOBackend` that either blocks or suspends.
"""

from __future__ import annotations

import hashlib
import platform
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

import httpx
from attrs import define, field, frozen
from ionworks_generated.errors import UnexpectedStatus

from ionworks import digests, errors
from ionworks._io import decoding, failures, links
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.bodies import (
    GZIP_FROM_BYTES,
    CheckedSink,
    MemorySink,
    Sending,
    compress,
    encode_json,
)
from ionworks._io.connections import require_route
from ionworks._io.operations import IDEMPOTENCY_KEY, holds_series, is_repeatable, new_key
from ionworks._io.parts import check_length, check_part
from ionworks._io.repeating import RetryBudget, is_passing, persist
from ionworks._version import __version__
from ionworks.settings import Recipe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence

    from ionworks._io.bodies import Body, Progress, Sink
    from ionworks._io.operations import Operation
    from ionworks._io.parts import ByteRange
    from ionworks.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

USER_AGENT = f"ionworks-api/{__version__} python/{platform.python_version()}"
# Large transfers are bounded by silence, not by their length.
_TRANSFER_TIMEOUT = httpx.Timeout(300.0, connect=10.0)
_SLOWEST_TRANSFER = 1024  # bytes in a second, on the whole
_MAX_REDIRECTS = 5
# An answer with one of these is a file; a proxy that changed something says 203.
_WHOLE = (httpx.codes.OK, httpx.codes.NON_AUTHORITATIVE_INFORMATION)
# Services have quoted the key that they refused; what is shorter is a word, and no key.
_SHORTEST_SECRET = 8


@frozen
class Fetched:
    """A file that came, or a part of one.

    Attributes
    ----------
    headers : httpx.Headers
        Those of the answer.
    sha256 : str
        Digest of the bytes that went into the sink.
    """

    headers: httpx.Headers
    sha256: str


class IOBackend(Protocol):
    """The thin part that differs between the two faces."""

    async def send(self, request: httpx.Request, until: float | None) -> httpx.Response: ...
    def stream(self, sending: Sending) -> Any: ...
    async def drain(
        self, response: httpx.Response, sink: Sink, deadline: Callable[[int], float]
    ) -> None: ...
    async def drop(self, response: httpx.Response) -> None: ...
    async def sleep(self, seconds: float) -> None: ...
    async def run_in_thread(self, work: Callable[..., T], *arguments: Any) -> T: ...
    async def gather(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, T]]], *, limit: int
    ) -> list[T]: ...
    async def run_shielded(
        self, work: Callable[[], Coroutine[Any, Any, None]], *, seconds: float
    ) -> None: ...
    async def close(self) -> None: ...


@define
class Runtime:
    """Calls of operations, transfers, waiting, threads."""

    settings: Settings
    _backend: IOBackend = field(alias="backend")
    _budget: RetryBudget | None = field(default=None, alias="budget")
    _base: httpx.URL = field(init=False)
    changes: int = field(default=0, init=False)
    """Grows when a request that may change something on the service begins, and when it ends."""

    def __attrs_post_init__(self) -> None:
        self._take(self.settings)

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        try:
            self._base = httpx.URL(settings.api_url)
            _origin(self._base)  # reads the name of the host
        except (httpx.InvalidURL, UnicodeError) as problem:
            raise errors.ConfigurationError(
                f"api_url is {settings.api_url!r}, which is not an address: {problem}"
            ) from problem
        require_route(self._base)

    def __reduce__(self) -> tuple[Callable[..., Runtime], tuple[type[IOBackend], Recipe]]:
        # Copies, here or in another process, have connections of their own.
        return _revived, (type(self._backend), Recipe(self.settings))

    # --- what the logic awaits --------------------------------------------------------

    async def call(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Send one operation of the contract and return its parsed answer."""
        return await self.call_with({}, operation, *args, **kwargs)

    async def call_with(
        self,
        headers: Mapping[str, str],
        operation: Operation[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Send one operation with further headers. See `call`."""
        response = await self.answer(headers, operation, *args, **kwargs)
        return self.parsed(operation, args, response)

    async def answer(
        self,
        headers: Mapping[str, str],
        operation: Operation[P, Any],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> httpx.Response:
        """Send one operation and return its answer as it came."""
        _check_ids(operation, args)
        with _sendable():
            recipe = operation._get_kwargs(*args, **kwargs)
            recipe["headers"] = {**recipe.get("headers", {}), **headers}
            # Each attempt makes its own request; one that cannot be made fails here.
            self._request({**recipe, "json": None}, None, httpx.Timeout(None))
        body = recipe.get("json")
        encode = partial(encode_json, body, holds_series=holds_series(operation))
        content = None if body is None else await self._backend.run_in_thread(encode)
        return await self.deliver(
            lambda timeout: self._request(recipe, content, timeout),
            repeatable=is_repeatable(operation, str(recipe["method"]).upper()),
        )

    def parsed(
        self, operation: Operation[..., T], args: tuple[Any, ...], response: httpx.Response
    ) -> T:
        """Read an answer as what its operation promises for these path arguments."""
        try:
            answer = operation._parse_response(client=None, response=response)
        except UnexpectedStatus:
            raise self._refusal(response) from None
        # JSON that is nested without end breaks the parser with a RecursionError.
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as problem:
            raise failures.from_unreadable(response, problem) from problem
        _check_same(operation, args, answer, response)
        return answer

    async def store(
        self,
        url: str,
        body: Body,
        *,
        content_type: str,
        progress: Progress | None = None,
        with_digest: bool = False,
    ) -> None:
        """Put a body into the storage by its signed link, whole or not at all.

        Parameters
        ----------
        url : str
            The signed link.
        body : Body
            What to store.
        content_type : str
            Media type that is stored with it.
        progress : callable, optional
            Called with the bytes sent so far and in total.
        with_digest : bool, default False
            Send the SHA-256 along. S3 refuses the header on links that were not signed with it,
            so only where the service offers it.
        """
        size, sha256 = await self._backend.run_in_thread(
            lambda: (body.size, body.sha256 if with_digest else "")
        )
        target = links.checked(url)
        headers = {
            "User-Agent": USER_AGENT,
            "Content-Type": content_type,
            "Content-Length": str(size),
        }
        if with_digest:
            headers[digests.CHECKSUM] = digests.as_base64(sha256)

        async def attempt() -> None:
            sending = Sending(body, progress)
            request = httpx.Request(
                "PUT",
                target,
                headers=headers,
                content=self.stream(sending),
                extensions={"timeout": _TRANSFER_TIMEOUT.as_dict()},
            )
            response = await self.exchange(request)
            if not response.is_success:
                raise failures.from_storage(response)
            if not sending.complete:
                raise failures.answered_early(response)
            stored = response.headers.get(digests.CHECKSUM)
            if with_digest and stored not in (None, headers[digests.CHECKSUM]):
                raise failures.stored_otherwise(response)

        await self._persist(attempt)

    async def fetch(
        self,
        url: str,
        sink: Sink,
        *,
        byte_range: ByteRange | None = None,
        version: str | None = None,
        etag: str | None = None,
    ) -> Fetched | None:
        """Stream what a link leads to into a sink.

        Parameters
        ----------
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

        async def attempt() -> Fetched | None:
            target = links.checked(url)
            for hop in range(_MAX_REDIRECTS + 1):
                request = httpx.Request(
                    "GET",
                    target,
                    headers=headers,
                    extensions={"timeout": _TRANSFER_TIMEOUT.as_dict()},
                )
                response = await self._open(request)
                if response.is_success:
                    sha256 = await self._receive(response, sink, byte_range)
                    return Fetched(response.headers, sha256)
                refused = MemorySink()
                await self._read(response, _answering(refused, response), _transfer_deadline())
                if response.status_code == httpx.codes.NOT_MODIFIED and etag is not None:
                    return None
                if not response.has_redirect_location or hop == _MAX_REDIRECTS:
                    raise self._failed_transfer(response, refused.data)
                target = links.checked(response.headers["location"], target)
            raise AssertionError("unreachable")

        return await self._persist(attempt)

    async def _receive(
        self, response: httpx.Response, sink: Sink, byte_range: ByteRange | None
    ) -> str:
        """Read a file, or the part of it that was asked for, into a sink; give its SHA-256."""
        try:
            if response.status_code == httpx.codes.PARTIAL_CONTENT and byte_range is not None:
                length: int | None = check_part(response, byte_range)
            elif response.status_code in _WHOLE and "content-range" not in response.headers:
                length = _announced(response)
            else:
                raise failures.no_file(response)
        except errors.TransferError:
            await self._backend.drop(response)
            raise
        bounded = decoding.Bounded(
            sink, decoding.MAX_UNANNOUNCED_BYTES if length is None else length, response
        )
        bounded.start(length)
        came = await self._read(response, bounded, _transfer_deadline())
        if byte_range is not None and length is not None:
            check_length(response, came.size, length)
        return came.sha256

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._backend.sleep(seconds)

    async def gather(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, T]]], *, limit: int
    ) -> list[T]:
        """Run jobs side by side, `limit` at most; results in order, the first failure wins."""
        return await self._backend.gather(jobs, limit=limit)

    async def run_in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run disk work, parsing or hashing where it holds nobody up."""
        return await self._backend.run_in_thread(work, *arguments)

    def stream(self, sending: Sending) -> Any:
        """Give a body in the form that the HTTP client below sends."""
        return self._backend.stream(sending)

    async def run_shielded(
        self, work: Callable[[], Coroutine[Any, Any, None]], *, seconds: float
    ) -> None:
        """Run work to its end although the caller is being cancelled, but not for longer."""
        await self._backend.run_shielded(work, seconds=seconds)

    def with_retry_budget(self, retries: int) -> Runtime:
        """Make a runtime over the same connections whose calls share a number of retries.

        A bulk read that meets a failing service must not multiply its load.
        """
        return Runtime(self.settings, backend=self._backend, budget=RetryBudget(retries))

    @property
    def is_blocking(self) -> bool:
        """Whether its calls block the caller."""
        return isinstance(self._backend, BlockingBackend)

    @contextmanager
    def blocking(self) -> Iterator[Runtime]:
        """Give a runtime that blocks, over connections of its own that are closed at the end."""
        backend = BlockingBackend()
        try:
            yield Runtime(self.settings, backend=backend, budget=self._budget)
        finally:
            run(backend.close())

    async def close(self) -> None:
        """Close every connection."""
        await self._backend.close()

    # --- how a request is made and sent -------------------------------------------------

    async def deliver(
        self, make: Callable[[httpx.Timeout], httpx.Request], *, repeatable: bool
    ) -> httpx.Response:
        """Send a request of the service until it is answered with a success or a redirect.

        `make` builds a request for every attempt, so that no attempt sends what is left of a
        body that another one read. One that is not `repeatable` is sent again only if it was
        certainly not carried out. All attempts of a POST carry one Idempotency-Key.
        """
        timeout = self.settings.timeout
        deadline = time.monotonic() + self.patience
        doubt = False
        key = new_key()

        async def attempt() -> httpx.Response:
            nonlocal doubt
            left = min(timeout, max(deadline - time.monotonic(), 0.001))
            request = make(httpx.Timeout(left))
            if request.method == "POST":
                request.headers.setdefault(IDEMPOTENCY_KEY, key)
            is_change = request.method not in ("GET", "HEAD")
            self.changes += is_change
            try:
                response = await self.exchange(request, lambda _: deadline)
                if response.is_success or response.has_redirect_location:
                    return response
                # What is gone now may have been deleted by the attempt whose answer was lost.
                # It is what the caller asked for, whoever did it.
                if doubt and request.method == "DELETE" and response.status_code == 404:
                    return httpx.Response(204, request=request)
                raise self._refusal(response)
            except errors.IonworksError as problem:
                doubt = doubt or failures.leaves_doubt(problem)
                raise
            finally:
                self.changes += is_change

        return await self._persist(attempt, repeatable=repeatable, deadline=deadline)

    @property
    def patience(self) -> float:
        """How long a call may take with its retries, and a pause of a transfer, in s."""
        return self.settings.timeout * (self.settings.max_retries + 1)

    def _refusal(self, response: httpx.Response) -> errors.IonworksError:
        credential = self.settings.credential
        secret = credential.value.removeprefix("Bearer ").encode()
        if len(secret) >= _SHORTEST_SECRET and secret in response.content:
            response = _whole(response, response.content.replace(secret, b"(the credential)"))
        return failures.from_answer(response, credential=credential.origin)

    def _failed_transfer(self, response: httpx.Response, body: bytes) -> errors.IonworksError:
        whole = _whole(response, body)
        if _origin(response.request.url) != _origin(self._base):
            return failures.from_storage(whole)
        return self._refusal(whole)

    def _request(
        self, recipe: dict[str, Any], content: bytes | None, timeout: httpx.Timeout
    ) -> httpx.Request:
        headers = {
            "Accept": "application/json",
            "User-Agent": USER_AGENT,
            **recipe.get("headers", {}),
        }
        if content is not None:
            headers["Content-Type"] = "application/json"
            if len(content) > GZIP_FROM_BYTES:
                headers["Content-Encoding"] = "gzip"
                content = compress(content)
            headers["Content-Digest"] = digests.as_field(hashlib.sha256(content).hexdigest())
        return httpx.Request(
            str(recipe["method"]).upper(),
            self.settings.api_url + str(recipe["url"]),
            params=recipe.get("params") or None,
            headers=headers,
            content=content,
            data=recipe.get("data"),
            files=recipe.get("files"),
            extensions={"timeout": timeout.as_dict()},
        )

    async def exchange(
        self, request: httpx.Request, deadline: Callable[[int], float] | None = None
    ) -> httpx.Response:
        """Send a request once and read the whole answer, whatever it is.

        `deadline` tells for a number of bytes until when they must have come; that of a
        transfer without it.
        """
        response = await self._open(request, None if deadline is None else deadline(0))
        sink = MemorySink()
        limit = deadline or _transfer_deadline()
        await self._read(response, _answering(sink, response), limit)
        return _whole(response, sink.data)

    async def _open(self, request: httpx.Request, until: float | None = None) -> httpx.Response:
        self._authorize(request)
        try:
            return await self._backend.send(request, until)
        except (httpx.RequestError, httpx.InvalidURL) as problem:
            if isinstance(problem, httpx.ConnectError) and self._is_own(request):
                await self._locate()
            raise failures.from_silence(problem, request) from problem

    async def _locate(self) -> None:
        """Find the embedded platform again, which ends with the program that started it.

        The next attempt goes to the one that serves its folder now. If there is none, it is
        started here.
        """
        if self.settings.local is not None:
            self._take(await self._backend.run_in_thread(self.settings.located))

    def _is_own(self, request: httpx.Request) -> bool:
        return _origin(request.url) == _origin(self._base)

    async def _read(
        self,
        response: httpx.Response,
        sink: Sink,
        deadline: Callable[[int], float],
    ) -> CheckedSink:
        """Read a body into a sink that was started; compare it with the digest of its head."""
        came = CheckedSink(sink)
        try:
            await self._backend.drain(response, came, deadline)
        except httpx.RequestError as problem:
            raise failures.from_silence(problem, response.request) from problem
        if _stated_digest(response) not in (None, came.sha256):
            raise failures.from_damage(response)
        return came

    def _authorize(self, request: httpx.Request) -> None:
        """Add the credential, for the service's own origin and for no other."""
        if self._is_own(request):
            request.headers.update(self.settings.headers())

    async def _persist(
        self,
        attempt: Callable[[], Awaitable[T]],
        *,
        repeatable: bool = True,
        deadline: float | None = None,
    ) -> T:
        """Repeat what is safe to repeat until it works, tries run out, or time does.

        A transfer has no deadline, but makes no pause that is longer than a whole call may be.
        """
        return await persist(
            attempt,
            sleep=self._backend.sleep,
            tries=self.settings.max_retries + 1,
            may_repeat=partial(is_passing, repeatable=repeatable),
            longest_pause=self.patience,
            deadline=deadline,
            budget=self._budget,
        )


def _revived(backend: Callable[[], IOBackend], recipe: Recipe) -> Runtime:
    return Runtime(recipe.settings.located(), backend=backend())


def _whole(response: httpx.Response, body: bytes) -> httpx.Response:
    """Put a streamed answer together with its body, which is decoded."""
    headers = response.headers.copy()
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        headers.pop(name, None)
    if response.has_redirect_location:
        target = links.checked(response.headers["location"], response.request.url)
        headers["location"] = str(target)
    return httpx.Response(
        response.status_code, headers=headers, content=body, request=response.request
    )


def _answering(sink: Sink, response: httpx.Response) -> Sink:
    return decoding.Bounded(sink, decoding.MAX_ANSWER_BYTES, response)


def _stated_digest(response: httpx.Response) -> str | None:
    """Read the digest of the body that is under way; None if the head states none of it."""
    # What was packed on the way no longer has the digest of what was sent.
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return None
    whole = response.request.method == "GET" and response.status_code == httpx.codes.OK
    stated = digests.read_field(response.headers.get("repr-digest")) if whole else None
    return stated or digests.read_field(response.headers.get("content-digest"))


def _announced(response: httpx.Response) -> int | None:
    """Read how long the content of an answer is; of a packed one only its packed length is told."""
    length = response.headers.get("content-length", "")
    packed = response.headers.get("content-encoding", "identity").strip().lower() != "identity"
    return int(length) if length.isdecimal() and not packed else None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


@contextmanager
def _sendable() -> Iterator[None]:
    """Say in plain words why an id or a filter cannot stand in an address."""
    try:
        yield
    except UnicodeEncodeError as problem:
        raise ValueError(
            f"{problem.object!r} holds half of a surrogate pair, which is no character"
        ) from None
    except httpx.InvalidURL as problem:
        raise ValueError(f"the ids and filters make no address: {problem}") from None


def _check_ids(operation: Any, args: tuple[Any, ...]) -> None:
    """Refuse an id that would address something else than one record.

    The positional arguments of an operation are the parts of its path. An empty one
    would address the parent, a dot the grandparent.
    """
    names = operation._get_kwargs.__code__.co_varnames
    for name, value in zip(names, args, strict=False):
        if not isinstance(value, str | UUID):
            raise TypeError(f"{name} must be text, not {type(value).__name__}")
        if str(value).strip() in ("", ".", ".."):
            raise ValueError(f"{name} is {value!r}; give the id of a record")


def _check_same(
    operation: Any, args: tuple[Any, ...], answer: Any, response: httpx.Response
) -> None:
    """Refuse the record of another id than the one that was asked for.

    This holds for every operation whose path ends in an id, or cancels what has the id, and
    whose answer is one record: the contract gives records no other names than their ids.
    """
    path = response.request.url.path.removesuffix("/cancel")
    if not args or path.rpartition("/")[2] != str(args[-1]):
        return
    named = operation._get_kwargs.__code__.co_varnames[len(args) - 1]
    found = getattr(answer, "id", None) or getattr(answer, named, None)
    if isinstance(found, str) and not _is_same_id(found, str(args[-1])):
        raise failures.from_another_record(response, asked=str(args[-1]), found=found)


def _is_same_id(one: str, other: str) -> bool:
    """Compare ids. A UUID may be written in several ways, of which a service answers one."""
    if one == other:
        return True
    try:
        return UUID(one) == UUID(other)
    except ValueError:
        return False


def _transfer_deadline() -> Callable[[int], float]:
    """Tell until when so many bytes of a transfer must have come, from now on.

    Silence has its own limit. This one ends a transfer that trickles.
    """
    begun, silence = time.monotonic(), _TRANSFER_TIMEOUT.read or 0.0
    return lambda received: begun + silence + received / _SLOWEST_TRANSFER
