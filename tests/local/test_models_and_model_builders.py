"""Uploaded models, and builders that read a specification."""

import json

import pytest

from ionworks.local.handlers import models, pybamm_models


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


def test_a_model_of_pybamm_is_built_as_asked(lab, monkeypatch):
    asked, answers = [], [{"is_known": True}, {"is_known": True, "error": "e"}, {"is_known": False}]

    def ask(*where, **what):
        asked.append((where, what))
        return answers.pop(0)

    monkeypatch.setattr(pybamm_models, "ask", ask)
    path = "/discovery/pybamm_models/validate"
    assert lab.post(path, {"pybamm_model": "SPM"}) == {"valid": True}
    given = {"pybamm_model": "LOQS", "module": "lead_acid", "options": {"a": "b"}}
    assert lab.post(path, given) == {"valid": False, "error": "e"}
    assert "no model 'LOQS' in 'lead_acid'" in lab.refused(501, "POST", path, json=given)["message"]
    where, what = asked[0]
    assert where == ("pybamm_models", "build")
    assert what == {"needs": "pybamm", "of": "lithium_ion", "name": "SPM", "options": {}}
    assert asked[1][1] == {**what, "of": "lead_acid", "name": "LOQS", "options": {"a": "b"}}


def test_an_uploaded_model_has_the_version_and_the_kind_that_it_states(lab):
    def upload(document, **fields):
        content = json.dumps(document).encode()
        files = {"file": ("m.json", content)}
        return lab.ok("POST", "/models/upload-custom", files=files, data={"name": "m", **fields})

    made = upload({"pybamm_version": "25.1"}, chemistry="lithium_sulfur")
    assert (made["pybamm_version"], made["is_custom_model"]) == ("25.1", True)
    assert made["config"] == {"type": "custom", "chemistry": "lithium_sulfur"}
    bare = upload({"pybamm_version": 25})
    assert bare["pybamm_version"] is None
    assert bare["config"]["chemistry"] == "lithium_ion"
    for expression, name in (("2 * A", "twice"), ("3 * A", "thrice"), ("4 * A", "twice")):
        body = {"name": name, "expression": expression}
        changed = lab.post(f"/models/{bare['id']}/custom-variables", body)
    assert changed["config"]["custom_variables"] == {"twice": "4 * A", "thrice": "3 * A"}
    assert changed["config"]["type"] == "custom"
