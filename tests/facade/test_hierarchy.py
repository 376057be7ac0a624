"""Specifications, batches and cells, through both faces, against the platform."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.scripted import Reply, scripted

from ionworks import (
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    IonworksError,
    NotFoundError,
    RequestValidationError,
)

COIN = {
    "name": "NCM622/Graphite Coin Cell",
    "form_factor": "R2032",
    "manufacturer": "Custom Cells",
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
        "properties": {"loading": {"value": 6.5, "unit": "mg/cm**2"}},
        "material": {"name": "Graphite", "manufacturer": "Customcells"},
    },
}


@pytest.fixture
def spec(do: Any) -> Any:
    return do(lambda client: client.cell_spec.create(COIN))


def test_a_specification_comes_back_as_it_was_sent(do: Any, spec: Any) -> None:
    got = do(lambda client: client.cell_spec.get(spec.id))
    assert got.ratings == COIN["ratings"]
    assert got.form_factor == "R2032"
    assert got.cathode["material"]["name"] == "NCM622"
    assert got.anode["properties"] == COIN["anode"]["properties"]  # type: ignore[index]
    assert got.separator is None
    assert got.created_at.tzinfo is not None


def test_an_update_merges(do: Any, spec: Any) -> None:
    change = {"ratings": {"capacity": {"value": 0.0025, "unit": "A*h"}}, "notes": "relabelled"}
    changed = do(lambda client: client.cell_spec.update(spec.id, change))
    assert changed.ratings == {**COIN["ratings"], **change["ratings"]}  # type: ignore[dict-item]
    assert changed.notes == "relabelled"
    assert changed.cathode["properties"] == COIN["cathode"]["properties"]  # type: ignore[index]
    cleared = do(lambda client: client.cell_spec.update(spec.id, {"notes": None}))
    assert cleared.notes is None
    assert cleared.updated_at >= changed.updated_at


def test_a_specification_takes_its_cells_with_it(do: Any, spec: Any) -> None:
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))
    do(lambda client: client.cell_spec.delete(spec.id))
    with pytest.raises(NotFoundError, match=spec.id):
        do(lambda client: client.cell_spec.get(spec.id))
    with pytest.raises(NotFoundError, match=cell.id):
        do(lambda client: client.cell_instance.get(cell.id))


def test_wildcards_and_moments_of_a_list(do: Any) -> None:
    for number, form in enumerate(["21700", "18650", "21700", "pouch"]):
        data = {"name": f"Cell_{number}%", "form_factor": form}
        do(lambda client, data=data: client.cell_spec.create(data))

    def names(**query: Any) -> list[str]:
        found = do(lambda client: client.cell_spec.list(order_by="name", **query))
        return [record.name for record in found]

    assert names() == ["Cell_0%", "Cell_1%", "Cell_2%", "Cell_3%"]
    assert names(order="desc", limit=2) == ["Cell_3%", "Cell_2%"]
    assert names(name="_") == ["Cell_0%", "Cell_1%", "Cell_2%", "Cell_3%"]
    assert names(name="%1") == []  # what is a wildcard elsewhere stands for itself
    assert names(name_exact="Cell_3%", name="nothing") == ["Cell_3%"]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert names(created_before=tomorrow, updated_after="2026-01-01T00:00:00Z") == names()
    assert names(created_after=tomorrow.isoformat()) == []


def test_components_are_listed_when_asked_for(do: Any, spec: Any) -> None:
    bare = do(lambda client: client.cell_spec.list())[0]
    full = do(lambda client: client.cell_spec.list(include_components=True))[0]
    assert bare.cathode is None
    assert full.cathode["material"]["name"] == "NCM622"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"offset": -1}, "offset"),
        ({"order_by": "colour"}, "order_by"),
        ({"order": "up"}, "order"),
    ],
)
def test_a_wrong_query_is_named(do: Any, query: dict[str, Any], told: str) -> None:
    with pytest.raises(RequestValidationError, match=told):
        do(lambda client: client.cell_spec.list(**query))


def test_a_moment_that_is_none_is_named(do: Any) -> None:
    with pytest.raises(ValueError, match="'yesterday' is not an ISO 8601 moment"):
        do(lambda client: client.cell_spec.list(created_after="yesterday"))


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (None, TypeError, "described by a dict"),
        ("LG M50", TypeError, "described by a dict"),
        ({}, ValueError, "`name` of the cell specification is missing"),
        ({"name": ""}, ValueError, "`name`"),
        ({"name": 5}, ValueError, "`name`"),
        ({"name": "x", "ratings": 5}, RequestValidationError, "ratings"),
        ({"name": "x", "ratings": {"capacity": "big"}}, RequestValidationError, "capacity"),
        ({"name": "x", "notes": object()}, TypeError, r"body\.notes"),
    ],
)
def test_what_is_not_a_specification_is_reported_by_field(
    do: Any, data: Any, kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind, match=told):
        do(lambda client: client.cell_spec.create(data))
    assert do(lambda client: client.cell_spec.list()).total == 0


def test_batches(do: Any, spec: Any) -> None:
    lot = {"name": "BATCH-1", "date_manufactured": "2024-01-20", "notes": "first"}
    batch = do(lambda client: client.cell_batch.create(spec.id, lot))
    with pytest.raises(ConflictError) as caught:
        do(lambda client: client.cell_batch.create(spec.id, {"name": "batch-1"}))
    assert caught.value.existing_id == batch.id
    same = do(lambda client: client.cell_batch.create_or_get(spec.id, {"name": "batch-1"}))
    assert same == batch
    cell = do(
        lambda client: client.cell_instance.create(spec.id, {"name": "A", "batch_id": batch.id})
    )
    assert cell.batch_name == "BATCH-1"
    assert do(lambda client: client.cell_batch.get(batch.id)).instance_count == 1
    in_lot = do(lambda client: client.cell_instance.list(spec.id, batch_id=batch.id))
    assert [one.id for one in in_lot] == [cell.id]
    renamed = do(lambda client: client.cell_batch.update(batch.id, {"name": "BATCH-2"}))
    assert (renamed.name, renamed.notes) == ("BATCH-2", "first")
    assert [one.name for one in do(lambda client: client.cell_batch.list(spec.id))] == ["BATCH-2"]
    do(lambda client: client.cell_batch.delete(batch.id))
    assert do(lambda client: client.cell_instance.get(cell.id)).batch_id is None


def test_cells(do: Any, spec: Any) -> None:
    data = {
        "name": "NCM622-GR-001",
        "batch": "BATCH-2024-001",
        "date_manufactured": "2024-01-20",
        "measured_properties": {"cathode": {"loading": {"value": 12.1, "unit": "mg/cm**2"}}},
    }
    cell = do(lambda client: client.cell_instance.create_or_get(spec.id, data))
    assert cell.batch == "BATCH-2024-001"
    assert cell.measured_properties == data["measured_properties"]
    assert do(lambda client: client.cell_instance.create_or_get(spec.id, data)) == cell
    assert do(lambda client: client.cell_instance.get(cell.id)) == cell
    assert do(lambda client: client.cell_instance.get(spec.id, cell.id)) == cell
    with pytest.raises(NotFoundError, match="belongs to"):
        do(lambda client: client.cell_instance.get("another-spec", cell.id))
    more = {"measured_properties": {"cathode": {"thickness": {"value": 60, "unit": "um"}}}}
    merged = do(lambda client: client.cell_instance.update(cell.id, more))
    assert sorted(merged.measured_properties["cathode"]) == ["loading", "thickness"]
    do(lambda client: client.cell_instance.delete(cell.id))
    assert do(lambda client: client.cell_instance.list(spec.id)).total == 0


def test_names_are_unique_within_their_parent_only(do: Any, spec: Any) -> None:
    other = do(lambda client: client.cell_spec.create({"name": "Other"}))
    first = do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))
    second = do(lambda client: client.cell_instance.create(other.id, {"name": "A"}))
    assert first.id != second.id


def test_projects(do: Any) -> None:
    from uuid import uuid4

    name = f"Ageing {uuid4()}"
    project = do(lambda client: client.project.create({"name": name, "description": "d"}))
    assert do(lambda client: client.project.create_or_get({"name": name})) == project
    assert do(lambda client: client.project.get(project.id)).description == "d"
    changed = do(lambda client: client.project.update(project.id, {"description": "e"}))
    assert (changed.name, changed.description) == (name, "e")
    elsewhere = do(
        lambda client: client.cell_spec.create({"name": "There", "project_id": project.id})
    )
    assert elsewhere.project_id == project.id
    assert do(lambda client: client.cell_spec.list()).total == 0
    assert do(lambda client: client.cell_spec.list(project_id=project.id)).total == 1
    do(lambda client: client.project.delete(project.id))
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_spec.get(elsewhere.id))


def test_who_and_what(do: Any) -> None:
    me = do(lambda client: client.whoami())
    assert me.authorized_organization["name"]
    assert do(lambda client: client.health_check())["status"] == "ok"
    assert do(lambda client: client.capabilities()).domain_context


def test_a_wrong_key_is_reported_by_its_source(do: Any) -> None:
    with pytest.raises(ForbiddenError, match="the API key given as `api_key`") as caught:
        do(lambda client: client.whoami(), api_key="iwk_wrong")
    assert caught.value.status_code == 403
    assert "iwk_wrong" not in str(caught.value)
    assert do(lambda client: client.health_check(), api_key="iwk_wrong")["status"] == "ok"


@pytest.mark.parametrize("ident", ["nope", "00000000-0000-0000-0000-000000000000", "a b?d#e%", "ü"])
def test_an_unknown_id_is_reported(do: Any, ident: str) -> None:
    for act in (
        lambda client: client.cell_spec.get(ident),
        lambda client: client.cell_batch.get(ident),
        lambda client: client.cell_instance.get(ident),
        lambda client: client.cell_measurement.get(ident),
        lambda client: client.cell_instance.list(ident),
        lambda client: client.cell_measurement.list(ident),
        lambda client: client.cell_measurement.time_series(ident),
        lambda client: client.cell_spec.update(ident, {"notes": "x"}),
        lambda client: client.cell_spec.delete(ident),
        lambda client: client.cell_instance.create(ident, {"name": "x"}),
    ):
        with pytest.raises(NotFoundError) as caught:
            do(act)
        assert ident in caught.value.message


def test_a_measurement_is_found_by_names(do: Any, spec: Any) -> None:
    do(lambda client: client.cell_instance.create(spec.id, {"name": "Cell A #1"}))
    for names, missing in (
        (("No such", "x", "y"), "No such"),
        ((COIN["name"], "No cell", "y"), "No cell"),
        ((COIN["name"], "Cell A #1", "RPT 0"), "RPT 0"),
    ):
        with pytest.raises(IonworksError, match=missing) as caught:
            do(lambda client, names=names: client.resolve_measurement(*names))
        assert caught.value.status_code == 404


def test_every_page_is_walked(connection: dict[str, Any]) -> None:
    from ionworks import AsyncIonworks, Ionworks
    from ionworks.pagination import AsyncPages, Pages

    with Ionworks(**connection) as client:
        for number in range(7):
            client.cell_spec.create({"name": f"spec {number}"})
        pages = AsyncPages(
            lambda limit, offset: client._async.cell_spec.list(
                limit=limit, offset=offset, order_by="name"
            ),
            page_size=3,
        )
        expected = [f"spec {number}" for number in range(7)]
        assert [record.name for record in Pages(pages)] == expected
        assert [record.name for record in client.cell_spec.iter(order_by="name")] == expected

    import anyio

    async def main() -> list[str]:
        async with AsyncIonworks(**connection) as client:
            return [record.name async for record in client.cell_spec.iter(order_by="name")]

    assert anyio.run(main) == expected


def test_a_project_is_asked_for_where_the_service_names_no_default_one(do: Any) -> None:
    user = b'{"id": "u", "email": "a@b.c", "authorized_organization": null, "organizations": []}'
    with scripted(Reply(body=user)) as service:
        with pytest.raises(ConfigurationError, match="IONWORKS_PROJECT_ID"):
            do(
                lambda client: client.cell_measurement.list_by_project(),
                project_id=None,
                api_url=service.url,
            )
        assert [seen.path for seen in service.seen] == ["/users/me"]
