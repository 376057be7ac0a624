"""Wrong arguments are refused by name, before anything is sent or made."""

from __future__ import annotations

from typing import Any

import httpx
import polars as pl
import pytest

from ionworks import NotFoundError, RequestValidationError

FRAME = pl.DataFrame({"a": [1, 2]})
PLAN = {
    "name": "plan",
    "protocol_id": "p",
    "cell_specification_id": "s",
    "estimated_duration_seconds": 60,
}
VALUES = {"name": "values", "model_id": "m"}


@pytest.mark.parametrize(
    ("act", "error", "named"),
    [
        (lambda c: c.model.list(name=5), TypeError, "`name`"),
        (lambda c: c.model.list(name_exact=["x"]), TypeError, "`name_exact`"),
        (lambda c: c.site.list(location=b"x"), TypeError, "`location`"),
        (lambda c: c.pipeline.list(status=5), TypeError, "`status`"),
        (lambda c: c.study.list(limit=[]), TypeError, "`limit`"),
        (lambda c: c.job.list(offset={}), TypeError, "`offset`"),
        (lambda c: c.job.list(status=pl.DataFrame()), TypeError, "`status`"),
        (lambda c: c.job.list(job_type=5), TypeError, "`job_type`"),
        (lambda c: c.site.list(created_after=5), TypeError, "`created_after`"),
        (lambda c: c.model.list(updated_before="soon"), ValueError, "`updated_before`"),
        (lambda c: c.model.list(created_after=pl.DataFrame()), TypeError, "`created_after`"),
        (lambda c: c.pipeline.list(created_at=[]), TypeError, "`created_at`"),
        (
            lambda c: c.planned_measurement.schedule("p", "c", {}, "2030-01-01"),
            TypeError,
            "`planned_start_time`",
        ),
        (lambda c: c.job.get_series("j", "o", columns=[None]), TypeError, "`columns`"),
        (lambda c: c.study.list(project_id=""), ValueError, "project_id"),
        (lambda c: c.study.create({"name": "s"}, {}), TypeError, "project_id"),
        (lambda c: c.protocol.list([]), TypeError, "project_id"),
        (lambda c: c.lab.free_channels("p", min_volts="3"), TypeError, "`min_volts`"),
        (lambda c: c.lab.free_channels("p", max_volts=float("nan")), ValueError, "`max_volts`"),
        (
            lambda c: c.planned_measurement.apply_auto_schedule_proposal(None),
            TypeError,
            "`assignments`",
        ),
        (lambda c: c.simulation.get_statuses({}), TypeError, "`simulation_ids`"),
        (lambda c: c.simulation.get_statuses(pl.DataFrame()), TypeError, "`simulation_ids`"),
        (lambda c: c.pipeline.update("p", name=5), TypeError, "`name`"),
        (lambda c: c.protocol.find_input_references(5), TypeError, "`protocol`"),
        (lambda c: c.ecm.fit_from_example("e", initial_soc="1"), TypeError, "`initial_soc`"),
        (lambda c: c.ecm.fit_from_file(b"x", capacity=True, filename="x"), TypeError, "`capacity`"),
        (lambda c: c.ecm.detect_and_read(""), ValueError, "path of the file"),
        (lambda c: c.ecm.fit_from_file(b"x", filename=5), TypeError, "name of a file"),
        (
            lambda c: c.ecm.save_to_project(
                "n", "s", {"soc": [0], "ocv": [3], "r0": [1], "rc_pairs": 5}
            ),
            TypeError,
            "`rc_pairs`",
        ),
    ],
)
def test_a_wrong_argument_is_named(do: Any, act: Any, error: Any, named: str) -> None:
    with pytest.raises(error, match=named):
        do(act)


