"""Projects, specifications, cells, lots and materials: create, read, change, delete."""

from concurrent.futures import ThreadPoolExecutor

import pytest

SPECIFICATION = {
    "name": "NCM622/Graphite Coin Cell",
    "form_factor": "R2032",
    "ratings": {
        "capacity": {"value": 0.002, "unit": "A*h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
    "cathode": {
        "properties": {"loading": {"value": 12.3, "unit": "mg/cm**2"}},
        "material": {"name": "NCM622", "manufacturer": "BASF"},
    },
    "anode": {
        "properties": {"loading": {"value": 6.5, "unit": "mg/cm**2"}, "binder": "PVDF"},
        "material": {"name": "Graphite", "manufacturer": "Customcells"},
    },
}


def test_a_specification_comes_back_with_its_components(lab):
    made = lab.post("/cell_specifications", SPECIFICATION)
    got = lab.get(f"/cell_specifications/{made['id']}")
    assert got == made
    assert got["ratings"] == SPECIFICATION["ratings"]
    assert got["cathode"]["material"]["manufacturer"] == "BASF"
    assert got["cathode"]["material_id"] == got["cathode"]["material"]["id"]
    assert got["anode"]["properties"] == SPECIFICATION["anode"]["properties"]
    assert got["anode_id"] == got["anode"]["id"]
    assert got["separator"] is None
    assert got["project_id"] == lab.get("/users/me")["default_project_id"]


def test_names_are_unique_below_their_parent(lab):
    specification = lab.specification("A")
    cell = lab.cell(specification, "1")
    batch = lab.post(f"/cell_specifications/{specification}/cell_batches", {"name": "Lot Ä"})["id"]
    project = lab.project("P")
    places = {
        "/cell_specifications": ({"name": "A"}, "cell_specification", specification),
        f"/cell_specifications/{specification}/cell_instances": (
            {"name": "1"},
            "cell_instance",
            cell,
        ),
        f"/cell_specifications/{specification}/cell_batches": (
            {"name": "lot ä"},
            "cell_batch",
            batch,
        ),
        "/projects": ({"name": "P"}, "project", project),
    }
    for path, (body, resource, existing) in places.items():
        refusal = lab.refused(409, "POST", path, json=body)
        assert refusal["error_code"] == "CONFLICT"
        assert refusal["detail"] == {
            "resource_type": resource,
            "resource_name": body["name"],
            "existing_id": existing,
        }
    other = lab.post("/cell_specifications", {"name": "A", "project_id": project})["id"]
    lab.cell(other, "1")


def test_of_many_at_once_one_gets_the_name(lab):
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: lab.api.post("/cell_specifications", json={"name": "A"}), range(16))
        )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 15
    made = next(answer.json()["id"] for answer in answers if answer.status_code == 201)
    existing = {a.json()["detail"]["existing_id"] for a in answers if a.status_code == 409}
    assert existing == {made}


def test_a_rename_cannot_take_a_name_that_is_taken(lab):
    first, second = lab.specification("A"), lab.specification("B")
    refusal = lab.refused(409, "PATCH", f"/cell_specifications/{second}", json={"name": "A"})
    assert refusal["detail"]["existing_id"] == first
    assert lab.patch(f"/cell_specifications/{first}", {"name": "A"})["name"] == "A"


def test_updates_are_merge_patches(lab, clock):
    made = lab.post("/cell_specifications", SPECIFICATION)
    path = f"/cell_specifications/{made['id']}"
    changed = lab.patch(
        path,
        {
            "ratings": {"capacity": {"value": 0.0025, "unit": "A*h"}},
            "form_factor": None,
            "properties": {"list": [1, 2]},
            "anode": {"properties": {"binder": None, "thickness": 60}},
            "separator": {"material": {"name": "Celgard"}},
        },
    )
    assert changed["ratings"]["capacity"]["value"] == 0.0025
    assert changed["ratings"]["voltage_max"] == SPECIFICATION["ratings"]["voltage_max"]
    assert changed["form_factor"] is None
    assert changed["anode"]["properties"] == {
        "loading": {"value": 6.5, "unit": "mg/cm**2"},
        "thickness": 60,
    }
    assert changed["anode"]["material_id"] == made["anode"]["material_id"]
    assert changed["separator"]["material"]["name"] == "Celgard"
    assert changed["updated_at"] > made["updated_at"]
    assert changed["created_at"] == made["created_at"]
    assert lab.patch(path, {"properties": {"list": [3]}})["properties"] == {"list": [3]}
    assert lab.patch(path, {"cathode": None})["cathode"] is None


