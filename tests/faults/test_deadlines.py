"""A call ends within its deadline, whatever the service does, and says why it gave up.

Nothing here waits: pauses are written down, and where time matters the clock of the process
goes on by them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from faults import breaks
from faults.conftest import Act, Stage

from ionworks.errors import (
    APITimeoutError,
    IonworksError,
    ProcessingTimeoutError,
    RateLimitError,
    ServerError,
)

Through = Callable[..., Any]


def every(_method: str, _path: str) -> bool:
    return True


def get(stage: Stage) -> Act:
    return lambda client: client.cell_spec.get(stage.spec.id)


@pytest.mark.usefixtures("slept")
@pytest.mark.parametrize(
    "fault",
    [breaks.hang, breaks.drip, breaks.drip_head],
    ids=["hang", "drip", "drip of the head"],
)
def test_a_service_that_never_comes_to_an_end(stage: Stage, through: Through, fault: Any) -> None:
    stage.service.break_(fault, every, times=inf)
    with pytest.raises(APITimeoutError, match="did not answer in time"):
        through(get(stage), timeout=0.4, max_retries=1)
    assert 1 <= len(stage.service.seen) <= 2


@pytest.mark.usefixtures("slept")
@pytest.mark.parametrize("fault", [breaks.drip, breaks.drip_head], ids=["body", "head"])
def test_a_storage_that_trickles(stage: Stage, through: Through, fault: Any) -> None:
    """The silence that a transfer may keep, and a slowest rate, bound it too."""
    stage.storage.break_(fault, every, times=inf)
    with pytest.raises(APITimeoutError):
        through(lambda client: client.cell_measurement.time_series(stage.old.id), max_retries=0)
    assert len(stage.storage.seen) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(429, RateLimitError), (503, ServerError)], ids=["429", "503"]
)
def test_a_pause_beyond_the_deadline_is_reported_and_not_taken(
    stage: Stage, through: Through, slept: list[float], status: int, error: type[IonworksError]
) -> None:
    stage.service.break_(breaks.answering(status, Retry_After="1000"), every, times=inf)
    with pytest.raises(error, match="asks to wait 1000 s") as caught:
        through(get(stage), timeout=30, max_retries=4)
    assert (len(stage.service.seen), slept, caught.value.retry_after) == (1, [], 1000.0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_transfer_does_not_take_such_a_pause_either(
    stage: Stage, through: Through, slept: list[float], status: int
) -> None:
    stage.storage.break_(breaks.answering(status, Retry_After="1000"), every, times=inf)
    with pytest.raises(IonworksError) as caught:
        through(lambda client: client.cell_measurement.time_series(stage.old.id))
    assert (len(stage.storage.seen), slept, caught.value.retry_after) == (1, [], 1000.0)


def test_pauses_count_against_the_deadline(
    stage: Stage, through: Through, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, own = time.monotonic, threading.get_ident()

    def clock() -> float:
        # Only ours goes on: the servers' timers would else be set for long after the test.
        return real() + (sum(slept) if threading.get_ident() == own else 0.0)

    monkeypatch.setattr(time, "monotonic", clock)
    stage.service.break_(breaks.answering(503, Retry_After="40"), every, times=inf)
    with pytest.raises(ServerError) as caught:
        through(get(stage), timeout=30, max_retries=4)  # 150 s in all
    assert slept == [40.0, 40.0, 40.0]
    assert caught.value.attempts == 4


RUNS: dict[str, Callable[[Any], Any]] = {
    "an optimization": lambda c: c.optimization.run({"name": "o", "config": {}}),
    "a pipeline": lambda c: c.pipeline.create({"elements": {}}),
    "a study": lambda c: c.study.create({"name": "s"}, "p"),
    "a plan": lambda c: c.planned_measurement.create(
        {
            "name": "p",
            "protocol_id": "p",
            "cell_specification_id": "s",
            "estimated_duration_seconds": 1,
        },
        "p",
    ),
    "a service": lambda c: c.cycler.complete_service("c", "2026-03-02"),
    "a reservation": lambda c: c.planned_measurement.apply_auto_schedule_proposal([], "p"),
    "a wait for a job": lambda c: c.job.wait_for_completion("j", timeout=0.2, verbose=False),
    "a wait for a fit": lambda c: c.ecm.wait_for_completion("j", 0.2, verbose=False),
    "a wait for simulations": lambda c: c.simulation.wait_for_completion(["s"], 0.2, verbose=False),
    "a wait for an optimization": lambda c: c.optimization.wait_for_completion(
        "o", 0.2, 0.1, False
    ),
    "a wait for processing": lambda c: c.cell_measurement.wait_for_processing("m", timeout=0.2),
}


@pytest.mark.usefixtures("slept")
@pytest.mark.parametrize("run", RUNS)
def test_a_service_that_takes_a_call_and_never_answers(
    stage: Stage, through: Through, run: str
) -> None:
    stage.service.break_(breaks.hang, every, times=inf)
    with pytest.raises((APITimeoutError, ProcessingTimeoutError)) as caught:
        through(RUNS[run], timeout=0.3, max_retries=0)
    assert "in time" in str(caught.value) or "after 0.2 s" in str(caught.value)
    assert len(stage.service.seen) <= 2
