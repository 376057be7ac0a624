"""Uploaded models, and builders that read a specification."""

import pytest

from ionworks.local.handlers import models


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


def test_variables_over_time_are_those_without_a_domain():
    def over(*domains):
        return {"domains": {"primary": list(domains), "secondary": []}}

    variables = {
        "time": over(),
        "space": over("negative electrode"),
        "secondary": {"domains": {"primary": [], "secondary": ["current collector"]}},
        "function of time": {"children": [over(), over("separator")]},
        "function of space": {"children": [{"children": [over("separator")]}]},
        "no children": {"children": []},
        "a number": 1.0,
        "odd": {"children": "x"},
    }
    found = models._names_over_time({"model": {"variables": variables}})
    assert found == ["time", "function of time", "no children", "a number", "odd"]
    for document in ({}, {"model": 1}, {"model": {}}, {"model": {"variables": [1]}}):
        assert models._names_over_time(document) == []


def test_a_model_builder_is_checked_before_anything_is_kept(lab, project):
    model = lab.post("/models", {"name": "m", "config": {"type": "SPM"}})["id"]
    ratings = {"capacity": {"value": 5.0, "unit": "A.h"}}
    specification = lab.specification(ratings=ratings)

    def builder(name, **elements):
        body = {"name": name, "model_id": model, "config": {"elements": elements}}
        return lab.post("/model_builders", body)["id"]

    read = {"element_type": "entry", "mapping": {"Capacity [A.h]": "ratings.capacity"}}
    lacking = {"element_type": "entry", "mapping": {"Mass [kg]": "ratings.mass"}}
    whole = builder("whole", read=read)
    asked = {"cell_spec_id": specification, "save": True}
    refusal = lab.refused(422, "POST", f"/model_builders/{whole}/build", json=asked)
    (problem,) = refusal["detail"]
    assert (problem["loc"], problem["type"]) == (["body", "name"], "missing")
    named = {**asked, "name": "kept"}
    lab.refused(409, "POST", f"/model_builders/{builder('l', a=lacking)}/build", json=named)
    calculating = builder("calculating", read=read, c={"element_type": "calculation"})
    refusal = lab.refused(409, "POST", f"/model_builders/{calculating}/build", json=named)
    assert "does not run calculations" in refusal["message"]
    assert lab.get("/parameterized_models", project_id=project)["total"] == 0
    built = lab.post(f"/model_builders/{whole}/build", {**named, "set_as_default": True})
    assert built["parameters"] == {"Capacity [A.h]": 5.0}
    assert [one["code"] for one in built["issues"]] == ["no_default"]
    kept = lab.get(f"/parameterized_models/{built['parameterized_model_id']}")
    assert (kept["name"], kept["model_id"], kept["cell_spec_id"]) == ("kept", model, specification)
    only_read = lab.post(f"/model_builders/{whole}/build", {"cell_spec_id": specification})
    assert (only_read["parameterized_model_id"], only_read["issues"]) == (None, [])
    ready = lab.get(f"/cell_specifications/{specification}/builder_readiness")
    assert [(one["name"], one["ready"]) for one in ready] == [
        *(("calculating", True), ("l", False)),
        ("whole", True),
    ]
    other = lab.post("/models", {"name": "n", "config": {"type": "SPM"}})["id"]
    path = f"/cell_specifications/{specification}/builder_readiness"
    assert lab.get(path, model_id=other) == []
    dry = {"config": {"elements": {"a": read}}, "model_id": model, "cell_spec_id": specification}
    tried = lab.post("/model_builders/dry_run", dry)
    assert (tried["parameters"], tried["missing"], tried["error"]) == (
        built["parameters"],
        [],
        None,
    )
    dry["config"]["elements"]["c"] = {"element_type": "calculation"}
    assert "calculations" in lab.post("/model_builders/dry_run", dry)["error"]
