"""Calling a function with the table of each of many measurements, on more than one core."""

from __future__ import annotations

import inspect
import multiprocessing
import os
import pickle
import traceback
from collections.abc import Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from attrs import field, frozen

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks._io.threads import in_thread
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import IonworksError
from ionworks.progress import reporting
from ionworks.resources._arguments import require_parallel
from ionworks.resources._many import labelled, labels_of
from ionworks.resources._measurement_reads import Table, table_reader
from ionworks.tables import to_backend, to_polars
from ionworks.tables.cycle_summaries import LABELS
from ionworks.tables.selection import Selection
from ionworks.tables.stacking import stack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
    from concurrent.futures import Future

    import distributed
    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.ids import MeasurementId
    from ionworks.pagination import AsyncPages, Pages
    from ionworks.progress import ProgressOption
    from ionworks.records import CellMeasurement
    from ionworks.tables import AnyFrame
    from ionworks.tables.electrodes import WorkingElectrode

__all__ = ["MappedMeasurements", "amap_measurements", "map_measurements"]

R = TypeVar("R")

# Seconds between looks at whether the caller was interrupted or cancelled.
_HEARING = 0.5

Scheduler: TypeAlias = "Literal['threads', 'processes'] | distributed.Client"


@frozen
class MappedMeasurements(Generic[R]):
    """What a function gave for each measurement.

    Attributes
    ----------
    results : dict of str to object
        What it returned, by measurement id, in the order asked for.
    errors : dict of str to Exception
        What was raised, by measurement id: by the function, or by the read of the record or the
        table. With processes and clusters, a note of the error has the traceback of the worker.
    """

    results: dict[str, R] = field(repr=lambda results: f"<{len(results)}>")
    errors: dict[str, Exception] = field(factory=dict, repr=lambda errors: _in_short(errors))
    _labels: Mapping[str, Mapping[str, str | None]] = field(factory=dict, repr=False)
    _backend: str = field(default="polars", repr=False)

    def raise_for_errors(self) -> None:
        """Raise the first error, if there is one."""
        for problem in self.errors.values():
            raise problem

    def to_frame(self) -> AnyFrame:
        """Put the results one below the other.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A row for each result that is a mapping or a number, the rows of one that is a frame;
            with ``Measurement id``, ``Measurement``, ``Cell instance`` and ``Cell specification``
            in front. A measurement that failed has a row as well, with the reason in the column
            ``Error``, which is there if one failed.

        Raises
        ------
        TypeError
            A result is something else, or does not fit those before it.
        """
        import polars as pl

        frames = {ident: _as_frame(ident, result) for ident, result in self.results.items()}
        is_taken = any("Error" in frame.columns for frame in frames.values())
        reason = "Error (measurement)" if is_taken else "Error"
        for ident, problem in self.errors.items():
            frames[ident] = pl.DataFrame({reason: [f"{type(problem).__name__}: {problem}"]})
        frames = {
            ident: labelled(frames[ident], labels)
            for ident, labels in self._labels.items()
            if ident in frames
        }
        stacked, misfits = stack(frames)
        for ident, misfit in misfits.items():
            raise TypeError(f"the result of measurement {ident} does not fit: {misfit}")
        return to_backend(stacked, self._backend)


