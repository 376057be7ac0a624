"""Simulations: what is stored of them, in which order, and in which study."""

import pytest

from ionworks.local.handlers import simulations

TEMPLATE = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


def batch(lab, project, **fields):
    body = {
        "project_id": project,
        "parameterized_model": {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}},
        "experiment_template_id": lab.post("/experiment_templates", TEMPLATE)["id"],
        "experiment_parameter_sets": [{"rate": 1}],
        **fields,
    }
    return lab.post("/simulations/with-template/batch", body)


def test_simulations_are_put_into_a_study_once_and_taken_out(lab, api, project):
    (made,) = batch(lab, project)
    assert not made["already_existed"]
    assert batch(lab, project)[0] == {**made, "already_existed": True}
    (other,) = batch(lab, project, extra_variables=["x"])
    assert (other["simulation_id"] != made["simulation_id"], other["already_existed"]) == (
        True,
        False,
    )
    study = lab.post(f"/projects/{project}/studies", {"name": "s"})["id"]
    path = f"/projects/{project}/studies/{study}/simulations/{made['simulation_id']}"
    assert [api.post(path, json={}).status_code for _ in range(2)] == [201, 200]
    lab.post(path.replace(made["simulation_id"], other["simulation_id"]))
    assert lab.get(f"/projects/{project}/studies/{study}")["simulation_count"] == 2
    lab.delete(path)
    assert lab.get(f"/projects/{project}/studies/{study}")["simulation_count"] == 1
    assert lab.get("/simulations", study_id=study, state="failed")["total"] == 1
    assert lab.get("/simulations", study_id=study, state="completed")["total"] == 0
    elsewhere = f"/projects/{lab.project()}/studies/{study}/simulations/{made['simulation_id']}"
    lab.refused(404, "DELETE", elsewhere)


def test_states_are_in_the_order_of_the_ids_and_a_page_of_them(lab, project):
    conditions = [{"experiment_parameters": {"rate": rate}} for rate in range(3)]
    made = batch(lab, project, conditions=conditions)
    ids = [one["simulation_id"] for one in made][::-1]

    def states(**query):
        asked = {"simulation_ids": [ids[0], "none", *ids], **query}
        return lab.post("/simulations/statuses", asked)

    assert [one["simulation_id"] for one in states()] == ids
    assert [one["simulation_id"] for one in states(offset=1, limit=1)] == ids[1:2]
    assert states()[0]["status"] == "failed"
    assert states()[0]["error_code"] == "SUBMISSION_FAILED"
    newest = lab.get(
        "/simulations", experiment_template_id=lab.get(f"/simulations/{ids[0]}")["experiment"]["id"]
    )
    assert [one["id"] for one in newest["simulations"]] == ids
    for what in ("time_series", "steps"):
        refusal = lab.refused(404, "GET", f"/simulations/{ids[0]}/{what}/download")
        assert "has no result" in refusal["message"]
    lab.refused(
        404,
        "POST",
        "/simulations/with-template/batch",
        json={
            "project_id": project,
            "parameterized_model": {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}},
            "experiment_template_id": lab.post("/experiment_templates", TEMPLATE)["id"],
            "experiment_parameter_sets": [{}],
            "study_id": "none",
        },
    )


def test_a_grid_has_as_many_points_as_a_request_may_have_runs():
    most = simulations.MOST_RUNS
    row = {"type": "range", "name": "L", "min": 1.0, "max": float(most), "count": most}
    points = list(simulations._points({"sampling": "grid", "rows": [row]}))
    assert points == [{"L": float(number)} for number in range(1, most + 1)]
    empty = {"type": "discrete", "name": "M"}
    assert list(simulations._points({"sampling": "grid", "rows": [row, empty]})) == []
    for missing in ("min", "max"):
        part = {name: value for name, value in {**row, "count": 2}.items() if name != missing}
        design = {"sampling": "grid", "rows": [part]}
        numbered = [{"design": design, "point": place} for place in (0, 1)]
        assert list(simulations._points(design)) == numbered


def test_a_quick_model_needs_a_project_and_a_stored_one_does_not(lab):
    body = {
        "parameterized_model": {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}},
        "experiment_template_id": lab.post("/experiment_templates", TEMPLATE)["id"],
        "experiment_parameter_sets": [{}],
    }
    path = "/simulations/with-template/batch"
    assert "name one as project_id" in lab.refused(400, "POST", path, json=body)["message"]
    model = lab.post("/models", {"name": "m", "config": {"type": "SPM"}})["id"]
    valued = {"name": "p", "model_id": model, "parameters": {"a": 1}}
    stored = lab.post("/parameterized_models", valued)["id"]
    (made,) = lab.post(path, {**body, "parameterized_model": stored})
    shown = lab.get(f"/simulations/{made['simulation_id']}")
    assert shown["parameterized_model"] == {"id": stored, "name": "p"}
    assert lab.get("/simulations", parameterized_model_id=stored)["total"] == 1
