"""One wait for things of any kind: each comes when it ends."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from ionworks._io.blocking import run
from ionworks.errors import JobFailedError, ProcessingTimeoutError
from ionworks.records import (
    CellMeasurement,
    Job,
    MeasurementBundle,
    MeasurementDetail,
    Optimization,
    Pipeline,
    Record,
    SimplePipeline,
    Simulation,
    SimulationCreated,
)
from ionworks.resources import _processing
from ionworks.resources._polling import FIRST_PAUSE
from ionworks.resources._runs import BAD_ENDS, GOOD_ENDS, check_wait, has_failed, is_over, say
from ionworks.resources._simulation_states import ended_simulations, finished

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from ionworks.client import AsyncIonworks

Ended: TypeAlias = Simulation | Pipeline | SimplePipeline | Optimization | Job | CellMeasurement
Awaited: TypeAlias = Record | MeasurementBundle | MeasurementDetail
"""What can be waited for; a record without an end of its own may name a job."""

_PARALLEL = 8
_MOST_NAMED = 10


class AsyncEnds:
    """What is waited for, in the order in which it ends, for ``async for``.

    See `AsyncIonworks.wait`, which makes it.
    """

    def __init__(
        self,
        client: AsyncIonworks,
        things: Iterable[Awaited] | Awaited,
        *,
        timeout: float,
        poll_interval: float,
        verbose: bool,
        raise_on_failure: bool,
    ) -> None:
        check_wait(timeout, poll_interval)
        self._client = client
        self._timeout = timeout
        self._poll_interval = poll_interval
        self._verbose = verbose
        self._raises = raise_on_failure
        self._deadline: float | None = None
        self._pause = FIRST_PAUSE
        self._ready: deque[Ended] = deque()
        self._failed: list[Ended] = []
        self._pending: dict[tuple[type[Ended], str], None] = {}
        for thing in _listed(things):
            self._take(thing)

    def __aiter__(self) -> AsyncIterator[Ended]:
        return self

    async def __anext__(self) -> Ended:
        if self._deadline is None:
            self._deadline = time.monotonic() + self._timeout
        while not self._ready:
            if not self._pending:
                self._end()
            for record in await self._look():
                self._put(record)
            if not self._ready:
                await self._rest(self._deadline)
        return self._ready.popleft()

    def _take(self, thing: Any) -> None:
        """Begin to wait for one thing; what has ended already is asked for no more."""
        kind, identifier = _identified(thing)
        if isinstance(thing, kind) and _has_ended(thing):
            self._put(thing)
        else:
            self._pending[kind, identifier] = None

    def _put(self, record: Ended) -> None:
        self._pending.pop((type(record), str(record.id)), None)
        self._pause = FIRST_PAUSE  # others may end about now
        say(self._verbose, f"{type(record).__name__} {record.id}: {_state(record)}")
        self._ready.append(record)
        if _is_bad(record):
            self._failed.append(record)

    async def _look(self) -> Sequence[Ended]:
        """Ask once about all that is pending: for simulations in one request."""
        runs = [one for kind, one in self._pending if kind is Simulation]
        looks = [
            partial(self._look_at, kind, one)
            for kind, one in self._pending
            if kind is not Simulation
        ]
        if runs:
            looks.append(partial(self._look_at_simulations, runs))
        found = await self._client._runtime.backend.gather(looks, limit=_PARALLEL)
        return [record for some in found for record in some]

    async def _look_at(self, kind: type[Ended], identifier: str) -> Sequence[Ended]:
        client = self._client
        record: Ended
        if kind is CellMeasurement:
            record = await _processing.poll(client, identifier)
        elif kind is Pipeline:
            record = await client.pipeline.get(identifier)
        elif kind is SimplePipeline:
            record = await client.simple_pipeline._read(identifier)
        elif kind is Optimization:
            record = await client.optimization.get(identifier)
        else:
            record = await client.job.get(identifier)
        return [record] if _has_ended(record) else []

    async def _look_at_simulations(self, ids: Sequence[str]) -> Sequence[Ended]:
        return await finished(self._client, await ended_simulations(self._client, ids))

    async def _rest(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            ids = [one for _, one in self._pending]
            raise ProcessingTimeoutError(
                f"{len(ids)} are not over after {self._timeout:g} s, and go on: "
                f"{', '.join(ids[:_MOST_NAMED])}{', ...' if len(ids) > _MOST_NAMED else ''}; "
                "wait for them again, or with a longer timeout",
                pending=ids,
            )
        await self._client._runtime.backend.sleep(min(self._pause, left))
        self._pause = min(self._pause * 2, self._poll_interval)

    def _end(self) -> None:
        """End the wait, with an error if something failed."""
        failed, self._failed = self._failed, []
        if not (failed and self._raises):
            raise StopAsyncIteration
        reasons = "; ".join(
            f"{type(one).__name__} {one.id}: {_state(one)}, {_reason(one) or 'no reason given'}"
            for one in failed[:_MOST_NAMED]
        )
        more = len(failed) - _MOST_NAMED
        raise JobFailedError(
            f"{len(failed)} failed: {reasons}" + (f"; and {more} more" if more > 0 else ""),
            id=str(failed[0].id),
            status=_state(failed[0]),
            error_code=getattr(failed[0], "error_code", None),
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self._pending)} pending>"


class Ends:
    """What is waited for, in the order in which it ends, for ``for``. See `AsyncEnds`."""

    def __init__(self, ends: AsyncEnds) -> None:
        self._async = ends

    def __iter__(self) -> Iterator[Ended]:
        return self

    def __next__(self) -> Ended:
        try:
            return run(self._async.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def __repr__(self) -> str:
        return repr(self._async).replace("<Async", "<", 1)


def _listed(things: Any) -> Iterable[Any]:
    if isinstance(things, Awaited):
        return [things]
    if isinstance(things, str) or not isinstance(things, Iterable):
        raise TypeError(f"wait() takes records, not a {type(things).__name__}: {_HINT}")
    return things


def _identified(thing: Any) -> tuple[type[Ended], str]:
    """Return the kind of a thing, and its id."""
    if isinstance(thing, MeasurementBundle | MeasurementDetail):
        return CellMeasurement, thing.measurement.id
    if isinstance(thing, SimulationCreated):
        return Simulation, thing.id
    for kind in (Simulation, Pipeline, SimplePipeline, Optimization, Job, CellMeasurement):
        if isinstance(thing, kind):
            return kind, str(thing.id)
    job = thing.get("job_id") if isinstance(thing, Record) else None
    if not isinstance(job, str):
        raise TypeError(f"a {type(thing).__name__} has no end to wait for: {_HINT}")
    return Job, job


_HINT = "pass simulations, pipelines, optimizations, jobs, fits and measurements as records"


def _has_ended(thing: Ended) -> bool:
    if isinstance(thing, CellMeasurement):
        return thing.processing_status not in ("pending", "running")
    if isinstance(thing, Simulation):
        return thing.status in GOOD_ENDS | BAD_ENDS
    return is_over(thing)


def _is_bad(thing: Ended) -> bool:
    if isinstance(thing, CellMeasurement):
        return thing.processing_status == "failed"
    if isinstance(thing, Simulation):
        return thing.status in BAD_ENDS
    return has_failed(thing)


def _state(thing: Ended) -> str:
    if isinstance(thing, CellMeasurement):
        return thing.processing_status or "ready"
    return str(thing.status)


def _reason(thing: Ended) -> str | None:
    return thing.processing_error if isinstance(thing, CellMeasurement) else thing.error
