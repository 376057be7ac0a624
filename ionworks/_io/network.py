"""Connections below the HTTP library: small pools of them, whose reads and writes are bounded.

Imported when the first request is sent, since the HTTP library loads its lower half only then.
"""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import anyio
import httpcore
import httpx

from ionworks._io import deadlines
from ionworks._io.connections import PROXY, Route, no_tls

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from ionworks.settings import Proxy

# A connection is kept for less time than servers keep it: many close one that was idle for 5 s,
# and a request that is on its way at that moment may or may not have been processed.
_KEPT_FOR = 2.0
# For each request, the HTTP library looks at every connection and every other request of its
# pool. So a pool is one connection, and an origin gets as many as it needs, up to 100.
_POOL_SIZE = 1
_MOST_POOLS = 100
_CLOSE_SECONDS = 1.0

Origin = tuple[str, str, int | None]


def _options(origin: Origin, route: Route, proxy: Proxy | None) -> dict[str, Any]:
    return {
        "verify": route.tls() if origin[0] == "https" else no_tls(),
        "limits": httpx.Limits(
            max_connections=_POOL_SIZE,
            max_keepalive_connections=_POOL_SIZE,
            keepalive_expiry=_KEPT_FOR,
        ),
        "proxy": proxy,
    }


def _shown(proxy: Proxy) -> str:
    """Write the address of a proxy without its user and password."""
    url = proxy.url if isinstance(proxy, httpx.Proxy) else httpx.URL(proxy)
    return str(url.copy_with(userinfo=b"", path="/", query=None, fragment=None)).rstrip("/")


# --- streams --------------------------------------------------------------------------