def map_measurements(
    function: Callable[[Any], R],
    measurements: Iterable[MeasurementId] | Pages[CellMeasurement],
    *,
    scheduler: Scheduler = "threads",
    client: Ionworks | None = None,
    what: Table = "time_series",
    columns: Iterable[str] | None = None,
    working_electrode: WorkingElectrode | None = None,
    max_parallel: int | None = None,
    use_cache: bool = True,
    progress: ProgressOption = None,
) -> MappedMeasurements[R]:
    """Call a function with the table of each measurement.

    Parameters
    ----------
    function : callable
        Takes one frame: the table, with ``Measurement id``, ``Measurement``, ``Cell instance`` and
        ``Cell specification`` in front. With processes and clusters, the function and what it
        returns are pickled; a lambda may be used.
    measurements : iterable of str or record
        Ids, or records, such as those of an `iter` call.
    scheduler : {"threads", "processes"} or distributed.Client, default "threads"
        Where the function runs. Threads suit functions that spend their time in polars, numpy or
        scipy, which leave other threads free; processes suit Python code. They are spawned, so a
        program that uses them begins under ``if __name__ == "__main__":``. A client of
        ``distributed`` uses the workers of its cluster. Each worker reads the tables itself.
    client : Ionworks, optional
        The platform; by default ``Ionworks()``. Workers get its settings and its credential.
    what : {"time_series", "steps", "cycles"}, default "time_series"
        The table.
    columns : iterable of str, optional
        Names of the columns to read, in the order wanted; by default all.
    working_electrode : {"anode", "cathode"}, optional
        As for `client.cell_measurement.cycles`; needs ``what="cycles"``.
    max_parallel : int, optional
        How many measurements are worked on at once; by default one a core, and for a cluster as
        many as it has threads.
    use_cache : bool, default True
        False neither reads from the disk cache of the worker nor writes to it.
    progress : bool or callable, optional
        True shows a bar; a callable is called with (measurements done, measurements in all).

    Returns
    -------
    MappedMeasurements
        ``.results`` and ``.errors`` by measurement id: one that fails, or that is not there, does
        not lose the others. ``.to_frame()`` makes a table of both.

    Raises
    ------
    TypeError
        `measurements` is not a collection of ids and records, or `function` cannot be called.
    ValueError
        An argument is not one of the choices.

    Examples
    --------
    >>> import ionworks
    >>> from ionworks import Ionworks
    >>> with Ionworks(api_url="local:") as client:
    ...     spec = client.cell_spec.create_or_get({"name": "LG M50"})
    ...     cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-013"})
    ...     upload = {
    ...         "measurement": {"name": "Discharge"},
    ...         "time_series": ionworks.examples.discharge(),
    ...     }
    ...     made = client.cell_measurement.create_or_get(cell.id, upload)
    ...     mapped = ionworks.map_measurements(
    ...         lambda frame: {"Lowest [V]": frame["Voltage [V]"].min()}, [made.id], client=client
    ...     )
    >>> mapped.to_frame()["Lowest [V]"].to_list()
    [2.991078805]
    """
    call = _Call.of(
        function,
        scheduler=scheduler,
        what=what,
        columns=columns,
        working_electrode=working_electrode,
        max_parallel=max_parallel,
        use_cache=use_cache,
        progress=progress,
    )
    with _client(client) as ours:
        labels = run(labels_of(ours._async, measurements, max_parallel=16))
        return call.make(ours._async, labels, Event())


async def amap_measurements(
    function: Callable[[Any], R],
    measurements: Iterable[MeasurementId] | AsyncPages[CellMeasurement],
    *,
    scheduler: Scheduler = "threads",
    client: AsyncIonworks | None = None,
    what: Table = "time_series",
    columns: Iterable[str] | None = None,
    working_electrode: WorkingElectrode | None = None,
    max_parallel: int | None = None,
    use_cache: bool = True,
    progress: ProgressOption = None,
) -> MappedMeasurements[R]:
    """Call a function with the table of each measurement, without blocking the event loop.

    The function is a plain one. It runs where `scheduler` says, as for `map_measurements`. If the
    caller is cancelled, no further call starts, and those that run are not waited for.

    Parameters
    ----------
    function : callable
        As for `map_measurements`.
    measurements : iterable of str or record
        Ids, or records, such as those of an `iter` call.
    scheduler : {"threads", "processes"} or distributed.Client, default "threads"
        Where the function runs. The client of ``distributed`` is a blocking one.
    client : AsyncIonworks, optional
        The platform; by default ``AsyncIonworks()``. Workers get its settings and its credential.
    what, columns, working_electrode, max_parallel, use_cache
        As for `map_measurements`.
    progress : bool or callable, optional
        As for `map_measurements`; a callable is called from another thread.

    Returns
    -------
    MappedMeasurements
        ``.results`` and ``.errors`` by measurement id.

    Raises
    ------
    TypeError, ValueError
        As for `map_measurements`.

    Examples
    --------
    >>> import ionworks
    >>> from ionworks import AsyncIonworks
    >>> async with AsyncIonworks(api_url="local:") as client:
    ...     spec = await client.cell_spec.create_or_get({"name": "LG M50"})
    ...     cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-014"})
    ...     upload = {
    ...         "measurement": {"name": "Discharge"},
    ...         "time_series": ionworks.examples.discharge(),
    ...     }
    ...     made = await client.cell_measurement.create_or_get(cell.id, upload)
    ...     mapped = await ionworks.amap_measurements(
    ...         lambda frame: {"Lowest [V]": frame["Voltage [V]"].min()}, [made.id], client=client
    ...     )
    >>> mapped.to_frame()["Lowest [V]"].to_list()
    [2.991078805]
    """
    call = _Call.of(
        function,
        scheduler=scheduler,
        what=what,
        columns=columns,
        working_electrode=working_electrode,
        max_parallel=max_parallel,
        use_cache=use_cache,
        progress=progress,
    )
    stopped = Event()
    async with _async_client(client) as ours:
        labels = await labels_of(ours, measurements, max_parallel=16)
        try:
            return await in_thread(call.make, ours, labels, stopped, abandon=True)
        finally:
            stopped.set()