def test_a_change_that_means_another_version_is_refused(lab, api, clock):
    path = f"/cell_specifications/{lab.specification()}"
    clock.step *= 0  # each change makes a new version, also while the clock stands still
    versions = [api.get(path).headers["etag"]]
    for notes in "ab":
        headers = {"If-Match": versions[-1]}
        changed = api.patch(path, json={"notes": notes}, headers=headers)
        assert (changed.status_code, changed.json()["notes"]) == (200, notes)
        versions.append(api.get(path).headers["etag"])
    assert len(set(versions)) == 3
    for wanted in (versions[0], versions[1], f"{versions[0]}, {versions[1]}"):
        refused = api.patch(path, json={"notes": "late"}, headers={"If-Match": wanted})
        assert (refused.status_code, refused.json()["error_code"]) == (412, "PRECONDITION_FAILED")
    assert lab.get(path)["notes"] == "b"
    for wanted in (f"{versions[0]}, {versions[2]}", "*"):
        assert api.patch(path, json={}, headers={"If-Match": wanted}).is_success


def test_a_name_cannot_be_taken_away(lab):
    path = f"/cell_specifications/{lab.specification('Named')}"
    assert lab.patch(path, {"name": None})["name"] == "Named"


def test_materials_are_linked_by_identity(lab):
    graphite = {"name": "Graphite", "manufacturer": "X", "definition": {"formula": "C"}}
    first = lab.post("/cell_specifications", {"name": "A", "anode": {"material": graphite}})
    again = {"name": "Graphite", "manufacturer": "X", "definition": {"type": "natural"}}
    second = lab.post("/cell_specifications", {"name": "B", "anode": {"material": again}})
    other = {"name": "Graphite", "manufacturer": "Y"}
    third = lab.post("/cell_specifications", {"name": "C", "anode": {"material": other}})
    assert first["anode"]["material_id"] == second["anode"]["material_id"]
    assert first["anode"]["material_id"] != third["anode"]["material_id"]
    material = lab.get(f"/materials/{first['anode']['material_id']}")
    assert material["definition"] == {"formula": "C", "type": "natural"}
    used = lab.get("/cell_specifications", anode_material_id=material["id"], order_by="name")
    assert [s["name"] for s in used["items"]] == ["A", "B"]
    assert lab.get("/cell_specifications", cathode_material_id=material["id"])["total"] == 0
    refusal = lab.refused(409, "DELETE", f"/materials/{material['id']}")
    assert refusal["error_code"] == "CONFLICT"


def test_materials_by_themselves(lab):
    made = lab.post("/materials", {"name": "LFP", "definition": {"formula": "LiFePO4"}})
    path = f"/materials/{made['id']}"
    assert lab.get(path) == made
    assert lab.refused(409, "POST", "/materials", json={"name": "LFP"})["detail"]["existing_id"]
    changed = lab.patch(path, {"manufacturer": "X"})
    assert changed["manufacturer"] == "X"
    assert changed["definition"] == {"formula": "LiFePO4"}
    assert lab.get("/materials", manufacturer="X")["total"] == 1
    lab.delete(path)
    lab.refused(404, "GET", path)


def test_cells_and_lots(lab):
    specification = lab.specification()
    batches = f"/cell_specifications/{specification}/cell_batches"
    soon = lab.refused(422, "POST", batches, json={"name": "b", "date_manufactured": "soon"})
    assert soon["detail"][0]["loc"] == ["body", "date_manufactured"]
    batch = lab.post(batches, {"name": "2026-01", "date_manufactured": "2026-01-20"})
    cell = lab.cell(
        specification, "1", batch_id=batch["id"], batch="free text", date_manufactured="2026-01-20"
    )
    got = lab.get(f"/cell_instances/{cell}")
    assert got["batch_name"] == "2026-01"
    assert got["batch"] == "free text"
    assert got["date_manufactured"] == "2026-01-20"
    assert lab.get(f"/cell_batches/{batch['id']}")["instance_count"] == 1
    cells = f"/cell_specifications/{specification}/cell_instances"
    lab.cell(specification, "2")
    assert lab.get(cells, batch_id=batch["id"])["total"] == 1
    foreign = lab.post(f"/cell_specifications/{lab.specification()}/cell_batches", {"name": "x"})
    refusal = lab.refused(400, "POST", cells, json={"name": "3", "batch_id": foreign["id"]})
    assert "batch_id" in refusal["message"]
    lab.delete(f"/cell_batches/{batch['id']}")
    assert lab.get(f"/cell_instances/{cell}")["batch_id"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/projects/nope",
        "/cell_specifications/nope",
        "/cell_instances/nope",
        "/cell_batches/nope",
        "/cell_measurements/nope",
        "/materials/nope",
        "/cell_specifications/nope/cell_instances",
        "/cell_instances/nope/cell_measurements",
        "/cell_measurements/by-project/nope",
    ],
)
def test_an_unknown_id_is_named(lab, path):
    refusal = lab.refused(404, "GET", path)
    assert refusal["error_code"] == "NOT_FOUND"
    assert "'nope'" in refusal["message"]


