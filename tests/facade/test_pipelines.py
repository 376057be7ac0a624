"""Pipelines, through both faces."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from support.runs import answer, everything, pipeline
from support.scripted import scripted

from ionworks import (
    AsyncIonworks,
    Ionworks,
    IonworksError,
    JobFailedError,
    MeasurementValidationError,
    NotFoundError,
    RequestValidationError,
)
from ionworks.loader import DataLoader

OCV = {"Capacity [A.h]": [0.0, 2.5, 5.0], "Voltage [V]": [4.2, 3.7, 3.0]}


def config(data: Any = "db:9b0c", **fields: Any) -> dict[str, Any]:
    fit = {"element_type": "data_fit", "objectives": {"ocv": {"data": data}}, "parameters": {}}
    known = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}
    return {"name": "OCV fit", "elements": {"known": known, "fit": fit}, **fields}


def sent(do: Any, given: Any, **settings: Any) -> dict[str, Any]:
    """Run a configuration and give what arrived."""
    with scripted(answer(pipeline(elements=[]), 201)) as script:
        do(lambda client: client.pipeline.run(given), api_url=script.url, **settings)
    (seen,) = script.seen
    assert (seen.method, seen.path) == ("POST", "/pipelines")
    body: dict[str, Any] = json.loads(seen.body)
    return body


# --- what is sent ---------------------------------------------------------------------


def test_run_and_create_are_one_call() -> None:
    with Ionworks(api_url="http://127.0.0.1:9", api_key="k") as client:
        assert client.pipeline.run.__func__ is client.pipeline.create.__func__
        assert "Start a pipeline" in (client.pipeline.run.__doc__ or "")
    assert AsyncIonworks(api_url="http://127.0.0.1:9", api_key="k").pipeline.run.__doc__


@pytest.mark.parametrize(
    "data",
    [
        pl.DataFrame(OCV),
        pd.DataFrame(OCV),
        DataLoader(pl.DataFrame(OCV)),
        [pl.DataFrame(OCV), pd.DataFrame(OCV)],
    ],
    ids=["polars", "pandas", "loader", "list"],
)
def test_frames_are_sent_as_columns(do: Any, data: Any) -> None:
    found = sent(do, config(data))["elements"]["fit"]["objectives"]["ocv"]["data"]
    if isinstance(data, list):
        assert found == [OCV, OCV]
    elif isinstance(data, DataLoader):
        assert found == {"data": OCV}
    else:
        assert found == OCV


def test_references_are_sent_as_they_are(do: Any) -> None:
    loader = DataLoader.from_db("9b0c", options={"first_step": 2})
    assert sent(do, config())["elements"] == config()["elements"]
    assert sent(do, config(loader))["elements"]["fit"]["objectives"]["ocv"]["data"] == {
        "data": "db:9b0c",
        "options": {"first_step": 2},
    }


def test_project_and_options_have_defaults(do: Any, connection: dict[str, Any]) -> None:
    assert sent(do, config())["project_id"] == connection["project_id"]
    assert sent(do, config(project_id="other"))["project_id"] == "other"
    assert "project_id" not in sent(do, config(), project_id=None)
    assert sent(do, config())["options"] == {}
    assert sent(do, config(options=None))["options"] == {}
    quiet = {"live_progress_updates": False}
    assert sent(do, config(options=quiet))["options"] == quiet


def test_what_cannot_be_sent_costs_no_request(do: Any) -> None:
    long = pl.DataFrame({"Time [s]": range(5000)})
    round_about = config()
    round_about["elements"]["fit"]["self"] = round_about["elements"]
    with scripted() as script:
        for wrong, error, text in [
            (config(long), MeasurementValidationError, "^Time series has 5000 rows, which exceeds"),
            (config("file:absent.csv"), FileNotFoundError, "there is no file absent.csv"),
            (round_about, ValueError, "contains itself"),
            (config(object()), TypeError, r"body\.elements\.fit\.objectives\.ocv\.data is a obj"),
            ("elements", TypeError, "a configuration is a dict"),
        ]:
            with pytest.raises(error, match=text):
                do(lambda client, wrong=wrong: client.pipeline.run(wrong), api_url=script.url)
    assert script.seen == []


def test_files_are_read_where_the_client_runs(do: Any, tmp_path: Path) -> None:
    pl.DataFrame(OCV).write_csv(tmp_path / "ocv.csv")
    body = sent(do, config(f"file:{tmp_path / 'ocv.csv'}"))
    assert body["elements"]["fit"]["objectives"]["ocv"]["data"] == OCV


def test_lists_are_paged_with_skip(do: Any, connection: dict[str, Any]) -> None:
    pages = [
        {"pipelines": [pipeline(1), pipeline(2)], "total": 3},
        {"pipelines": [pipeline(3)], "total": 3},
    ]
    with scripted(*map(answer, pages)) as script:
        found = do(lambda client: everything(client.pipeline.iter()), api_url=script.url)
    assert [one.id for one in found] == ["pipeline-1", "pipeline-2", "pipeline-3"]
    project = connection["project_id"]
    assert [seen.path for seen in script.seen] == [
        f"/pipelines?project_id={project}&limit=1000&skip=0",
        f"/pipelines?project_id={project}&limit=1000&skip=2",
    ]


def test_filters_are_sent(do: Any) -> None:
    with scripted(answer([pipeline()])) as script:
        page = do(
            lambda client: client.pipeline.list(
                limit=5,
                offset=10,
                name="fit",
                status="failed",
                created_after=datetime(2026, 3, 1, tzinfo=UTC),
                order_by="status",
                order="asc",
                project_id="p",
            ),
            api_url=script.url,
        )
    assert page.total == 1
    assert script.seen[0].path == (
        "/pipelines?project_id=p&limit=5&skip=10&name=ilike.%25fit%25&status=eq.failed"
        "&created_at_gt=2026-03-01T00%3A00%3A00%2B00%3A00&order_by=status&order=asc"
    )


def test_results_are_read(do: Any) -> None:
    found = {"result": {"D [m2.s-1]": 3.9e-14}, "element_results": {"fit": {"cost": 0.0012}}}
    with scripted(answer(found)) as script:
        result = do(lambda client: client.pipeline.result("one"), api_url=script.url)
    assert result.result == found["result"]
    assert result.element_results == found["element_results"]
    assert script.seen[0].path == "/pipelines/one/result"


def test_elements_are_read_with_their_progress(do: Any) -> None:
    element = {
        "id": "e1",
        "pipeline_id": "one",
        "name": "fit",
        "element_order": 1,
        "element_type": "Data Fit",
        "job_config": {"objectives": {}},
        "status": "running",
        "created_at": "2026-03-01T00:00:00Z",
        "updated_at": "2026-03-01T00:00:00Z",
        "progress": {"best_cost": 0.5},
    }
    with scripted(answer([element])) as script:
        (read,) = do(lambda client: client.pipeline.elements("one"), api_url=script.url)
    assert (read.name, read.status, read.job_config) == ("fit", "running", {"objectives": {}})
    assert read.progress == {"best_cost": 0.5}


# --- on the embedded platform, which keeps pipelines and runs none ----------------------


@pytest.fixture
def kept(do: Any) -> Any:
    return do(lambda client: client.pipeline.run(config(pl.DataFrame(OCV), description="First")))


def test_a_pipeline_is_kept_as_it_was_sent(do: Any, kept: Any, connection: dict[str, Any]) -> None:
    assert (kept.name, kept.description) == ("OCV fit", "First")
    assert kept.project_id == connection["project_id"]
    assert kept.web_link.endswith(f"/projects/{kept.project_id}/pipelines/{kept.id}")
    assert [element["name"] for element in kept.elements] == ["known", "fit"]
    known, fit = do(lambda client: client.pipeline.elements(kept.id))
    assert [known.element_order, fit.element_order] == [1, 2]
    assert known.pipeline_id == fit.pipeline_id == kept.id
    assert fit.job_config["objectives"] == {"ocv": {"data": OCV}}
    assert known.job_config["values"] == {"Ambient temperature [K]": 298.15}


def test_it_fails_and_says_that_nothing_ran(do: Any, kept: Any) -> None:
    with pytest.raises(
        JobFailedError, match="embedded platform stores pipelines and does not run"
    ) as caught:
        do(lambda client: client.pipeline.wait_for_completion(kept.id, timeout=10))
    assert (caught.value.id, caught.value.status) == (kept.id, "failed")
    over = do(lambda client: client.pipeline.get(kept.id))
    assert (over.is_terminal, over.is_failed) == (True, True)
    assert not any(
        element.result for element in do(lambda client: client.pipeline.elements(kept.id))
    )
    with pytest.raises(IonworksError):
        do(lambda client: client.pipeline.result(kept.id))


def test_its_jobs_are_listed(do: Any, kept: Any) -> None:
    with pytest.raises(JobFailedError):
        do(lambda client: client.pipeline.wait_for_completion(kept.id, timeout=10))
    fit = do(lambda client: client.pipeline.elements(kept.id))[1]
    job = do(lambda client: client.job.get(fit.job_id))
    assert (job.id, job.is_terminal, job.is_failed) == (fit.job_id, True, True)
    assert "does not run" in job.error
    listed = do(lambda client: everything(client.job.iter(status="failed")))
    assert fit.job_id in [one.id for one in listed]
    with pytest.raises(JobFailedError, match="does not run"):
        do(lambda client: client.job.wait_for_completion(fit.job_id, timeout=10))
    assert do(lambda client: client.job.cancel(fit.job_id)).is_terminal
    with pytest.raises(NotFoundError):
        do(lambda client: client.job.metadata(fit.job_id))


def test_pipelines_are_found(do: Any, kept: Any) -> None:
    other = do(lambda client: client.pipeline.create({"name": "Other", "elements": {}}))
    page = do(lambda client: client.pipeline.list(order_by="name", order="desc", limit=1))
    assert ([one.id for one in page], page.total) == ([other.id], 2)
    named = do(lambda client: client.pipeline.list(name="ocv"))
    assert [one.id for one in named] == [kept.id]
    exact = do(lambda client: client.pipeline.list(name_exact="Other", description=None))
    assert [one.id for one in exact] == [other.id]
    newest = do(lambda client: everything(client.pipeline.iter()))
    assert {one.id for one in newest} == {kept.id, other.id}


def test_a_pipeline_is_renamed_canceled_and_deleted(do: Any, kept: Any) -> None:
    renamed = do(lambda client: client.pipeline.update(kept.id, {"name": "Renamed"}))
    assert (renamed.name, renamed.description) == ("Renamed", "First")
    assert do(lambda client: client.pipeline.cancel(kept.id)).is_terminal
    do(lambda client: client.pipeline.delete(kept.id))
    for act in (
        lambda client: client.pipeline.get(kept.id),
        lambda client: client.pipeline.elements(kept.id),
        lambda client: client.pipeline.cancel(kept.id),
    ):
        with pytest.raises(NotFoundError):
            do(act)


def test_a_large_configuration_arrives(do: Any) -> None:
    frame = pl.DataFrame({f"column {n}": [n + row / 7 for row in range(1000)] for n in range(40)})
    kept = do(lambda client: client.pipeline.run(config(frame)))
    fit = do(lambda client: client.pipeline.elements(kept.id))[1]
    assert fit.job_config["objectives"]["ocv"]["data"] == frame.to_dict(as_series=False)


def test_wrong_fields_are_named(do: Any) -> None:
    for wrong, field in [
        ({"name": "No elements", "elements": 5}, "elements"),
        (config(nmae="typo"), "nmae"),
        ({"elements": {"fit": {"element_type": "datafit"}}}, "element_type"),
    ]:
        with pytest.raises(RequestValidationError, match=field):
            do(lambda client, wrong=wrong: client.pipeline.run(wrong))
