"""The awaited face: the same runtime over an event loop, asyncio's or trio's."""

from __future__ import annotations

import time
from functools import partial
from threading import main_thread
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import anyio.lowlevel
import httpx

from ionworks._io.connections import NO_COOKIES, Connections, Route, auth_of, refuse_closed
from ionworks._io.deadlines import awaiting_answer, awaiting_body
from ionworks._io.decoding import Unpacked
from ionworks._io.links import give_redirect, take_redirect, take_redirect_async
from ionworks._io.threads import in_thread
from ionworks.errors import InterpreterEndingError, IonworksError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from ionworks._io.sinks import Sink

T = TypeVar("T")


class AwaitingBackend:
    """HTTP, waiting and threads that suspend. For the parameters see `BlockingBackend`."""

    def __init__(self, route: Route | None = None, given: httpx.AsyncClient | None = None) -> None:
        self.route = route or Route()
        self.given = given
        make = partial(_http, self.route) if given is None else lambda: given
        self._http: Connections[httpx.AsyncClient] = Connections(make, running_loop)

    async def send(self, request: httpx.Request, until: float | None) -> httpx.Response:
        """Send a request; the body of the answer is not read yet."""
        refuse_closed(self.given)
        http = self._http.here()
        with awaiting_answer(until):
            try:
                response = await http.send(
                    request, stream=True, follow_redirects=False, auth=auth_of(request)
                )
            except RuntimeError as problem:
                # The event loop looks a host up in a pool of threads, which Python may refuse.
                if isinstance(problem, IonworksError) or main_thread().is_alive():
                    raise
                raise InterpreterEndingError(
                    "The main thread of the program has ended, and Python starts no more work in "
                    "other threads. Let the main thread wait (`thread.join()`), or use `Ionworks`"
                ) from problem
        if self.given is not None:
            take_redirect(response)
        return give_redirect(response)

    async def drain(
        self, response: httpx.Response, sink: Sink, deadline: Callable[[int], float]
    ) -> None:
        """Push the body of an answer into a sink, then let the connection go."""
        received = 0
        try:
            if response.is_closed:  # a hook of the user's own HTTP client has read it
                sink.write(response.content)
                return
            unpacked = Unpacked(response)
            with awaiting_body(deadline(0)) as wait:
                async for chunk in response.aiter_raw():
                    for piece in unpacked.feed(chunk):
                        sink.write(piece)
                    received += len(chunk)
                    wait.until = deadline(received)
                    if time.monotonic() > wait.until:
                        raise httpx.ReadTimeout("too slow", request=response.request)
            unpacked.finish()
        finally:
            await response.aclose()

    async def drop(self, response: httpx.Response) -> None:
        """Let the connection of an answer go without reading its body."""
        await response.aclose()

    async def sleep(self, seconds: float) -> None:
        """Wait, letting others run."""
        await anyio.sleep(seconds)

    async def run_in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do the work in a thread."""
        return await in_thread(work, *arguments)

    async def gather(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, T]]], *, limit: int
    ) -> list[T]:
        """Run jobs as tasks; the first failure cancels the others and is raised as it is."""
        results: dict[int, T] = {}
        failed: list[Exception] = []
        places = anyio.Semaphore(max(1, limit))

        async def finish(place: int, job: Callable[[], Coroutine[Any, Any, T]]) -> None:
            try:
                results[place] = await job()
            except Exception as problem:
                failed.append(problem)
                group.cancel_scope.cancel()
            finally:
                places.release()

        async with anyio.create_task_group() as group:
            for place, job in enumerate(jobs):
                await places.acquire()
                group.start_soon(finish, place, job)
        if failed:
            raise failed[0]
        return [results[place] for place in range(len(jobs))]

    async def run_shielded(
        self, work: Callable[[], Coroutine[Any, Any, None]], *, seconds: float
    ) -> None:
        """Do the work behind a shield against cancellation."""
        with anyio.move_on_after(seconds, shield=True):
            await work()

    async def close(self) -> None:
        """Close every connection."""
        if (http := self._http.close()) is not None and http is not self.given:
            await http.aclose()


def running_loop() -> object:
    """Return what stands for the event loop that runs here, asyncio's or trio's."""
    return anyio.lowlevel.current_token().native_token


class _Http(httpx.AsyncClient):
    cookies = NO_COOKIES  # type: ignore[override]


def _http(route: Route) -> httpx.AsyncClient:
    from ionworks._io.network import AsyncTransport

    return _Http(
        transport=AsyncTransport(route),
        mounts=route.mounts(partial(AsyncTransport, route)),
        trust_env=False,
        event_hooks={"response": [take_redirect_async]},
    )
