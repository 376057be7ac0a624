"""Optimizations and pipelines that are not run, and what the platform says of itself."""


def test_an_optimization_keeps_what_it_was_asked_for(lab):
    asked = {"name": "o", "config": {"a": 1}, "kind": "fit", "description": "d", "bounds": [2]}
    made = lab.post("/optimizations", asked)
    assert (made["kind"], made["description"], made["run_count"]) == ("fit", "d", 1)
    assert (made["config"], made["metrics"]) == ({"a": 1, "bounds": [2]}, None)
    assert (made["status"], made["error_code"]) == ("failed", "SUBMISSION_FAILED")
    bare = lab.post("/optimizations", {"kind": 3, "description": ["x"]})
    assert (bare["kind"], bare["description"], bare["config"]) == ("optimize", None, {})
    again = lab.post(f"/optimizations/{made['id']}/resubmit")
    assert again["run_count"] == 2
    assert again["updated_at"] > made["updated_at"]
    assert again["job_id"] != made["job_id"]
    lab.refused(404, "GET", f"/jobs/{made['job_id']}")
    assert lab.get(f"/jobs/{again['job_id']}")["job_type"] == "optimize"
    assert lab.post(f"/optimizations/{made['id']}/cancel") == again
    listed = lab.get("/optimizations")["optimizations"]
    assert [one["id"] for one in listed] == [bare["id"], made["id"]]  # the newest first
    model = {"parameterized_model_id": "none"}
    lab.refused(404, "POST", "/optimizations", json=model)


def test_templates_of_optimizations_are_those_of_a_project(lab):
    elsewhere = lab.project()
    first, second = (lab.post("/optimization_templates", {"name": name}) for name in "ab")
    form = {"name": "c", "project_id": elsewhere, "initial_form_data": {"x": 1}}
    there = lab.post("/optimization_templates", form)
    assert (first["access_level"], first["initial_form_data"]) == ("project", {})
    assert there["initial_form_data"] == {"x": 1}
    assert lab.get("/optimization_templates") == [first, second]
    assert lab.get("/optimization_templates", project_id=elsewhere) == [there]


def test_each_kind_of_element_has_its_label_and_its_job(lab):
    kinds = {
        "entry": ("Direct Entry", None),
        "data_fit": ("Data Fit", "datafit"),
        "array_data_fit": ("Array Data Fit", "datafit"),
        "calculation": ("Calculation", None),
        "validation": ("Validation", "validation"),
    }
    elements = {kind: {"element_type": kind} for kind in kinds}
    elements["entry"]["values"] = {}
    made = lab.post("/pipelines", {"elements": elements})
    assert made["name"] == f"Pipeline {made['id']}"
    assert {one["name"]: (one["element_type"], one["job_type"]) for one in made["elements"]} == (
        kinds
    )
    assert [one["job_id"] is None for one in made["elements"]] == [
        job is None for _, job in kinds.values()
    ]
    assert made["options"] == {}
    refusal = lab.refused(404, "GET", "/pipelines/elements/none")
    assert refusal["detail"] == {"resource_type": "pipeline_element", "resource_id": "none"}
    refusal = lab.refused(409, "GET", f"/pipelines/{made['id']}/result")
    assert refusal["detail"] == {"status": "failed", "error_code": "SUBMISSION_FAILED"}


def test_the_platform_describes_itself(lab):
    known = lab.get("/discovery/capabilities")
    hierarchy = known["domain_context"]["key_concepts"]
    assert hierarchy == ["cell_specification", "cell_instance", "cell_measurement"]
    assert known["authentication"] == {"headers": ["X-API-Key", "Authorization"]}
    assert lab.get(known["openapi_spec"])["openapi"].startswith("3.1")
    for name, path in known["schemas"].items():
        assert path == f"/discovery/schemas/{name}"
        described = lab.get(path)
        if name == "data":
            assert described.keys() >= {*hierarchy, "hierarchy", "quantity"}
            assert described["quantity"].keys() == {"value", "unit"}
            required = {"Time [s]", "Voltage [V]", "Current [A]", "Step count"}
            derived = {
                f"{way} {what}"
                for way in ("Discharge", "Charge")
                for what in ("capacity [A.h]", "energy [W.h]")
            }
            columns = described["time_series_columns"]
            assert columns.keys() == required | derived | {"Cycle count"}
        else:
            kinds = ("create", "update", "response")
            assert all(described[f"{kind}_schema"]["type"] == "object" for kind in kinds)
            assert all("$schema" in described[f"{kind}_schema"] for kind in kinds)
    elements = lab.get("/discovery/schemas/pipeline")["element_types"]
    assert elements == ["entry", "data_fit", "calculation", "validation"]