@frozen
class _Call(Generic[R]):
    """A call of both faces, with arguments that are checked."""

    function: Callable[[Any], R]
    read: Callable[..., Coroutine[Any, Any, pl.DataFrame]]
    scheduler: Any
    max_parallel: int | None
    progress: ProgressOption

    @classmethod
    def of(
        cls,
        function: Callable[[Any], R],
        *,
        scheduler: Any,
        what: Table,
        columns: Iterable[str] | None,
        working_electrode: WorkingElectrode | None,
        max_parallel: int | None,
        use_cache: bool,
        progress: ProgressOption,
    ) -> _Call[R]:
        """Check the arguments."""
        if not callable(function):
            raise TypeError(f"`function` is called with each frame; {function!r} cannot be called")
        if inspect.iscoroutinefunction(function):
            raise TypeError("`function` runs on workers without an event loop; give a plain `def`")
        read = table_reader(what, Selection(columns).columns, working_electrode)
        if max_parallel is not None:
            require_parallel(max_parallel)
        _require_scheduler(scheduler, max_parallel)
        return cls(function, partial(read, use_cache=use_cache), scheduler, max_parallel, progress)

    def make(
        self,
        client: AsyncIonworks,
        labels: Mapping[str, dict[str, str] | IonworksError],
        stopped: Event,
    ) -> MappedMeasurements[R]:
        """Call the function for each measurement, and wait for all or until it is stopped."""
        results: dict[str, R] = {}
        errors: dict[str, Exception] = {}
        names: dict[str, dict[str, str]] = {}
        for ident, one in labels.items():
            if isinstance(one, IonworksError):
                errors[ident] = one
            else:
                names[ident] = one
        backend = client.settings.dataframe_backend
        with (
            _blocking(client._runtime) as runtime,
            _executor(self.scheduler, self.max_parallel) as executor,
            reporting(self.progress, "Mapping", len(labels)) as report,
        ):
            task = _Task(self.function, runtime, self.read, backend)
            work = task if isinstance(executor, ThreadPoolExecutor) else _packed(task)
            futures = {executor.submit(work, ident, named): ident for ident, named in names.items()}
            running = set(futures)
            try:
                while running and not stopped.is_set():
                    done, running = wait(running, _HEARING, return_when=FIRST_COMPLETED)
                    for future in done:
                        result, problem = _outcome(future, isinstance(work, _Packed))
                        if problem is None:
                            results[futures[future]] = result
                        else:
                            errors[futures[future]] = problem
                        if report is not None:
                            report(len(results) + len(errors), len(labels))
            finally:
                for future in futures:
                    future.cancel()
        return MappedMeasurements(
            {ident: results[ident] for ident in labels if ident in results},
            {ident: errors[ident] for ident in labels if ident in errors},
            {ident: names.get(ident) or _unnamed(ident) for ident in labels},
            backend,
        )


@frozen
class _Task(Generic[R]):
    """Reads the table of a measurement and calls the function with it."""

    function: Callable[[Any], R]
    runtime: Runtime
    read: Callable[..., Coroutine[Any, Any, pl.DataFrame]]
    backend: str

    def __call__(self, ident: str, labels: Mapping[str, str]) -> R:
        """Return what the function returns."""
        frame = run(self.read(self.runtime, ident))
        return self.function(to_backend(labelled(frame, labels), self.backend))


@frozen
class _Packed:
    """A task on its way to another process, and its results on the way back.

    cloudpickle takes functions of a notebook. What cannot be unpickled would stop a whole pool, so
    results travel as bytes.
    """

    task: bytes

    def __call__(self, ident: str, labels: Mapping[str, str]) -> bytes:
        """Return the result, or the error, as bytes."""
        import cloudpickle

        task: _Task[Any] = cloudpickle.loads(self.task)
        answer: tuple[Any, Exception | None]
        try:
            answer = task(ident, labels), None
        except Exception as problem:
            answer = None, _movable(problem)
        finally:
            run(task.runtime.close())
        packed: bytes = cloudpickle.dumps(answer)
        return packed


