"""The page "Cell Specifications"."""

from __future__ import annotations

from typing import Any

import pytest
from guides.blocks import Block, Page
from guides.samples import described

from ionworks import ConflictError, Ionworks, NotFoundError

PAGE = Page("cell-specifications")


@pytest.fixture
def client(address: dict[str, Any]) -> Any:
    """A client in a project of the test's own: the page's names are taken once."""
    with Ionworks(**address) as client:
        project = client.project.create({"name": "of one test"})
        with Ionworks(**address, project_id=project.id) as inside:
            yield inside
        client.project.delete(project.id)


@pytest.fixture
def coin(client: Ionworks) -> Any:
    """The specification that the page makes first."""
    return PAGE.find("Creating a specification").run(client=client)["cell_spec"]


class TestCreatingASpecification:
    @PAGE.block("Creating a specification", 1)
    def test_create(self, block: Block, client: Ionworks, capsys: Any) -> None:
        made = block.run(client=client)["cell_spec"]
        assert capsys.readouterr().out == f"{made.id}\n"
        stored = client.cell_spec.get(made.id)
        assert (stored.name, stored.form_factor) == ("NCM622/Graphite Coin Cell", "R2032")
        assert stored.manufacturer == "Custom Cells"
        assert stored.ratings == {
            "capacity": {"value": 0.002, "unit": "A*h"},
            "voltage_min": {"value": 2.5, "unit": "V"},
            "voltage_max": {"value": 4.2, "unit": "V"},
        }
        assert stored.cathode["properties"] == {"loading": {"value": 12.3, "unit": "mg/cm**2"}}
        assert stored.anode["properties"] == {"loading": {"value": 6.5, "unit": "mg/cm**2"}}
        materials = [stored.cathode["material"], stored.anode["material"]]
        assert [(material["name"], material["manufacturer"]) for material in materials] == [
            ("NCM622", "BASF"),
            ("Graphite", "Customcells"),
        ]

    @PAGE.block("Creating a specification", 2)
    def test_a_script_that_runs_again_gets_the_existing_one(
        self, block: Block, client: Ionworks, coin: Any
    ) -> None:
        assert block.run(client=client)["cell_spec"].id == coin.id
        assert client.cell_spec.list().total == 1
        assert client.cell_spec.get(coin.id) == coin  # and it is not changed

    def test_create_or_get_creates_what_is_not_there(self, client: Ionworks) -> None:
        made = client.cell_spec.create_or_get({"name": "new"})
        assert client.cell_spec.get(made.id).name == "new"

    def test_create_raises_a_conflict(self, client: Ionworks, coin: Any) -> None:
        with pytest.raises(ConflictError) as caught:
            client.cell_spec.create({"name": coin.name})
        assert caught.value.status_code == 409


class TestListingSpecifications:
    @PAGE.block("Listing specifications")
    def test_list(self, block: Block, client: Ionworks, coin: Any, capsys: Any) -> None:
        client.cell_spec.create({"name": "Pouch", "form_factor": "pouch"})
        capsys.readouterr()
        block.run(client=client)
        printed = capsys.readouterr().out.splitlines()
        assert sorted(printed) == [f"{coin.name}R2032", "Pouchpouch"]


class TestRetrievingASpecification:
    @PAGE.block("Retrieving a specification")
    def test_get(self, block: Block, client: Ionworks, coin: Any) -> None:
        assert block.run(client=client, spec_id=coin.id)["spec"] == coin


class TestUpdatingASpecification:
    @PAGE.block("Updating a specification")
    def test_fields_are_merged(self, block: Block, client: Ionworks, coin: Any) -> None:
        updated = block.run(client=client, spec_id=coin.id)["updated"]
        assert updated.ratings == {
            **coin.ratings,
            "capacity": {"value": 0.0025, "unit": "A*h"},
        }
        assert (updated.manufacturer, updated.cathode) == (coin.manufacturer, coin.cathode)
        assert client.cell_spec.get(coin.id) == updated


class TestDeletingASpecification:
    @PAGE.block("Deleting a specification")
    def test_cells_and_measurements_go_too(self, block: Block, client: Ionworks, coin: Any) -> None:
        cell = client.cell_instance.create(coin.id, {"name": "NCM622-GR-001"})
        test = client.cell_measurement.create(cell.id, described("RPT 0"))
        block.run(client=client, spec_id=coin.id)
        for gone in (
            lambda: client.cell_spec.get(coin.id),
            lambda: client.cell_instance.get(cell.id),
            lambda: client.cell_measurement.get(test.id),
            lambda: client.cell_measurement.time_series(test.id, use_cache=False),
        ):
            with pytest.raises(NotFoundError):
                gone()


class TestHierarchy:
    def test_every_cell_and_measurement_traces_back(self, client: Ionworks, coin: Any) -> None:
        cell = client.cell_instance.create(coin.id, {"name": "NCM622-GR-001"})
        test = client.cell_measurement.create(cell.id, described("RPT 0"))
        detail = client.cell_measurement.detail(test.id)
        assert (detail.specification_id, detail.instance_id) == (coin.id, cell.id)
        with pytest.raises(NotFoundError):
            client.cell_instance.create("no-such-specification", {"name": "x"})
        with pytest.raises(NotFoundError):
            client.cell_measurement.create("no-such-cell", described("x"))


def test_every_block_of_the_page_is_proven() -> None:
    assert PAGE.unproven() == []
