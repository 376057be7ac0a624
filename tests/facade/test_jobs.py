"""Jobs, and waiting for jobs and pipelines, through both faces.

The embedded platform runs nothing, so what only a running service answers is scripted.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.runs import answer, everything, job, pipeline
from support.scripted import scripted

from ionworks import IonworksError, JobFailedError, NotFoundError, ProcessingTimeoutError
from ionworks._io import awaiting, blocking


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that were asked for; none is taken."""
    pauses: list[float] = []

    async def note(self: Any, seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(blocking.BlockingBackend, "sleep", note)
    monkeypatch.setattr(awaiting.AwaitingBackend, "sleep", note)
    return pauses


# --- reading --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "total"),
    [
        ([job(1), job(2)], 2),
        ({"jobs": [job(1), job(2)], "total": 7}, 7),
        ({"jobs": [job(1), job(2)]}, 2),
    ],
    ids=["bare array", "page", "page without total"],
)
def test_lists_of_every_form_are_read(do: Any, content: Any, total: int) -> None:
    with scripted(answer(content)) as script:
        page = do(lambda client: client.job.list(), api_url=script.url)
    assert [one.id for one in page] == ["job-1", "job-2"]
    assert page.total == total
    assert page[0].job_id == "job-1"
    assert page[0].created_at.tzinfo is not None


def test_filters_are_sent(do: Any) -> None:
    with scripted(answer([])) as script:
        do(
            lambda client: client.job.list(
                job_type=["datafit", "validation"], status="failed", limit=5, offset=10
            ),
            api_url=script.url,
        )
        do(lambda client: client.job.list(job_type="simulate"), api_url=script.url)
        do(lambda client: client.job.list(), api_url=script.url)
    assert [seen.path for seen in script.seen] == [
        "/jobs?job_types=datafit&job_types=validation&status=failed&limit=5&offset=10",
        "/jobs?job_types=simulate",
        "/jobs",
    ]


def test_every_page_is_walked(do: Any) -> None:
    pages = [{"jobs": [job(1), job(2)], "total": 3}, {"jobs": [job(3)], "total": 3}]
    with scripted(*map(answer, pages)) as script:
        found = do(
            lambda client: everything(client.job.iter(status="processing")), api_url=script.url
        )
    assert [one.id for one in found] == ["job-1", "job-2", "job-3"]
    assert [seen.path.partition("offset=")[2] for seen in script.seen] == ["0", "2"]


def test_what_a_job_recorded_is_read_whole(do: Any) -> None:
    recorded = {"intermediate_results": [{"best_cost": 0.1}], "of_a_newer_service": {"a": 1}}
    with scripted(answer(recorded)) as script:
        assert do(lambda client: client.job.metadata("job-1"), api_url=script.url) == recorded
    assert script.seen[0].path == "/jobs/job-1/metadata"


def test_a_job_is_canceled(do: Any) -> None:
    with scripted(answer(job(status="canceled"))) as script:
        left = do(lambda client: client.job.cancel("job-1"), api_url=script.url)
    assert (left.status, left.is_terminal, left.is_failed) == ("canceled", True, True)
    assert (script.seen[0].method, script.seen[0].path) == ("POST", "/jobs/job-1/cancel")
    assert json.loads(script.seen[0].body) == {}


def test_an_unknown_job_is_not_found(do: Any) -> None:
    missing = {"error_code": "NOT_FOUND", "message": "There is no job x", "detail": None}
    with scripted(answer(missing, 404)) as script:
        with pytest.raises(NotFoundError, match="There is no job x"):
            do(lambda client: client.job.get("x"), api_url=script.url)


# --- waiting --------------------------------------------------------------------------

RUNS = pytest.mark.parametrize(("owner", "run"), [("job", job), ("pipeline", pipeline)])


def wait(do: Any, url: str, owner: str, **options: Any) -> Any:
    return do(
        lambda client: getattr(client, owner).wait_for_completion(f"{owner}-1", **options),
        api_url=url,
    )


@RUNS
def test_waiting_slows_down_and_ends(do: Any, slept: list[float], owner: str, run: Any) -> None:
    states = [run(status="pending"), *[run(status="running")] * 10, run(status="completed")]
    with scripted(*map(answer, states)) as script:
        over = wait(do, script.url, owner)
    assert over.status == "completed"
    assert len(script.seen) == 12
    assert slept == pytest.approx([0.005 * 2**n for n in range(9)] + [2.0] * 2)


@RUNS
def test_the_flags_decide_and_not_the_name_of_the_state(
    do: Any, slept: list[float], owner: str, run: Any
) -> None:
    states = [
        run(status="optimizing"),
        {**run(status="done_with_warnings"), "is_terminal": True},
    ]
    with scripted(*map(answer, states)) as script:
        assert wait(do, script.url, owner).status == "done_with_warnings"


@RUNS
@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_failure_is_raised_with_its_reason(
    do: Any, slept: list[float], owner: str, run: Any, status: str
) -> None:
    failed = run(status=status, error="the solver diverged", error_code="SOLVER_ERROR")
    with scripted(answer(run()), answer(failed)) as script:
        with pytest.raises(JobFailedError, match=f"ended as {status}: the solver div") as caught:
            wait(do, script.url, owner)
    assert isinstance(caught.value, IonworksError)
    assert (caught.value.id, caught.value.status) == (f"{owner}-1", status)
    assert caught.value.error_code == "SOLVER_ERROR"


@RUNS
def test_waiting_has_a_time_limit(do: Any, slept: list[float], owner: str, run: Any) -> None:
    with scripted(answer(run(status="waiting"))) as script:
        with pytest.raises(ProcessingTimeoutError, match="still waiting after 0 s") as caught:
            wait(do, script.url, owner, timeout=0)
    assert caught.value.pending == [f"{owner}-1"]
    assert isinstance(caught.value, TimeoutError)
    assert slept == []
