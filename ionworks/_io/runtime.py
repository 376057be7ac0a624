"""The runtime: what the logic of the SDK may await, and nothing else.

Resources are written once, as coroutines over these methods and those of its `backend`.
One call reads downhill::

    call                 an operation and its arguments
      Outgoing.of        what is sent, encoded once        (outgoing.py)
      deliver            attempts, each within its time    (delivery.py)
        exchange         one request and its answer
      parsed             the answer as a record            (answers.py)
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import httpx
from attrs import define, evolve, field, frozen
from ionworks_generated.errors import UnexpectedStatus

from ionworks import digests, errors
from ionworks._io import answers, by_path, decoding, delivery, failures, links
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.connections import Route
from ionworks._io.delivery import USER_AGENT, Delivery
from ionworks._io.operations import REPEATABLE_METHODS
from ionworks._io.outgoing import Outgoing
from ionworks._io.parts import check_length, check_part
from ionworks._io.repeating import RetryBudget
from ionworks._io.sinks import MemorySink
from ionworks.settings import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ionworks._io.bodies import Body, Progress
    from ionworks._io.delivery import IOBackend, Limits
    from ionworks._io.operations import Operation
    from ionworks._io.parts import ByteRange
    from ionworks._io.silence import Silence
    from ionworks._io.sinks import Sink

P = ParamSpec("P")
T = TypeVar("T")

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


@define
class Runtime(Delivery):
    """Calls of operations and transfers; its `backend` waits, and runs threads and tasks."""

    _is_view: bool = field(default=False, alias="is_view", kw_only=True)

    def __reduce__(self) -> tuple[Callable[..., Runtime], tuple[type[IOBackend], Recipe]]:
        # Copies, here or in another process, have connections of their own.
        if self.backend.given is not None:
            raise TypeError(
                "a client with an `http_client` of yours cannot be copied or go to another "
                "process; make one there, or use `verify` and `proxy`"
            )
        return _revived, (type(self.backend), Recipe(self.settings))

    # --- operations -------------------------------------------------------------------

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
        """Send one operation and return the raw answer."""
        return await self.send(Outgoing.of(operation, args, kwargs, headers))

    async def send(self, outgoing: Outgoing, seconds: float | None = None) -> httpx.Response:
        """Encode what a request has for a body, and deliver it; see `deliver` for `seconds`."""
        if outgoing.is_soon_encoded:
            outgoing = outgoing.encoded()
        elif outgoing.body is not None or outgoing.form:
            outgoing = await self.backend.run_in_thread(outgoing.encoded)
        return await self.deliver(outgoing, seconds)

    def parsed(
        self, operation: Operation[..., T], args: tuple[Any, ...], response: httpx.Response
    ) -> T:
        """Read an answer as the type that its operation promises, for these path arguments."""
        try:
            return answers.parsed(operation, args, response)
        except UnexpectedStatus:
            raise self.refusal(response) from None

    # --- requests by path -------------------------------------------------------------

    async def request(
        self,
        method: str,
        endpoint: str,
        *,
        body: Any = None,
        form: Callable[[], dict[str, Any]] | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: by_path.Timeout | None = None,
    ) -> httpx.Response:
        """Send a request by its path and return the answer as it came, which may be a redirect.

        Parameters
        ----------
        method : str
            The HTTP method.
        endpoint : str
            Path below the address of the service, with its query.
        body : object, optional
            What is sent as JSON.
        form : callable, optional
            Reads the fields and files of a form, in a thread.
        params : mapping, optional
            Further query parameters.
        timeout : float or tuple of float, optional
            Seconds for each attempt; by default those of the client.
        """
        method, path = by_path.checked_method(method), by_path.checked_path(endpoint)
        limits = by_path.limits_of(timeout)
        outgoing = Outgoing(
            method=method,
            path=path,
            headers={"Accept": "application/json"},
            is_repeatable=method in REPEATABLE_METHODS,
            params=dict(params) if params else None,
            body=body,
            form=await self.backend.run_in_thread(form) if form else {},
        )
        return await self.send(outgoing, None if limits is None else limits.read)

    async def request_whole(self, method: str, endpoint: str, **given: Any) -> httpx.Response:
        """Send a request by its path; what a GET is redirected to is fetched.

        The credential goes along to no other origin than the service's own.

        Raises
        ------
        UnexpectedResponseError
            Another request than a GET was redirected.
        """
        response = await self.request(method, endpoint, **given)
        if not response.has_redirect_location:
            return response
        if response.request.method != "GET":
            raise self.refusal(response)
        sink = MemorySink()
        fetched = await self.fetch(response.headers["location"], sink)
        assert fetched is not None  # no version was asked for
        return by_path.detached(httpx.codes.OK, fetched.headers.raw, bytes(sink.data))

    async def fetch_path(self, endpoint: str, timeout: by_path.Timeout | None = None) -> bytes:
        """Download what a path of the service leads to."""
        sink = MemorySink()
        url = self.settings.api_url + by_path.checked_path(endpoint)
        await self.fetch(url, sink, timeout=by_path.limits_of(timeout))
        return bytes(sink.data)

    # --- transfers --------------------------------------------------------------------

    async def store(
        self,
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
        size, sha256 = await self.backend.run_in_thread(
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
            response = await self.exchange(request, delivery.transfer_limits(timeout), number)
            if not response.is_success:
                raise failures.from_storage(response)
            if not sending.complete:
                raise failures.answered_early(response)
            stored = response.headers.get(digests.CHECKSUM)
            if with_digest and stored not in (None, headers[digests.CHECKSUM]):
                raise failures.stored_otherwise(response)

        await self.repeat(attempt)

    async def fetch(
        self,
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
            How long a silence may be; as for `store`.

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
                limits = delivery.transfer_limits(timeout)
                request = httpx.Request("GET", target, headers=headers)
                response = await self.open(request, limits, number)
                if response.is_success:
                    sha256 = await self._receive(response, sink, byte_range, limits)
                    return Fetched(response.headers, sha256)
                refused = await self.read_whole(response, limits)
                if response.status_code == httpx.codes.NOT_MODIFIED and etag is not None:
                    return None
                if not response.has_redirect_location or hop == _MAX_REDIRECTS:
                    raise self._failed_transfer(refused)
                target = links.checked(response.headers["location"], target)
            raise AssertionError("unreachable")

        return await self.repeat(attempt)

    async def _receive(
        self,
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
            await self.backend.drop(response)
            raise
        bounded = decoding.Bounded(
            sink, decoding.MAX_UNANNOUNCED_BYTES if length is None else length, response
        )
        bounded.start(length)
        came = await self.read(response, bounded, limits)
        if byte_range is not None and length is not None:
            check_length(response, came.size, length)
        return came.sha256

    def _failed_transfer(self, response: httpx.Response) -> errors.IonworksError:
        if self.is_own(response.request.url):
            return self.refusal(response)
        return failures.from_storage(response)

    # --- other runtimes ---------------------------------------------------------------

    def with_retry_budget(self, retries: int) -> Runtime:
        """Make a runtime over the same connections whose calls share a number of retries.

        A bulk read that meets a failing service must not multiply its load.
        """
        return Runtime(
            self.settings,
            self.backend,
            RetryBudget(retries),
            changes=self._changes,
            is_view=self._is_view,
        )

    def with_project(self, project_id: str) -> Runtime:
        """Make a runtime over the same connections for another project. It closes none of them."""
        return Runtime(
            evolve(self.settings, project_id=project_id),
            self.backend,
            self._budget,
            changes=self._changes,
            is_view=True,
        )

    @property
    def is_blocking(self) -> bool:
        """Whether its calls block the caller."""
        return isinstance(self.backend, BlockingBackend)

    @contextmanager
    def blocking(self) -> Iterator[Runtime]:
        """Return a runtime that blocks, over connections of its own that are closed at the end."""
        given = self.backend.given if self.is_blocking else None
        backend = BlockingBackend(self.backend.route, given)
        try:
            yield Runtime(self.settings, backend=backend, budget=self._budget)
        finally:
            run(backend.close())

    async def close(self) -> None:
        """Close every connection; those of a view belong to the client that it is a view of."""
        if not self._is_view:
            await self.backend.close()


def _revived(backend: Callable[[Route], IOBackend], recipe: Recipe) -> Runtime:
    settings = recipe.settings.located()
    return Runtime(settings, backend=backend(Route.of(settings)))
