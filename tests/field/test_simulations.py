"""Simulations: what is sent, what is kept, how a wait ends, and the columns of a result."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from support.runs import answer
from support.scripted import Reply, Seen, scripted

from ionworks import JobFailedError, NotFoundError, ProcessingTimeoutError

REST = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
QUICK = {"capacity": 5.0, "chemistry": "NMC/Graphite"}
INLINE = {"parameterized_model": QUICK, "protocol_experiment": {"protocol": REST, "name": "Rest"}}
GRID = {
    "sampling": "grid",
    "rows": [
        {"type": "range", "name": "L", "min": 1.0, "max": 2.0, "count": 3},
        {"type": "discrete", "name": "M", "values": [1.0, 2.0]},
    ],
}


def started(seen: Seen) -> Reply:
    if seen.path == "/protocols/parse-to-template":
        return answer({"template_id": "T"})
    return answer([{"simulation_id": "s1", "job_id": "j1"}])


def sent(do: Any, config: Any, method: str = "protocol", **settings: Any) -> list[Any]:
    with scripted(answer=started) as script:
        do(
            lambda client: getattr(client.simulation, method)(config),
            api_url=script.url,
            **settings,
        )
    return [json.loads(seen.body) for seen in script.seen]


def test_an_inline_protocol_is_saved_and_then_run(do: Any) -> None:
    config = {
        **INLINE,
        "experiment_parameters": {"Initial SOC": np.float32(0.5)},
        "design_parameters": {"L": 1},
        "extra_variables": ["Voltage [V]"],
    }
    parse, batch = sent(do, config, project_id="P")
    shared = {"Initial SOC": 0.5}
    assert parse == {
        "protocol_experiment": INLINE["protocol_experiment"],
        "experiment_parameters": shared,
        "project_id": "P",
    }
    assert batch == {
        "parameterized_model": {"quick_model": QUICK},
        "experiment_template_id": "T",
        "experiment_parameter_sets": [shared],
        "design_parameters_doe": {
            "sampling": "grid",
            "rows": [{"type": "discrete", "name": "L", "values": [1.0]}],
        },
        "extra_variables": ["Voltage [V]"],
        "project_id": "P",
    }


def test_a_saved_protocol_takes_one_request_and_no_project(do: Any) -> None:
    (body,) = sent(do, {"parameterized_model": "pm", "protocol_id": "T"}, project_id="P")
    assert body == {
        "parameterized_model": "pm",
        "experiment_template_id": "T",
        "experiment_parameter_sets": [{}],
    }


def test_conditions_have_what_they_share(do: Any) -> None:
    config = {
        **INLINE,
        "experiment_parameters": {"T": 1.0, "S": 2.0},
        "conditions": [
            {"experiment_parameters": {"T": 5.0, "C": 1.0}},
            {"experiment_parameters": {"C": 2.0}, "design_parameters": {"L": 2.0}},
        ],
    }
    parse, batch = sent(do, config, "protocol_batch")
    assert parse["experiment_parameters"] == {"T": 1.0, "S": 2.0, "C": 1.0}
    assert batch["conditions"] == [
        {"experiment_parameters": {"T": 5.0, "S": 2.0, "C": 1.0}, "design_parameters": {}},
        {
            "experiment_parameters": {"T": 1.0, "S": 2.0, "C": 2.0},
            "design_parameters": {"L": 2.0},
        },
    ]


@pytest.mark.parametrize(
    ("config", "error", "text"),
    [
        ({}, ValueError, "parameterized_model"),
        ({**INLINE, "protocol_id": "T"}, ValueError, "protocol_id"),
        ({**INLINE, "desing_parameters": {}}, ValueError, "did you mean 'design_parameters'"),
        ({**INLINE, "conditions": [{}]}, ValueError, "conditions"),
        ({**INLINE, "design_parameters_doe": GRID}, ValueError, "gives 6 runs"),
        ({**INLINE, "experiment_parameters": {"T": float("nan")}}, ValueError, r"\['T'\]"),
        ({**INLINE, "experiment_parameters": {"T": [1]}}, TypeError, r"\['T'\]"),
        ({**INLINE, "parameterized_model": {"capcity": 1}}, ValueError, "'capacity'"),
        ({**INLINE, "protocol_experiment": {"protocol": REST}}, ValueError, "experiment.name"),
        ({**INLINE, "max_backward_jumps": -1}, ValueError, "max_backward_jumps"),
    ],
)
def test_a_wrong_configuration_costs_no_request(
    do: Any, config: Any, error: Any, text: str
) -> None:
    with scripted() as script:
        with pytest.raises(error, match=text):
            do(lambda client: client.simulation.protocol(config), api_url=script.url)
    assert script.seen == []


def test_lists_need_one_scope(do: Any) -> None:
    with scripted() as script:
        with pytest.raises(ValueError, match="parameterized_model_id"):
            do(lambda client: client.simulation.list(), api_url=script.url)
        with pytest.raises(ValueError, match="not both"):
            do(lambda client: client.simulation.list("pm", "st"), api_url=script.url)
    assert script.seen == []


# --- waiting and results, on a scripted service -----------------------------------------


def service(polls: int, **ends: str) -> Any:
    """Answer as a service whose simulations end at the poll `polls`."""
    asked = 0

    def reply(seen: Seen) -> Reply:
        nonlocal asked
        if seen.path == "/simulations/statuses":
            asked += 1
            ids = json.loads(seen.body)["simulation_ids"]
            stated = [
                {
                    "simulation_id": one,
                    "status": ends[one] if asked >= polls else "processing",
                    "updated_at": "2026-01-01T00:00:00Z",
                    "error": "diverged" if ends[one] == "failed" else None,
                }
                for one in ids
                if one in ends
            ]
            return answer(stated)
        return answer({"id": seen.path.rpartition("/")[2], "job_id": "j", "storage_folder": "f"})

    return reply


def test_one_request_asks_for_all_states(do: Any) -> None:
    ids = [f"s{number}" for number in range(5)]
    with scripted(answer=service(3, **dict.fromkeys(ids, "completed"))) as script:
        ended = do(
            lambda client: client.simulation.wait_for_completion(ids, verbose=False),
            api_url=script.url,
        )
    assert [(one.id, one.status) for one in ended] == [(one, "completed") for one in ids]
    asked = [seen.path for seen in script.seen]
    assert asked.count("/simulations/statuses") == 3
    assert len(asked) == 3 + len(ids)


def test_failures_are_raised_when_all_have_ended_or_left_out(do: Any, capsys: Any) -> None:
    reply = service(1, a="completed", b="failed")
    with scripted(answer=reply) as script:
        wait = lambda **options: do(  # noqa: E731
            lambda client: client.simulation.wait_for_completion(["a", "b"], **options),
            api_url=script.url,
        )
        with pytest.raises(JobFailedError, match="1 of 2 simulations failed: b: failed, diverged"):
            wait()
        assert "Simulation b: failed" in capsys.readouterr().out
        with pytest.warns(UserWarning, match=r"left out: \['b'\]"):
            left = wait(raise_on_failure=False, verbose=False)
        assert [one.id for one in left] == ["a"]
        alone = do(
            lambda client: client.simulation.wait_for_completion(
                "b", verbose=False, raise_on_failure=False
            ),
            api_url=script.url,
        )
    assert (alone.status, alone.error) == ("failed", "diverged")


def test_a_wait_has_a_limit(do: Any) -> None:
    with scripted(answer=service(99, a="completed")) as script:
        with pytest.raises(ProcessingTimeoutError) as caught:
            do(
                lambda client: client.simulation.wait_for_completion("a", timeout=0),
                api_url=script.url,
            )
    assert caught.value.pending == ["a"]


def parquet(frame: pl.DataFrame) -> Reply:
    file = io.BytesIO()
    frame.write_parquet(file)
    return Reply(200, file.getvalue(), {"Content-Type": "application/octet-stream"})


def test_a_result_gets_the_columns_that_follow(do: Any) -> None:
    series = pl.DataFrame(
        {
            "Time [s]": [0.0, 3600.0, 7200.0, 10800.0],
            "Step count": [0, 0, 1, 1],
            "Discharge capacity [A.h]": [0.0, 1.0, 0.0, 0.0],
            "Charge capacity [A.h]": [0.0, 0.0, 0.0, 0.5],
        }
    )
    steps = pl.DataFrame(
        {
            "Step count": [0, 1],
            "Discharge capacity [A.h]": [1.0, 0.0],
            "Charge capacity [A.h]": [0.0, 0.5],
            "Discharge energy [W.h]": [3.9, 0.0],
            "Charge energy [W.h]": [0.0, 1.9],
        }
    )

    def reply(seen: Seen) -> Reply:
        if seen.path.startswith("/file/"):
            return parquet(series if seen.path.endswith("time_series") else steps)
        if seen.path.endswith("/download"):
            where = seen.path.split("/")[-2]
            return Reply(302, b"", {"Location": f"/file/{where}"})
        return answer({"id": "s1", "metrics": {"Energy [W.h]": 3.9}})

    with scripted(answer=reply) as script:
        result = do(lambda client: client.simulation.get_result("s1"), api_url=script.url)
    assert result.metrics == {"Energy [W.h]": 3.9}
    assert result.time_series["Step capacity [A.h]"].to_list() == [0.0, 1.0, 0.0, -0.5]
    assert result.time_series["Capacity [A.h]"].to_list() == [0.0, 1.0, 1.0, 0.5]
    assert result.steps["Delta capacity [A.h]"].to_list() == [1.0, -0.5]
    assert result.steps["Delta energy [W.h]"].to_list() == [3.9, -1.9]


# --- on the embedded platform, which keeps simulations and runs none ---------------------


def test_simulations_are_kept_found_and_deleted(do: Any) -> None:
    batch = do(
        lambda client: client.simulation.protocol_batch({**INLINE, "design_parameters_doe": GRID})
    )
    assert len({one.id for one in batch}) == 6
    assert not any(one.already_existed for one in batch)
    again = do(
        lambda client: client.simulation.protocol_batch({**INLINE, "design_parameters_doe": GRID})
    )
    assert [one.id for one in again] == [one.id for one in batch]
    assert all(one.already_existed for one in again)
    protocol = batch[0].protocol_id
    page = do(lambda client: client.simulation.list(protocol_id=protocol, limit=2, offset=1))
    assert (len(page), page.total) == (2, 6)
    found = do(lambda client: client.simulation.list(protocol_id=protocol))
    assert sorted((one.design["L"], one.design["M"]) for one in found) == [
        (low, high) for low in (1.0, 1.5, 2.0) for high in (1.0, 2.0)
    ]
    none = do(lambda client: client.simulation.list(protocol_id=protocol, state="completed"))
    assert none.total == 0
    one = found[0]
    job = do(lambda client: client.job.get(one.job_id))
    assert (job.job_type, job.status, job.is_failed) == ("simulate", "failed", True)
    assert "hosted service" in job.error == one.error
    with pytest.raises(NotFoundError, match="hosted service"):
        do(lambda client: client.simulation.get_result(one))
    study = do(lambda client: client.study.create({"name": "runs"}))
    do(lambda client: client.study.assign_simulation(study.id, one.id))
    assert [each.id for each in do(lambda client: client.simulation.list(study_id=study.id))] == [
        one.id
    ]
    assert do(lambda client: client.study.get(study)).simulation_count == 1
    do(lambda client: client.simulation.delete(one))
    assert do(lambda client: client.study.get(study)).simulation_count == 0
    with pytest.raises(NotFoundError):
        do(lambda client: client.job.get(one.job_id))
    left = do(lambda client: client.simulation.get_statuses([each.id for each in found]))
    assert len(left) == 5
    for each in left:
        do(lambda client, each=each: client.simulation.delete(each.simulation_id))


def test_what_a_simulation_names_has_to_be_there(do: Any) -> None:
    with pytest.raises(NotFoundError, match="protocol"):
        do(
            lambda client: client.simulation.protocol(
                {"parameterized_model": QUICK, "protocol_id": "absent"}
            )
        )
    with pytest.raises(NotFoundError, match="study"):
        do(lambda client: client.simulation.protocol({**INLINE, "study_id": "absent"}))
