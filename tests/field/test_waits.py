"""One wait for a mix: each comes when it ends, and one request asks for all simulations."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.runs import answer, everything, job, pipeline
from support.scripted import Reply, Seen, scripted

from ionworks import Ionworks, JobFailedError, ProcessingTimeoutError
from ionworks._io.blocking import BlockingBackend
from ionworks.records import (
    CellMeasurement,
    Job,
    Optimization,
    Pipeline,
    Simulation,
    SimulationCreated,
)

RUNS = 40


def service(ends: dict[str, int], failed: frozenset[str] = frozenset()) -> Any:
    """Answer as a service on which each thing ends when it is asked for the n-th time."""
    asked: dict[str, int] = {}

    def state(one: str) -> str:
        asked[one] = asked.get(one, 0) + 1
        if asked[one] < ends.get(one, 1):
            return "processing"
        return "failed" if one in failed else "completed"

    def reply(seen: Seen) -> Reply:
        path = seen.path.partition("?")[0]
        one = path.rpartition("/")[2]
        if path == "/simulations/statuses":
            stated = [
                {"simulation_id": each, "status": state(each), "updated_at": "2026-01-01T00:00:00Z"}
                for each in json.loads(seen.body)["simulation_ids"]
            ]
            return answer(stated)
        if path.startswith("/simulations/"):
            return answer({"id": one, "job_id": "j"})
        if path.startswith("/optimizations/"):
            end = {"completed": "succeeded", "processing": "running"}
            found = state(one)
            return answer({"id": one, "status": end.get(found, found)})
        if path.startswith("/cell_measurements/"):
            end = {"completed": "ready", "processing": "running"}
            found = state(one)
            return answer(
                {
                    "id": one,
                    "name": "m",
                    "cell_instance_id": "c",
                    "processing_status": end.get(found, found),
                }
            )
        whole = job(status=state(one)) if path.startswith("/jobs/") else pipeline(status=state(one))
        return answer({**whole, "job_id" if path.startswith("/jobs/") else "id": one})

    return reply


def things() -> list[Any]:
    return [
        *(
            SimulationCreated.from_dict({"simulation_id": f"s{number}", "job_id": "j"})
            for number in range(RUNS)
        ),
        Pipeline.from_dict({"id": "p", "name": "P", "status": "running"}),
        Optimization.from_dict({"id": "o"}),
        Job.from_dict({"job_id": "k", "status": "pending"}),
        CellMeasurement.from_dict(
            {"id": "m", "name": "m", "cell_instance_id": "c", "processing_status": "pending"}
        ),
    ]


def test_each_comes_when_it_ends_and_one_request_asks_for_all_simulations(do: Any) -> None:
    ends = {**{f"s{number}": 2 for number in range(RUNS)}, "s3": 4, "p": 3, "o": 1, "k": 2, "m": 2}
    with scripted(answer=service(ends)) as script:
        ended = do(
            lambda client: everything(client.wait(things(), poll_interval=0.01)),
            api_url=script.url,
        )
    ids = [one.id for one in ended]
    assert len(ids) == len({*ids}) == RUNS + 4
    assert ids[0] == "o"
    assert {*ids[1 : RUNS + 2]} == {*ends} - {"o", "p", "s3"} | {"k", "m"}
    assert ids[-2:] == ["p", "s3"]
    assert {type(one).__name__ for one in ended} == {
        *("Simulation", "Pipeline", "Optimization", "Job", "CellMeasurement")
    }
    paths = [seen.path.partition("?")[0] for seen in script.seen]
    assert paths.count("/simulations/statuses") == 4
    # A simulation is read once, at its end; the others once a round.
    assert len(paths) == 4 + RUNS + ends["p"] + ends["o"] + ends["k"] + ends["m"]


def test_failures_come_like_the_others_and_are_raised_at_the_end(do: Any) -> None:
    seen: list[str] = []

    def walk(client: Any) -> Any:
        waited = client.wait(things()[-4:], poll_interval=0.01)
        if hasattr(waited, "__anext__"):

            async def asynchronously() -> None:
                async for one in waited:
                    seen.append(one.id)

            return asynchronously()
        for one in waited:
            seen.append(one.id)
        return None

    with scripted(answer=service({"p": 2}, frozenset({"o", "m"}))) as script:
        with pytest.raises(JobFailedError, match="2 failed: Optimization o: failed") as caught:
            do(walk, api_url=script.url)
        assert sorted(seen) == ["k", "m", "o", "p"]
        assert (caught.value.id, caught.value.status) == ("o", "failed")
        left = do(
            lambda client: everything(client.wait(things()[-4:], raise_on_failure=False)),
            api_url=script.url,
        )
    assert len(left) == 4


def test_what_has_ended_costs_no_request(do: Any) -> None:
    over = [
        Simulation.from_dict({"id": "s", "status": "completed"}),
        Pipeline.from_dict({"id": "p", "name": "P", "status": "completed", "is_terminal": True}),
        CellMeasurement.from_dict(
            {"id": "m", "name": "m", "cell_instance_id": "c", "processing_status": None}
        ),
    ]
    with scripted() as script:
        ended = do(lambda client: everything(client.wait(over)), api_url=script.url)
        assert do(lambda client: everything(client.wait([])), api_url=script.url) == []
        assert do(lambda client: everything(client.wait(over[0])), api_url=script.url) == over[:1]
    assert ended == over
    assert script.seen == []


def test_a_wait_has_a_limit_and_takes_records_alone(do: Any) -> None:
    with scripted(answer=service({"p": 99, "o": 99})) as script:
        with pytest.raises(ProcessingTimeoutError, match="2 are not over") as caught:
            do(
                lambda client: everything(client.wait(things()[-4:-2], timeout=0)),
                api_url=script.url,
            )
        assert caught.value.pending == ["p", "o"]
        count = len(script.seen)
        for wrong in ("p", ["p"], 3, [{"id": "p"}]):
            with pytest.raises(TypeError, match="pass simulations"):
                do(lambda client, wrong=wrong: client.wait(wrong), api_url=script.url)
        with pytest.raises(ValueError, match="poll_interval"):
            do(lambda client: client.wait([], poll_interval=0), api_url=script.url)
    assert len(script.seen) == count


def test_uploads_and_runs_of_the_embedded_platform(do: Any) -> None:
    config = {"elements": {"fit": {"element_type": "data_fit", "objectives": {}}}}
    fit = do(lambda client: client.pipeline.create(config, name="wait"))
    series = {
        "Time [s]": [0.0, 1.0, 2.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }
    spec = do(lambda client: client.cell_spec.create_or_get({"name": "wait"}))
    cell = do(lambda client: client.cell_instance.create_or_get(spec.id, {"name": "wait"}))
    upload = do(
        lambda client: client.cell_measurement.create(
            cell.id,
            {"measurement": {"name": f"wait {fit.id}"}, "time_series": series},
            wait_for_processing=False,
        )
    )
    ended = do(
        lambda client: everything(client.wait([fit, upload], raise_on_failure=False)),
    )
    states = {one.id: one.get("processing_status") or one.status for one in ended}
    assert states == {fit.id: "failed", upload.id: "ready"}


def test_the_pauses_of_a_wait_start_again_when_one_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others may end about then."""
    slept: list[float] = []

    async def sleep(_backend: Any, seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(BlockingBackend, "sleep", sleep)
    jobs = [Job.from_dict({"job_id": one, "status": "pending"}) for one in ("k1", "k2")]
    with (
        scripted(answer=service({"k1": 4, "k2": 6})) as script,
        Ionworks(api_url=script.url, api_key="k") as client,
    ):
        assert [one.id for one in client.wait(jobs, poll_interval=0.015)] == ["k1", "k2"]
    assert slept == [0.005, 0.01, 0.015, 0.005]
