"""What names another record: refused where nothing is there, and empty when that is deleted."""

import pytest


@pytest.fixture
def protocol(lab):
    body = {"name": "rest", "protocol_config": {"steps": []}, "parameters_schema": {}}
    return lab.post("/experiment_templates", body)["id"]


def test_a_measurement_loses_a_protocol_that_is_deleted(lab, protocol):
    cell = lab.cell()
    path = f"/cell_instances/{cell}/cell_measurements/create"
    measurement = lab.post(path, {"name": "m", "protocol_id": protocol, "properties": {}})
    assert measurement["protocol_id"] == protocol
    lab.delete(f"/experiment_templates/{protocol}")
    kept = lab.get(f"/cell_measurements/{measurement['id']}")
    assert kept == {**measurement, "protocol_id": None}


@pytest.mark.parametrize("place", ["nowhere", "elsewhere", "deleted"])
def test_a_measurement_names_a_protocol_of_its_project(lab, protocol, place):
    cell = lab.cell()
    if place == "deleted":
        lab.delete(f"/experiment_templates/{protocol}")
    elif place == "elsewhere":
        body = {"name": "rest", "protocol_config": {"steps": []}, "parameters_schema": {}}
        there = {**body, "project_id": lab.project()}
        protocol = lab.post("/experiment_templates", there)["id"]
    else:
        protocol = "nothing"
    told = {"name": "m", "protocol_id": protocol}
    path = f"/cell_instances/{cell}/cell_measurements"
    for end, body in (
        ("create", {**told, "properties": {}}),
        ("initiate-upload", {"measurement": told}),  # rather than after the upload
    ):
        refusal = lab.refused(400, "POST", f"{path}/{end}", json=body)
        assert "protocol_id" in refusal["message"]
    made = lab.post(f"{path}/create", {"name": "m", "properties": {}})
    change = {"protocol_id": protocol}
    refusal = lab.refused(400, "PATCH", f"/cell_measurements/{made['id']}", json=change)
    assert "protocol_id" in refusal["message"]
    assert lab.get(f"{path}")["total"] == 1


def test_an_optimization_starts_from_a_template_that_is_there(lab):
    body = {"config": {}, "optimization_template_id": "nothing"}
    refusal = lab.refused(404, "POST", "/optimizations", json=body)
    assert "optimization template" in refusal["message"]
    template = lab.post("/optimization_templates", {"name": "t"})["id"]
    made = lab.post("/optimizations", {**body, "optimization_template_id": template})
    assert made["optimization_template_id"] == template
