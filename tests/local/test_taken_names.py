"""A name that is taken is refused in the same words, and with the id of who has it, everywhere."""

import pytest

from ionworks.local.handlers import COLLECTIONS

BESIDE = {"parameterized_model"}
"""Kinds whose names are unique only below another parent: here the specification."""


@pytest.fixture
def places(lab):
    """Where records of each kind are created, what else they need, and where one of them is."""
    specification, site = lab.specification(), lab.post("/sites", {"name": "site"})["id"]
    model = lab.post("/models", {"name": "m", "config": {"type": "SPM"}})["id"]
    cycler = lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]
    protocol = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}
    plan = {
        "protocol_id": lab.post("/experiment_templates", protocol)["id"],
        "cell_specification_id": specification,
        "estimated_duration_seconds": 60,
    }
    plans = f"/projects/{lab.get('/users/me')['default_project_id']}/planned_measurements"
    cell = lab.cell(specification, "cell")
    recipe = {"model_id": model, "config": {"elements": {}}}
    kept = f"/cells/{specification}/parameterized_models"
    measurements = f"/cell_instances/{cell}/cell_measurements/create"
    return {
        "project": ("/projects", {}, "/projects"),
        "material": ("/materials", {"manufacturer": "maker"}, "/materials"),
        "cell_specification": ("/cell_specifications", {}, "/cell_specifications"),
        "cell_batch": (
            f"/cell_specifications/{specification}/cell_batches",
            {},
            "/cell_batches",
        ),
        "cell_instance": (
            f"/cell_specifications/{specification}/cell_instances",
            {},
            "/cell_instances",
        ),
        "cell_measurement": (measurements, {"properties": {}}, "/cell_measurements"),
        "site": ("/sites", {}, "/sites"),
        "cycler": (f"/sites/{site}/cyclers", {}, "/cyclers"),
        "channel": (f"/cyclers/{cycler}/channels", {}, "/channels"),
        "planned_measurement": (plans, plan, plans),
        "parameterized_model": (kept, {"model_id": model}, kept),
        "model_builder": ("/model_builders", recipe, "/model_builders"),
    }


def test_names_are_unique_where_they_are_said_to_be(lab, places):
    unique = {one.resource for one in COLLECTIONS if one.unique}
    assert places.keys() == unique | BESIDE
    for kind, (path, needs, each) in places.items():
        made = lab.post(path, {"name": "taken", **needs})["id"]
        words = f"{kind.replace('_', ' ').capitalize()} with this name already exists"
        expected = {
            "error_code": "CONFLICT",
            "message": words,
            "detail": {"resource_type": kind, "resource_name": "taken", "existing_id": made},
        }
        assert lab.refused(409, "POST", path, json={"name": "taken", **needs}) == expected
        other = lab.post(path, {"name": "other", **needs})["id"]
        refusal = lab.refused(409, "PATCH", f"{each}/{other}", json={"name": "taken"})
        assert refusal == expected
        lab.patch(f"{each}/{made}", {"name": "taken"})  # its own name is no other's


def test_a_taken_content_is_said_in_such_words_too(lab):
    body = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}
    made = lab.post("/experiment_templates", body)["id"]
    again = {**body, "name": "q", "force_create": True}
    assert lab.refused(409, "POST", "/experiment_templates", json=again) == {
        "error_code": "CONFLICT",
        "message": "Protocol with this content already exists",
        "detail": {"resource_type": "protocol", "resource_name": "p", "existing_id": made},
    }