def test_a_delete_takes_along_what_hangs_below(lab, platform):
    specification = lab.specification()
    cell = lab.cell(specification)
    measurement = lab.measurement(cell)
    kept = lab.measurement()
    lab.delete(f"/cell_specifications/{specification}")
    for path in (f"/cell_instances/{cell}", f"/cell_measurements/{measurement}"):
        lab.refused(404, "GET", path)
    lab.delete("/bin")
    stored = {path.name for path in (platform.data / "objects" / "measurements").iterdir()}
    assert stored == {kept}


def test_projects_keep_things_apart(lab):
    project = lab.project("SubprocessRunner")
    lab.post("/cell_specifications", {"name": "there", "project_id": project})
    lab.specification("here")
    assert [s["name"] for s in lab.get("/cell_specifications")["items"]] == ["here"]
    there = lab.get("/cell_specifications", project_id=project)["items"]
    assert [s["name"] for s in there] == ["there"]
    assert [s["name"] for s in lab.get(f"/projects/{project}/cell_specs")] == ["there"]
    lab.delete(f"/projects/{project}")
    lab.refused(404, "GET", f"/projects/{project}")
    default = lab.get("/users/me")["default_project_id"]
    lab.refused(409, "DELETE", f"/projects/{default}")


def test_the_account(lab, api):
    me = lab.get("/users/me")
    assert me["authorized_organization"] in me["organizations"]
    assert [o["id"] for o in lab.get("/organizations")] == [me["authorized_organization"]["id"]]
    assert lab.get("/healthz")["status"] == "ok"
    assert "data" in lab.get("/discovery/capabilities")["schemas"]
    assert "time_series_columns" in lab.get("/discovery/schemas/data")
    assert api.get("/openapi.json").json()["openapi"].startswith("3.1")


def test_search_finds_names_of_every_kind(lab):
    lab.project("Needle project")
    specification = lab.specification("a needle")
    cell = lab.cell(specification, "NEEDLE 1")
    measurement = lab.measurement(cell, "needle run", wait=False)
    lab.post("/materials", {"name": "Needle coke"})
    found = lab.get("/search", q="needle")
    kinds = {result["entity_type"]: result for result in found["results"]}
    assert found["total"] == 5
    assert kinds["cell_measurement"]["id"] == measurement
    assert kinds["cell_measurement"]["parent_id"] == cell
    assert kinds["cell_instance"]["parent_id"] == specification
    assert lab.get("/search", q="needle", entity_types=["material"])["total"] == 1
    lab.refused(400, "GET", "/search", params={"q": "   "})
    lab.refused(422, "GET", "/search", params={"q": "n"})


def test_an_update_leaves_what_a_record_was_made_of(lab):
    model = lab.post("/models", {"name": "m", "config": {"type": "SPM"}})["id"]
    other = lab.post("/models", {"name": "n", "config": {"type": "DFN"}})["id"]
    valued = {"name": "p", "model_id": model, "parameters": {"a": 1}}
    specification = lab.specification()
    of_cell = f"/cells/{specification}/parameterized_models"
    protocol = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}
    cases = [
        ("/models", {"name": "o", "config": {"type": "SPM"}}, {"config": {"type": "x"}}),
        (
            "/model_builders",
            {"name": "b", "model_id": model, "config": {"elements": {}}},
            {"model_id": other},
        ),
        ("/parameterized_models", valued, {"model_id": other, "parameters": {"a": 2}}),
        (of_cell, valued, {"model_id": other, "parameters": {"a": 2}}),
        (
            "/experiment_templates",
            protocol,
            {
                "protocol_config": {"steps": [1]},
                "parameters_schema": {"a": 1},
                "source_protocol": "x",
            },
        ),
        ("/optimizations", {"name": "o"}, {"parameterized_model_id": "other"}),
    ]
    for path, body, changes in cases:
        made = lab.post(path, body)
        changed = lab.patch(f"{path}/{made['id']}", {**changes, "description": "new"})
        assert changed == {**made, "description": "new", "updated_at": changed["updated_at"]}