def _movable(problem: Exception) -> Exception:
    """Return an error that goes to another process, with its traceback in a note."""
    import cloudpickle

    trace = "".join(traceback.format_exception(problem))
    try:
        found: Exception = pickle.loads(cloudpickle.dumps(problem))  # noqa: S301 - made here
    except Exception:  # of whatever its own code does
        found = RuntimeError(f"{type(problem).__name__}: {problem}")
    found.add_note(trace)
    return found


def _packed(task: _Task[Any]) -> _Packed:
    import cloudpickle

    try:
        return _Packed(cloudpickle.dumps(task))
    except (TypeError, AttributeError, pickle.PicklingError) as problem:
        raise TypeError(
            f"the function cannot go to another process ({problem}); make what it holds, such as "
            "files and connections, inside it, or use scheduler='threads'"
        ) from problem


def _outcome(future: Future[Any], is_packed: bool) -> tuple[Any, Exception | None]:
    """Return a result, or an error."""
    try:
        answer = future.result()
        outcome: tuple[Any, Exception | None] = (
            pickle.loads(answer) if is_packed else (answer, None)  # noqa: S301 - our workers'
        )
    except Exception as problem:
        return None, problem
    return outcome


@contextmanager
def _client(given: object) -> Iterator[Ionworks]:
    """Return a client; one that is made here is closed."""
    if given is None:
        with Ionworks() as ours:
            yield ours
    elif isinstance(given, Ionworks):
        yield given
    elif isinstance(given, AsyncIonworks):
        raise TypeError(
            "`client` is an Ionworks client, not AsyncIonworks; with this one, write "
            "`await ionworks.amap_measurements(...)`"
        )
    else:
        raise TypeError(f"`client` is an Ionworks client, not {type(given).__name__}")


@asynccontextmanager
async def _async_client(given: object) -> AsyncIterator[AsyncIonworks]:
    """Return a client; one that is made here is closed."""
    if given is None:
        async with AsyncIonworks() as ours:
            yield ours
    elif isinstance(given, AsyncIonworks):
        yield given
    elif isinstance(given, Ionworks):
        raise TypeError(
            "`client` is an AsyncIonworks client, not Ionworks; with this one, write "
            "`ionworks.map_measurements(...)`"
        )
    else:
        raise TypeError(f"`client` is an AsyncIonworks client, not {type(given).__name__}")


@contextmanager
def _blocking(runtime: Runtime) -> Iterator[Runtime]:
    """Return a runtime for threads without an event loop."""
    if runtime.is_blocking:
        yield runtime
    else:
        with runtime.blocking() as blocking:
            yield blocking


def _require_scheduler(scheduler: object, max_parallel: int | None) -> None:
    """Check where the function should run."""
    if isinstance(scheduler, str) and scheduler in ("threads", "processes"):
        return
    if not hasattr(scheduler, "get_executor"):
        raise ValueError(
            "`scheduler` is 'threads', 'processes', or a client of distributed, not "
            f"{shown(scheduler)}"
        )
    if max_parallel is not None:
        raise ValueError(
            "a cluster runs as many at once as it has threads; leave `max_parallel` out"
        )


@contextmanager
def _executor(scheduler: Any, max_parallel: int | None) -> Iterator[Executor]:
    """Return what runs the tasks."""
    cores = max_parallel or _cores()
    if not isinstance(scheduler, str):
        yield scheduler.get_executor(pure=False)
    elif scheduler == "threads":
        with ThreadPoolExecutor(cores, "ionworks-map") as threads:
            yield threads
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(cores, mp_context=spawn) as processes:
            yield processes


def _unnamed(ident: str) -> dict[str, str | None]:
    """Return what is written beside a measurement whose record cannot be read."""
    return {"Measurement id": ident, **dict.fromkeys(LABELS[1:])}


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_short(errors: Mapping[str, Exception]) -> str:
    first = next(iter(errors.values()), None)
    return "{}" if first is None else f"<{len(errors)}, the first: {first!r}>"


def _as_frame(ident: str, result: Any) -> pl.DataFrame:
    import polars as pl

    if isinstance(result, Mapping):
        return pl.DataFrame([dict(result)])
    if getattr(result, "shape", None) == ():  # numpy's numbers
        result = result.item()
    if result is None or isinstance(result, bool | int | float | str):
        return pl.DataFrame({"Result": [result]})
    try:
        return to_polars(result)
    except TypeError as problem:
        raise TypeError(
            f"the result of measurement {ident} is {type(result).__name__}; only mappings, "
            "numbers and frames make a table"
        ) from problem