@pytest.mark.parametrize(
    ("wrong", "error", "named"),
    [
        ({"columns": 5}, TypeError, "`columns`"),
        ({"plots": 5}, TypeError, "`plots`"),
        ({"metadata": "x"}, TypeError, "`metadata`"),
        ({"notes": 5}, TypeError, "`notes`"),
        ({"notes": "\ud800"}, ValueError, "`notes`"),
    ],
)
def test_a_wrong_part_of_an_analysis_is_named(
    do: Any, wrong: dict[str, Any], error: Any, named: str
) -> None:
    table = pl.DataFrame({"x": [1.0]})
    with pytest.raises(error, match=named):
        do(lambda client: client.analysis.create("m", "a", "ocv", table, **wrong))


def test_a_blank_name_changes_nothing(do: Any) -> None:
    model = do(lambda client: client.model.create({"name": "m", "config": {"type": "SPM"}}))
    with pytest.raises(RequestValidationError, match=r"body\.name"):
        do(lambda client: client.model.update(model, {"name": "  "}))
    assert do(lambda client: client.model.get(model.id)).name == "m"
    site = do(lambda client: client.site.create({"name": f"site {model.id}"}))
    with pytest.raises(RequestValidationError, match=r"body\.name"):
        do(lambda client: client.site.update(site, {"name": "  "}))
    assert do(lambda client: client.site.get(site.id)).name == site.name


def test_an_empty_project_is_not_the_project_of_the_client(client: Any) -> None:
    with pytest.raises(ValueError, match="project_id"):
        client.urls.study("s", "")
    with pytest.raises(TypeError, match="project_id"):
        client.urls.project([])


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda c: c.pipeline.create({}, options=FRAME), "`options`"),
        (lambda c: c.model.serialize("SPM", options=FRAME), "`options`"),
        (lambda c: c.validate_pybamm_model_config("SPM", options=FRAME), "`options`"),
        (lambda c: c.raw_data.upload(b"x", name="x", metadata=FRAME), "`metadata`"),
        (lambda c: c.cell_spec.list(include_components=FRAME), "`include_components`"),
        (lambda c: c.cell_measurement.steps("m", use_cache=FRAME), "`use_cache`|no cell"),
        (lambda c: c.protocol.create("n", {"steps": []}, force_create=FRAME), "`force_create`"),
        (lambda c: c.organization.invite("a@b.org", FRAME), "`role`"),
        (lambda c: c.cell_spec.update("s", FRAME), "`data`"),
        (lambda c: c.planned_measurement.create({**PLAN, "protocol_id": FRAME}), "protocol_id"),
        (lambda c: c.planned_measurement.create({**PLAN, "status": FRAME}), "status"),
        (lambda c: c.parameterized_model.create(None, {**VALUES, "parameters": " "}), "parameters"),
        (lambda c: c.post_multipart("/x", [5]), "`files`"),
        (lambda c: c.project.create({"name": FRAME}), "`name` of the project is a DataFrame"),
    ],
)
def test_a_frame_is_refused_where_something_else_is_wanted(do: Any, act: Any, named: str) -> None:
    with pytest.raises((TypeError, ValueError, NotFoundError), match=named) as caught:
        do(act)
    assert "shape: " not in str(caught.value)
    assert "truth value" not in str(caught.value)


@pytest.mark.parametrize("name", [" ", "\t\n"])
def test_the_platform_refuses_a_blank_name_by_its_field(
    connection: dict[str, Any], name: str
) -> None:
    headers = {"X-API-Key": connection["api_key"]}
    with httpx.Client(base_url=connection["api_url"], headers=headers, trust_env=False) as api:
        project = connection["project_id"]
        measurement = {"measurement": {"name": name}}
        spec = api.post("/cell_specifications", json={"name": "S", "project_id": project}).json()
        cells = f"/cell_specifications/{spec['id']}/cell_instances"
        cell = api.post(cells, json={"name": "C"}).json()["id"]
        raw = {"name": name, "filename": "a.csv", "project_id": project}
        for method, path, body in (
            ("POST", "/projects", {"name": name}),
            ("PATCH", f"/projects/{project}", {"name": name}),
            ("POST", f"/cell_instances/{cell}/cell_measurements/initiate-upload", measurement),
            ("POST", "/raw_data/initiate-upload", raw),
        ):
            answer = api.request(method, path, json=body)
            assert answer.status_code == 422, path
            assert "name" in answer.text
