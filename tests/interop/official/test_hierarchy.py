"""Specifications, lots and cells: made, fetched, changed, deleted."""

import pytest

from ionworks import IonworksError


def test_specification(client, spec, project_id):
    assert spec.project_id == project_id
    full = client.cell_spec.get(spec.id)
    assert full.ratings["capacity"] == {"value": 0.002, "unit": "A*h"}
    assert full.cathode["material"]["name"] == "NCM622"
    changed = client.cell_spec.update(
        spec.id, {"ratings": {"capacity": {"value": 0.0025, "unit": "A*h"}}}
    )
    assert changed.ratings["capacity"]["value"] == 0.0025
    assert changed.ratings["voltage_max"]["value"] == 4.2  # merged, not replaced


def test_a_name_that_is_taken(client, spec, cell):
    with pytest.raises(IonworksError) as caught:
        client.cell_spec.create({"name": spec.name})
    assert caught.value.status_code == 409
    assert caught.value.data["detail"]["existing_id"] == spec.id
    assert client.cell_spec.create_or_get({"name": spec.name}).id == spec.id
    assert client.cell_instance.create_or_get(spec.id, {"name": cell.name}).id == cell.id
    assert client.cell_instance.create_or_get(spec.id, {"name": "Cell B"}).id != cell.id


def test_cell(client, spec, cell):
    assert client.cell_instance.get(cell.id).cell_specification_id == spec.id
    client.cell_instance.update(
        cell.id,
        {
            "notes": "opened",
            "measured_properties": {"cell": {"mass": {"value": 3.2, "unit": "g"}}},
        },
    )
    got = client.cell_instance.get(cell.id)
    assert (got.notes, got.measured_properties["cell"]["mass"]["value"]) == ("opened", 3.2)


def test_lot(client, spec):
    lot = client.cell_batch.create(spec.id, {"name": "Lot 1", "notes": "first"})
    assert client.cell_batch.create_or_get(spec.id, {"name": "Lot 1"}).id == lot.id
    assert client.cell_batch.update(lot.id, {"notes": "second"}).notes == "second"
    cell = client.cell_instance.create(spec.id, {"name": "of the lot", "batch_id": lot.id})
    client.cell_instance.create(spec.id, {"name": "of none"})
    assert cell.batch_name == "Lot 1"
    assert [c.id for c in client.cell_instance.list(spec.id, batch_id=lot.id)] == [cell.id]
    assert [b.id for b in client.cell_batch.list(spec.id, name="lot")] == [lot.id]
    assert client.cell_batch.list(spec.id, name_exact="lot").total == 0
    assert client.cell_batch.get(lot.id).instance_count == 1
    empty = client.cell_batch.create(spec.id, {"name": "Lot 2"})
    client.cell_batch.delete(empty.id)
    assert [b.name for b in client.cell_batch.list(spec.id)] == ["Lot 1"]


def test_what_is_below_goes_with_it(client, spec, cell, measured):
    client.cell_spec.delete(spec.id)
    for get, identifier in (
        (client.cell_spec.get, spec.id),
        (client.cell_instance.get, cell.id),
        (client.cell_measurement.get, measured.id),
    ):
        with pytest.raises(IonworksError) as caught:
            get(identifier)
        assert caught.value.status_code == 404


def test_materials(client, spec):
    materials = {m.name: m for m in client.material.list().items}
    assert {"NCM622", "Graphite"} <= set(materials)
    graphite = materials["Graphite"].id
    assert client.material.get(graphite).manufacturer == "Customcells"
    assert [m.name for m in client.material.list(name_exact="Graphite")] == ["Graphite"]
    sharing = client.cell_spec.related_specs(spec.id, exclude_self=False)
    assert spec.id in {s.id for s in sharing}
    for material in ({"anode_material_id": graphite}, {"material_id": [graphite]}):
        assert spec.id in {s.id for s in client.cell_spec.list(**material)}
    assert client.cell_spec.list(cathode_material_id=graphite).total == 0
