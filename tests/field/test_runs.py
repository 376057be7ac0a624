"""Optimizations, simple pipelines, and the calls of jobs and pipelines beside their lists."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.runs import answer, everything, pipeline
from support.scripted import scripted

from ionworks import BadRequestError, JobFailedError, NotFoundError, RequestValidationError


def deprecated() -> Any:
    return pytest.warns(DeprecationWarning, match=r"client\.simple_pipeline\..*deprecated")


FIT = {"fit": {"element_type": "data_fit", "objectives": {}}}
METADATA = {
    "intermediate_results": [{"best_cost": 1.0, "inputs": {"a": 1.0}}],
    "samples": {"a": [1.0]},
    "sample_burnin": 1,
}


def test_optimizations_are_kept_changed_and_run_again(do: Any) -> None:
    config = {"a": [1, 2], "config": {"b": 1}}
    made = do(lambda client: client.optimization.run({"name": "thick", "config": config}))
    assert (made.status, made.run_count, made.config) == ("failed", 1, config)
    job = do(lambda client: client.job.get(made.job_id))
    assert (job.job_type, job.error) == ("optimize", made.error)
    page = do(lambda client: client.optimization.list())
    assert page["optimizations"][0] == page[0]
    assert (page["count"], page.get("count"), "total" in page) == (len(page), len(page), True)
    assert (page[0].id, page["total"], page.get("other")) == (made.id, page.total, None)
    walked = do(lambda client: everything(client.optimization.iter()))
    assert made.id in [one.id for one in walked]
    renamed = do(lambda client: client.optimization.update(made, {"name": "thin"}))
    assert (renamed.name, renamed.job_id) == ("thin", made.job_id)
    again = do(lambda client: client.optimization.resubmit(made))
    assert again.run_count == 2
    with pytest.raises(NotFoundError):
        do(lambda client: client.job.get(made.job_id))
    assert do(lambda client: client.optimization.cancel(made)).job_id == again.job_id
    with pytest.raises(JobFailedError, match=r"Optimization 'thin'.*hosted service"):
        do(lambda client: client.optimization.wait_for_completion(made.id, verbose=False))
    template = do(lambda client: client.optimization.create_template({"name": "density"}))
    assert template in do(lambda client: client.optimization.list_templates())
    with pytest.raises(RequestValidationError, match="name"):
        do(lambda client: client.optimization.run({"name": ""}))


def test_simple_pipelines_warn_and_are_kept(do: Any) -> None:
    with pytest.warns(DeprecationWarning, match=r"use client\.pipeline\.create") as caught:
        made = do(lambda client: client.simple_pipeline.create({"elements": FIT, "name": "one"}))
    assert "tests" in caught[0].filename  # a line of the caller, none of the package
    assert (made.name, made.status, made.is_terminal) == ("one", "failed", True)
    with deprecated():
        page = do(lambda client: client.simple_pipeline.list(name="ONE", status="failed"))
    assert made.id in [one.id for one in page]
    with deprecated():
        changed = do(lambda client: client.simple_pipeline.update(made, description="new"))
    assert (changed.name, changed.description) == ("one", "new")
    with deprecated(), pytest.raises(JobFailedError, match="'one'"):
        do(lambda client: client.simple_pipeline.wait_for_completion(made, verbose=False))
    with deprecated(), pytest.raises(BadRequestError, match="elements"):
        do(lambda client: client.simple_pipeline.create({"elements": {**FIT, "two": FIT["fit"]}}))
    with deprecated():
        do(lambda client: client.simple_pipeline.delete(made))
    with pytest.raises(NotFoundError):
        do(lambda client: client.job.get(made.job_id))


def test_what_stands_beside_a_configuration_wins(do: Any) -> None:
    with scripted(answer(pipeline(elements=[]), 201)) as script:
        do(
            lambda client: client.pipeline.create(
                {"elements": {}, "name": "a", "project_id": "b"}, project_id="c", name="d"
            ),
            api_url=script.url,
        )
    body = json.loads(script.seen[0].body)
    assert body == {"elements": {}, "name": "d", "project_id": "c", "options": {}}


def test_pipelines_are_listed_by_position_and_by_operators(do: Any) -> None:
    with scripted(answer([])) as script:
        do(
            lambda client: client.pipeline.list("P", 5, 10, name="eq.fit", created_at="gte.2026"),
            api_url=script.url,
        )
    assert script.seen[0].path == (
        "/pipelines?project_id=P&limit=5&skip=10&name=eq.fit&created_at=gte.2026"
    )


def test_a_pipeline_is_named_by_either_argument_and_changed_in_both_forms(do: Any) -> None:
    made = do(lambda client: client.pipeline.create({"elements": FIT}, name="P"))
    for names in ({"job_id": made.id}, {"pipeline_id": made}):
        assert do(lambda client, names=names: client.pipeline.get(**names)).id == made.id
    with pytest.raises(TypeError, match="once"):
        do(lambda client: client.pipeline.get())
    assert do(lambda client: client.pipeline.update(made, None, "text")).description == "text"
    assert do(lambda client: client.pipeline.update(made, {"name": "Q"})).name == "Q"
    with pytest.raises(ValueError, match="nothing is to be changed"):
        do(lambda client: client.pipeline.update(made))
    (element,) = do(lambda client: client.pipeline.elements(made))
    assert do(lambda client: client.pipeline.element(element)).job_id == element.job_id
    job = do(lambda client: client.job.get(element.job_id))
    assert (job.job_type, job.project_id) == ("datafit", made.project_id)
    do(lambda client: client.pipeline.delete(made))
    with pytest.raises(NotFoundError):
        do(lambda client: client.job.get(element.job_id))


def test_what_an_element_recorded_is_read_by_its_name(do: Any) -> None:
    elements = [{"name": "fit", "job_id": "j"}, {"name": "known", "job_id": None}]
    with scripted(answer(METADATA)) as script:

        def read(name: str) -> Any:
            return do(
                lambda client: client.pipeline.get_element_metadata("p", name, elements),
                api_url=script.url,
            )

        assert read("fit") == METADATA
        with pytest.raises(ValueError, match="no element 'none'; it has 'fit', 'known'"):
            read("none")
        with pytest.raises(ValueError, match="has no job"):
            read("known")
        do(
            lambda client: client.pipeline.get_element_series(
                "p", "fit", "o", elements, columns=["V", "I [A]"], max_points=5
            ),
            api_url=script.url,
        )
    assert [seen.path for seen in script.seen] == [
        "/jobs/j/metadata",
        "/jobs/j/series?objective=o&source=optimal&columns=V%2CI+%5BA%5D&max_points=5",
    ]


def test_parts_of_what_a_job_recorded(do: Any) -> None:
    with scripted(answer(METADATA)) as script:
        trace = do(lambda client: client.job.get_parameter_trace("j"), api_url=script.url)
        samples = do(lambda client: client.job.get_posterior_samples("j"), api_url=script.url)
    assert trace == METADATA["intermediate_results"]
    assert samples == {"samples": {"a": [1.0]}, "sample_burnin": 1}


def test_plots_of_fits_and_validations(do: Any) -> None:
    plot = {"traces": [], "layout": {"title": "V"}}
    with scripted(answer(plot)) as script:
        assert do(lambda client: client.job.get_plot_data("j", "o"), api_url=script.url) == plot
        do(
            lambda client: client.job.get_plot_data("j", "o", 1, of_validation=True),
            api_url=script.url,
        )
    query = "objective_name=o&plot_index={}&max_points=2000"
    assert [seen.path for seen in script.seen] == [
        f"/pipelines/datafits/j/plot_data?{query.format(0)}",
        f"/pipelines/validations/j/plot_data?{query.format(1)}",
    ]
