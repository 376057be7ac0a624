"""What pipelines and jobs share: pages under names of their own, and waiting for an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ionworks.errors import JobFailedError, ProcessingTimeoutError
from ionworks.records import Job, Pipeline
from ionworks.resources._pages import page_of
from ionworks.resources._polling import poll_until_done

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ionworks._io.runtime import Runtime
    from ionworks.pagination import PaginatedList
    from ionworks.urls import RecordUrls

Run = TypeVar("Run", Pipeline, Job)

COMPLETION_LIMIT = 600.0
_LONGEST_PAUSE = 5.0


def runs_of(
    record: type[Run], answer: Any, items: str, links: RecordUrls | None = None
) -> PaginatedList[Run]:
    """Read a page whose results are called `items`, or a bare array, which is all there is."""
    return page_of(record, answer, links, rows=items)


async def wait_until_over(
    runtime: Runtime,
    poll: Callable[[str], Awaitable[Run]],
    run_id: str,
    *,
    timeout: float,
    longest_pause: float = _LONGEST_PAUSE,
) -> Run:
    """Poll until a run is over, more slowly the longer it takes.

    Raises
    ------
    JobFailedError
        It is over without success.
    ProcessingTimeoutError
        It is not over after `timeout` seconds.
    """
    run: Run | None = None

    async def look() -> Run | None:
        nonlocal run
        run = await poll(run_id)
        return run if run.is_terminal else None

    over = await poll_until_done(runtime, look, timeout=timeout, longest_pause=longest_pause)
    assert run is not None
    if over is None:
        raise ProcessingTimeoutError(
            f"{_named(run)} is still {run.status} after {timeout:g} s and goes on; wait "
            "again with wait_for_completion(), or with a longer timeout",
            pending=[run_id],
        )
    if run.is_failed:
        raise JobFailedError(
            f"{_named(run)} ended as {run.status}: {run.error or 'no reason given'}",
            id=run_id,
            status=run.status,
            error_code=run.error_code,
        )
    return run


def _named(run: Pipeline | Job) -> str:
    if isinstance(run, Pipeline):
        return f"Pipeline {run.name!r} ({run.id})"
    return f"Job {run.id}" if run.job_type is None else f"The {run.job_type} job {run.id}"
