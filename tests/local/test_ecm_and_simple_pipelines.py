"""Fits and simple pipelines, which are kept and not run."""

import pytest

from ionworks.local.handlers.ecm import _check_options


def test_a_fit_is_a_job_of_the_project_of_its_measurements(lab):
    elsewhere = lab.project()
    specification = lab.specification(project_id=elsewhere)
    path = f"/cell_instances/{lab.cell(specification)}/cell_measurements/create"
    measurement = lab.post(path, {"name": "m", "properties": {}})["id"]
    one = {"id": measurement, "capacity": 5, "start_step": 2, "end_step": 2}
    made = lab.post("/ecm/fit-from-measurements", {"measurements": [one, one]})
    job = lab.get(f"/jobs/{made['job_id']}")
    assert (job["job_type"], job["project_id"], made["status"]) == ("ecm_fit", elsewhere, "failed")
    assert lab.get("/ecm/examples") == []
    for path, where in (("/ecm/examples/e/data", {}), ("/ecm/fit", {"example_id": "e"})):
        method = "POST" if where else "GET"
        refusal = lab.refused(404, method, path, params=where)
        assert refusal["detail"] == {"resource_type": "ecm_example", "resource_id": "e"}
    pair = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
    curves = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [pair]}
    saved = lab.post(
        "/ecm/save-to-project",
        {
            "cell_spec_id": specification,
            "name": "fit",
            "description": "d",
            "num_rcs": 1,
            "fit_results": curves,
        },
    )
    model = lab.get(f"/models/{saved['model_id']}")
    assert (model["name"], model["description"], model["project_id"]) == ("fit", "d", elsewhere)
    assert model["config"] == {"type": "ECM", "options": {"number of rc elements": 1}}
    fitted = lab.get(f"/parameterized_models/{saved['parameterized_model_id']}")
    assert (fitted["cell_spec_id"], fitted["model_id"]) == (specification, saved["model_id"])
    assert (fitted["name"], fitted["description"]) == ("fit", "d")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"ocv_soc_curve": {"soc": [0, 1], "ocv": [3, 4]}},
        {"knot_schedule": [1, 2], "num_knots": 2},
        {"knot_schedule": [3]},
        {"bounds_capacity": {"lo": 1, "hi": 1.001}},
    ],
)
def test_options_of_a_fit_at_their_bounds_are_accepted(options):
    _check_options(options)


def test_a_simple_pipeline_that_computes_nothing_has_no_job(lab):
    elements = {"a": {"element_type": "entry", "values": {}}, "b": {"element_type": "calculation"}}
    made = lab.post("/simple_pipelines", {"name": "p", "config": {"elements": elements}})
    assert made["job_id"] is None
    assert (made["status"], made["is_terminal"], made["is_failed"]) == ("failed", True, True)
    assert lab.get("/jobs")["total"] == 0
    elements["c"] = {"element_type": "validation"}
    computing = lab.post("/simple_pipelines", {"name": "q", "config": {"elements": elements}})
    assert lab.get(f"/jobs/{computing['job_id']}")["job_type"] == "validation"
    elements["d"] = {"element_type": "data_fit"}
    lab.refused(
        400, "POST", "/simple_pipelines", json={"name": "r", "config": {"elements": elements}}
    )