class BoundedStream(httpcore.NetworkStream):
    """A connection whose reads and writes have time limits. See `deadlines`."""

    is_spoilt = False
    """Whether the service sent more than an answer, which would be read as the next one."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read the next bytes."""
        wait = deadlines.current()
        if wait is None:
            return self._stream.read(max_bytes, timeout)
        return wait.heard(self._stream.read(max_bytes, wait.to_hear(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes."""
        if not buffer:  # the HTTP library writes the body of a GET too
            return
        wait = deadlines.current()
        self._stream.write(buffer, wait.to_send(timeout) if wait else timeout)
        if wait:
            wait.begin_silence()

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Begin TLS on the connection."""
        return BoundedStream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        # An idle connection that has something to read is closed before the next request.
        return (info == "is_readable" and self.is_spoilt) or self._stream.get_extra_info(info)


class AsyncBoundedStream(httpcore.AsyncNetworkStream):
    """A connection of an event loop whose reads and writes have time limits."""

    is_spoilt = False

    def __init__(
        self, stream: httpcore.AsyncNetworkStream, opened: set[AsyncBoundedStream]
    ) -> None:
        self._stream = stream
        self._opened = opened
        opened.add(self)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read the next bytes."""
        wait = deadlines.current()
        if wait is None:
            return await self._stream.read(max_bytes, timeout)
        return wait.heard(await self._stream.read(max_bytes, wait.to_hear(timeout)))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes."""
        if not buffer:
            return
        wait = deadlines.current()
        await self._stream.write(buffer, wait.to_send(timeout) if wait else timeout)
        if wait:
            wait.begin_silence()

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()
        self._opened.discard(self)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Begin TLS on the connection."""
        secure = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        self._opened.discard(self)
        return AsyncBoundedStream(secure, self._opened)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        # An idle connection that has something to read is closed before the next request.
        return (info == "is_readable" and self.is_spoilt) or self._stream.get_extra_info(info)


class BoundedBackend(httpcore.SyncBackend):
    """Makes connections with `BoundedStream`."""

    def connect_tcp(self, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
        """Connect to a host."""
        return BoundedStream(super().connect_tcp(*arguments, **options))


class AsyncBoundedBackend(httpcore.AnyIOBackend):
    """Makes connections with `AsyncBoundedStream`, and remembers those that are open."""

    def __init__(self) -> None:
        self._opened: set[AsyncBoundedStream] = set()

    async def connect_tcp(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        """Connect to a host."""
        # The declared type is the one for an installation without anyio.
        stream = await super().connect_tcp(*arguments, **options)  # pyright: ignore[reportAttributeAccessIssue]
        return AsyncBoundedStream(stream, self._opened)

    async def aclose(self) -> None:
        """Close the connections that a cancelled request left open."""
        for stream in list(self._opened):
            await stream.aclose()


def _look_for_more(
    pool: httpcore.ConnectionPool | httpcore.AsyncConnectionPool, response: httpx.Response
) -> None:
    """Mark the connection of an answer if the service sent more than the answer."""
    for held in pool.connections:
        inner: Any = held  # a connection through a proxy holds another one
        while inner is not None:
            state = getattr(inner, "_h11_state", None)
            if state is not None and state.trailing_data[0]:
                response.extensions["network_stream"].is_spoilt = True
            inner = getattr(inner, "_connection", None)


# --- pools ----------------------------------------------------------------------------


class _Pool(httpx.HTTPTransport):
    """A pool of connections to one origin."""

    requests = 0
    idle_since = 0.0
    is_retired = False

    def __init__(self, origin: Origin, route: Route, proxy: Proxy | None) -> None:
        super().__init__(**_options(origin, route, proxy))
        # A transport of httpx has no argument for the network backend of its pool.
        self._pool._network_backend = BoundedBackend()


class _AsyncPool(httpx.AsyncHTTPTransport):
    """A pool of connections to one origin, in an event loop."""

    requests = 0
    idle_since = 0.0
    is_retired = False

    def __init__(self, origin: Origin, route: Route, proxy: Proxy | None) -> None:
        super().__init__(**_options(origin, route, proxy))
        self._network = AsyncBoundedBackend()
        self._pool._network_backend = self._network  # pyright: ignore[reportAttributeAccessIssue]

    async def aclose(self) -> None:
        """Close all connections, also while the caller is cancelled."""
        with anyio.move_on_after(_CLOSE_SECONDS, shield=True):
            await super().aclose()
            await self._network.aclose()


T = TypeVar("T", _Pool, _AsyncPool)


class _Pools(Generic[T]):
    """The pools of each origin. A request goes to the first that has a connection to spare."""

    def __init__(self, make: Callable[[Origin], T]) -> None:
        self._make: Callable[[Origin], T] = make
        self._pools: dict[Origin, list[T]] = {}
        self._lock = threading.Lock()
        self._looked = 0.0

    def take(self, url: httpx.URL) -> T:
        """Return the pool for a request, which is counted until `release`."""
        origin = url.scheme, url.host, url.port
        with self._lock:
            pools = self._pools.setdefault(origin, [])
            for pool in pools:
                if pool.requests < _POOL_SIZE:
                    break
            else:
                if len(pools) < _MOST_POOLS:
                    pools.append(self._make(origin))
                pool = min(pools, key=lambda one: one.requests)
            pool.requests += 1
        return pool

    def release(self, pool: T, problem: BaseException | None) -> list[T]:
        """Count a request as over; return the pools that have to be closed now.

        A request that was cancelled or interrupted may leave connections behind that the HTTP
        library counts as busy forever. So its pool gets no new requests. Pools that a
        burst of requests needed are closed when they have been idle: without requests, the HTTP
        library does not close expired connections.
        """
        now = time.monotonic()
        with self._lock:
            pool.requests -= 1
            pool.idle_since = now
            if not isinstance(problem, Exception | None):
                pool.is_retired = True
            over = [pool] if pool.is_retired and not pool.requests else []
            # To look at all pools after each request would take longer than to choose one.
            if not pool.is_retired and now - self._looked <= _KEPT_FOR / 2:
                return over
            self._looked = now
            for pools in self._pools.values():
                if pool.is_retired and pool in pools:
                    pools.remove(pool)
                for spare in pools[1:]:
                    if not spare.requests and now - spare.idle_since > _KEPT_FOR:
                        pools.remove(spare)
                        over.append(spare)
        return over

    def take_all(self) -> list[T]:
        """Forget all pools and return them, to be closed."""
        with self._lock:
            found = [pool for pools in self._pools.values() for pool in pools]
            self._pools.clear()
        return found


class Transport(httpx.BaseTransport):
    """Sends requests over small pools of connections.

    Parameters
    ----------
    route : Route, optional
        Names the certificates to trust.
    proxy : str, httpx.URL or httpx.Proxy, optional
        What all requests go through.
    """

    def __init__(self, route: Route | None = None, proxy: Proxy | None = None) -> None:
        make = partial(_Pool, route=route or Route(), proxy=proxy)
        self._pools = _Pools[_Pool](make)
        self._proxy = None if proxy is None else _shown(proxy)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer."""
        if self._proxy:
            request.extensions[PROXY] = self._proxy
        pool = self._pools.take(request.url)
        try:
            response = pool.handle_request(request)
        except BaseException as problem:
            self._release(pool, problem)
            raise
        stream = cast("httpx.SyncByteStream", response.stream)
        look = partial(_look_for_more, pool._pool, response)
        response.stream = _Content(stream, look, partial(self._release, pool))
        return response

    def _release(self, pool: _Pool, problem: BaseException | None) -> None:
        for over in self._pools.release(pool, problem):
            over.close()

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.take_all():
            pool.close()


class AsyncTransport(httpx.AsyncBaseTransport):
    """Sends requests over small pools of connections, in an event loop. See `Transport`."""

    def __init__(self, route: Route | None = None, proxy: Proxy | None = None) -> None:
        make = partial(_AsyncPool, route=route or Route(), proxy=proxy)
        self._pools = _Pools[_AsyncPool](make)
        self._proxy = None if proxy is None else _shown(proxy)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer."""
        if self._proxy:
            request.extensions[PROXY] = self._proxy
        pool = self._pools.take(request.url)
        try:
            response = await pool.handle_async_request(request)
        except BaseException as problem:
            await self._release(pool, problem)
            raise
        stream = cast("httpx.AsyncByteStream", response.stream)
        look = partial(_look_for_more, pool._pool, response)
        response.stream = _AsyncContent(stream, look, partial(self._release, pool))
        return response

    async def _release(self, pool: _AsyncPool, problem: BaseException | None) -> None:
        for over in self._pools.release(pool, problem):
            await over.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.take_all():
            await pool.aclose()


class _Content(httpx.SyncByteStream):
    """The content of an answer; its end is the end of the request."""

    def __init__(
        self,
        stream: httpx.SyncByteStream,
        look_for_more: Callable[[], None],
        release: Callable[[BaseException | None], None],
    ) -> None:
        self._stream = stream
        self._look_for_more = look_for_more
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        try:
            self._look_for_more()
            self._stream.close()
        except BaseException as problem:
            self._release(problem)
            raise
        self._release(None)


class _AsyncContent(httpx.AsyncByteStream):
    """The content of an answer in an event loop. See `_Content`."""

    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        look_for_more: Callable[[], None],
        release: Callable[[BaseException | None], Awaitable[None]],
    ) -> None:
        self._stream = stream
        self._look_for_more = look_for_more
        self._release = release

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        try:
            self._look_for_more()
            await self._stream.aclose()
        except BaseException as problem:
            await self._release(problem)
            raise
        await self._release(None)
