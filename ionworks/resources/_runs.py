"""What runs share: pages under names of their own, and waiting for an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ionworks._given import is_number
from ionworks.errors import JobFailedError, ProcessingTimeoutError
from ionworks.records import Job, Optimization, Pipeline, SimplePipeline
from ionworks.resources._pages import page_of
from ionworks.resources._polling import poll_until_done

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks._io.runtime import Runtime
    from ionworks.pagination import PaginatedList
    from ionworks.urls import RecordUrls

AnyRun: TypeAlias = Pipeline | SimplePipeline | Job | Optimization
Run = TypeVar("Run", Pipeline, SimplePipeline, Job, Optimization)

COMPLETION_LIMIT = 600.0
POLL_INTERVAL = 2.0

GOOD_ENDS = frozenset({"completed", "succeeded"})
BAD_ENDS = frozenset({"failed", "canceled"})


def runs_of(
    record: type[Run], answer: Any, items: str, links: RecordUrls | None = None
) -> PaginatedList[Run]:
    """Read a page whose results are called `items`, or a bare array, which is all there is."""
    return page_of(record, answer, links, rows=items)


def is_over(run: AnyRun) -> bool:
    """Tell whether a run has ended."""
    if isinstance(run, Optimization):  # has no flags
        return run.status in GOOD_ENDS | BAD_ENDS
    return bool(run.is_terminal)


def has_failed(run: AnyRun) -> bool:
    """Tell whether a run has ended without success."""
    if isinstance(run, Optimization):
        return run.status in BAD_ENDS
    return bool(run.is_failed)


def check_wait(timeout: float, poll_interval: float) -> None:
    """Refuse limits that no wait can have.

    Raises
    ------
    ValueError
        One is negative, or the pause is zero.
    TypeError
        One is not a number.
    """
    for name, value in (("timeout", timeout), ("poll_interval", poll_interval)):
        if not is_number(value):
            raise TypeError(f"`{name}` is a number of seconds, not a {type(value).__name__}")
        if not value >= 0 or (name == "poll_interval" and not value):
            raise ValueError(f"`{name}` is {value!r}; it must be more than 0 s")


def say(verbose: bool, text: str) -> None:
    """Print how far a wait is, if the caller asked for it."""
    if verbose:
        print(text, flush=True)  # noqa: T201 - `verbose` asks for it


async def wait_until_over(
    runtime: Runtime,
    poll: Callable[[str], Awaitable[Run]],
    run_id: str,
    *,
    timeout: float,
    poll_interval: float = POLL_INTERVAL,
    verbose: bool = False,
    raise_on_failure: bool = True,
) -> Run:
    """Poll until a run is over, more slowly the longer it takes.

    Raises
    ------
    JobFailedError
        It is over without success.
    ProcessingTimeoutError
        It is not over after `timeout` seconds.
    """
    check_wait(timeout, poll_interval)
    run: Run | None = None

    async def look() -> Run | None:
        nonlocal run
        before, run = run, await poll(run_id)
        if before is None or before.status != run.status:
            say(verbose, f"{describe_run(run)}: {run.status}")
        return run if is_over(run) else None

    over = await poll_until_done(runtime, look, timeout=timeout, longest_pause=poll_interval)
    assert run is not None
    if over is None:
        raise ProcessingTimeoutError(
            f"{describe_run(run)} is still {run.status} after {timeout:g} s and goes on; wait "
            "again with wait_for_completion(), or with a longer timeout",
            pending=[run_id],
        )
    if has_failed(run) and raise_on_failure:
        raise failure(run)
    return run


def failure(run: AnyRun) -> JobFailedError:
    """Return the error that says why a run failed."""
    return JobFailedError(
        f"{describe_run(run)} ended as {run.status}: {run.error or 'no reason given'}",
        id=run.id,
        status=str(run.status),
        error_code=run.error_code,
    )


def describe_run(run: AnyRun) -> str:
    """Return the kind, name and id of a run for a message."""
    if isinstance(run, Job):
        return f"Job {run.id}" if run.job_type is None else f"The {run.job_type} job {run.id}"
    kind = {Pipeline: "Pipeline", SimplePipeline: "Simple pipeline"}.get(type(run), "Optimization")
    return f"{kind} {run.id}" if run.name is None else f"{kind} {run.name!r} ({run.id})"
