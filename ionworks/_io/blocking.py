"""The blocking face: coroutines that never suspend, driven without an event loop."""

from __future__ import annotations

# polars needs it, and it cannot be imported once the main thread has ended.
import concurrent.futures.thread  # noqa: F401
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ionworks._io.connections import NO_COOKIES, Connections, Route, auth_of, refuse_closed
from ionworks._io.deadlines import awaiting_answer, awaiting_body
from ionworks._io.decoding import Unpacked
from ionworks._io.links import give_redirect, take_redirect

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from ionworks._io.sinks import Sink

T = TypeVar("T")

# Seconds after which a wait is restarted. A Ctrl-C just before the start of a wait does not end
# it, and on Windows no Ctrl-C does.
_HEARING_CTRL_C = 0.5


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Drive a coroutine whose runtime blocks, and return its result.

    Nothing below a blocking runtime suspends, so no event loop is needed, and calls work
    inside a running one, as in a notebook.
    """
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value  # type: ignore[no-any-return]
    coroutine.close()
    raise RuntimeError("a coroutine of the blocking client suspended; please report this")


class BlockingBackend:
    """HTTP, waiting and threads that block.

    Parameters
    ----------
    route : Route, optional
        How requests leave this machine.
    given : httpx.Client, optional
        The user's own HTTP client, which decides that instead. It is not closed here.
    """

    def __init__(self, route: Route | None = None, given: httpx.Client | None = None) -> None:
        self.route = route or Route()
        self.given = given
        make = partial(_http, self.route) if given is None else lambda: given
        self._http: Connections[httpx.Client] = Connections(make, any_thread)

    async def send(self, request: httpx.Request, until: float | None) -> httpx.Response:
        """Send a request; the body of the answer is not read yet."""
        refuse_closed(self.given)
        with awaiting_answer(until):
            response = self._http.here().send(
                request, stream=True, follow_redirects=False, auth=auth_of(request)
            )
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
                for chunk in response.iter_raw():
                    for piece in unpacked.feed(chunk):
                        sink.write(piece)
                    received += len(chunk)
                    wait.until = deadline(received)
                    if time.monotonic() > wait.until:
                        raise httpx.ReadTimeout("too slow", request=response.request)
            unpacked.finish()
        finally:
            response.close()

    async def drop(self, response: httpx.Response) -> None:
        """Let the connection of an answer go without reading its body."""
        response.close()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)  # noqa: ASYNC251 - blocking is what this backend is for

    async def run_in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do the work here: the caller waits for it anyway."""
        return work(*arguments)

    async def gather(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, T]]], *, limit: int
    ) -> list[T]:
        """Run jobs in threads.

        Jobs are started as others end, so that none starts after a failure. Those that run
        then are waited for, so that none works on behind the caller's back; only an
        interruption waits for nobody, so that Ctrl-C answers at once.
        """
        if len(jobs) == 1:
            return [run(jobs[0]())]
        results: dict[int, T] = {}
        waiting = iter(enumerate(jobs))
        running: dict[Future[T], int] = {}
        try:
            while True:
                while len(running) < max(1, limit) and (following := next(waiting, None)):
                    place, job = following
                    running[_started(job)] = place
                if not running:
                    return [results[place] for place in range(len(jobs))]
                done, _ = wait(running, _HEARING_CTRL_C, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=running.__getitem__):
                    results[running.pop(future)] = future.result()
        except Exception:
            while wait(running, _HEARING_CTRL_C).not_done:
                pass
            raise

    async def run_shielded(
        self, work: Callable[[], Coroutine[Any, Any, None]], *, seconds: float
    ) -> None:
        """Do the work; what blocks is not cancelled, and its requests end by themselves."""
        del seconds
        await work()

    async def close(self) -> None:
        """Close every connection."""
        if (http := self._http.close()) is not None and http is not self.given:
            http.close()


def any_thread() -> object:
    """Return what stands for all threads, which share connections."""
    return any_thread


class _Http(httpx.Client):
    cookies = NO_COOKIES  # type: ignore[override]


def _http(route: Route) -> httpx.Client:
    from ionworks._io.network import Transport

    return _Http(
        transport=Transport(route),
        mounts=route.mounts(partial(Transport, route)),
        trust_env=False,
        event_hooks={"response": [take_redirect]},
    )


def _started(job: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
    """Run a job in a thread of its own.

    Not in one of a pool: Python waits for those when it ends, and a transfer to a service that
    hangs takes minutes to give up.
    """
    future: Future[T] = Future()

    def work() -> None:
        try:
            future.set_result(run(job()))
        except BaseException as problem:
            future.set_exception(problem)

    try:
        Thread(target=work, name="ionworks-job", daemon=True).start()
    except RuntimeError:  # Python starts no more threads once the main thread has ended
        work()
    return future
