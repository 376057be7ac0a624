"""Lists of specifications and protocols: what they find and show."""

import pytest

TEMPLATE = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


def test_specifications_are_found_by_the_materials_in_their_slots(lab):
    def using(**slots):
        parts = {slot: {"material": {"name": name}} for slot, name in slots.items()}
        return lab.get(f"/cell_specifications/{lab.specification(**parts)}")

    full = using(anode="graphite", cathode="LFP", separator="PE")
    half = using(cathode="graphite")
    none = using()
    of = {slot: full[slot]["material"]["id"] for slot in ("anode", "cathode", "separator")}

    def found(**query):
        return [one["id"] for one in lab.get("/cell_specifications", **query)["items"]]

    both = [full["id"], half["id"]]
    assert found(material_id=of["anode"]) == both
    assert found(material_ids=[of["cathode"], of["separator"]]) == [full["id"]]
    assert found(anode_material_id=of["anode"]) == [full["id"]]
    assert found(cathode_material_id=of["anode"]) == [half["id"]]
    # Of several slots, one match is enough.
    assert found(anode_material_id=of["anode"], cathode_material_id=of["anode"]) == both
    assert found(anode_material_id=of["cathode"], separator_material_id=of["cathode"]) == []
    assert found(exclude_cell_spec_id=full["id"]) == [half["id"], none["id"]]
    assert found(material_id=of["anode"], exclude_cell_spec_id=half["id"]) == [full["id"]]
    project = full["project_id"]
    bare = lab.get(f"/projects/{project}/cell_specs")
    assert [one["id"] for one in bare] == [*both, none["id"]]
    assert "anode" not in bare[0]
    with_parts = lab.get(f"/projects/{project}/cell_specs", full=True)
    assert with_parts[0]["anode"]["material"]["name"] == "graphite"
    assert none["ratings"] == {}
    assert (none["anode"], none["anode_id"]) == (None, None)
    resolved = lab.get(f"/cell_specifications/{full['id']}/resolved")
    assert resolved["anode"]["material"]["datasets"] == {}
    assert resolved["case"] is None


def test_lists_of_protocols_have_the_large_fields_that_are_asked_for(lab):
    lab.post("/experiment_templates", {**TEMPLATE, "source_protocol": "steps: []"})
    large = ("protocol_config", "parameters_schema", "source_protocol")

    def shown(**query):
        (one,) = lab.get("/experiment_templates", **query)["items"]
        return [name for name in large if one[name] is not None]

    assert shown() == []
    assert shown(include="source_protocol,other") == ["source_protocol"]
    assert shown(include=",".join(large)) == list(large)


def test_a_text_is_parsed_up_to_a_million_characters(lab):
    for size, is_parsed in ((1_000_000, True), (1_000_001, False)):
        text = "steps: [{Rest: {duration: \"input['a']\"}}]".ljust(size)
        path, body = "/protocols/input_references", {"protocol": text}
        if is_parsed:
            assert lab.post(path, body) == ["a"]
        else:
            assert "1,000,000 characters" in lab.refused(400, "POST", path, json=body)["message"]
