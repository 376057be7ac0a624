"""Every list of the contract, asked over HTTP: each filter, each order, pages far down the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from conformance.conftest import Full, Stage
from conformance.table import ROWS, Place

from ionworks import errors
from ionworks.local.contract import Operation, load_contract
from ionworks.local.handlers import HANDLERS

PAGING = {"limit", "offset", "skip", "order_by", "order"}
OPERATIONS = {each.id: each for each in load_contract().operations}


def described(operation: Operation) -> dict[str, Any]:
    """The query parameters of an operation, as the contract states them."""
    contract = load_contract()
    item = contract.document["paths"][operation.path]
    stated = [*item.get("parameters", ()), *item[operation.method.lower()].get("parameters", ())]
    whole = [contract.at(one["$ref"][1:])[1] if "$ref" in one else one for one in stated]
    return {one["name"]: one for one in whole if one["in"] == "query"}


def parameters(operation: Operation) -> set[str]:
    return {name for name in described(operation) if name not in PAGING}


# Lists by their operation: the row whose records they give, and what names their place.
PLACES = {
    "project_id": "project",
    "cell_spec_id": "spec",
    "cell_instance_id": "cell",
    "site_id": "site",
    "cycler_id": "cycler",
}
LISTS: dict[str, tuple[str, dict[str, str]]] = {
    listed: (
        name,
        {
            parameter: place
            for parameter, place in PLACES.items()
            if parameter in OPERATIONS[listed].path or parameter in described(OPERATIONS[listed])
        },
    )
    for listed, name in {
        **{row.listed: row.name for row in ROWS.values()},
        "list_measurements": "cell_measurement",
        "list_project_measurements_full": "cell_measurement",
        "list_all_channels": "channel",
    }.items()
}
# Lists of another form, which have tests of their own.
OTHERS = {
    "list_jobs": "below",
    "list_by_cell_specification": "tests/field/test_models.py",
    "list_by_project": "tests/field/test_models.py",
    "list_model_builders": "tests/field/test_models.py",
    "list_optimizations": "tests/field/test_runs.py",
    "list_simple_pipelines": "tests/field/test_runs.py",
    "list_simulations": "tests/field/test_simulations.py",
    "list_measurement_tags": "tests/local/test_lists.py::test_tags",
    "list_measurement_raw_data": "tests/facade/test_raw_data.py",
    "list_raw_data_measurements": "tests/facade/test_raw_data.py",
    "list_analyses": "tests/field/test_analyses.py",
    "list_material_property_datasets": "tests/field/test_materials.py",
    "list_study_measurements": "tests/field/test_studies.py",
    "search": "tests/field/test_search.py",
    "list_service_events": "tests/field/test_cyclers.py",
    "list_incidents": "tests/field/test_channels.py",
    "list_bin": "tests/field/test_bin.py",
}

Value = Callable[[list[Any]], Any]
Filters = dict[str, list[tuple[Value, set[int]]]]


def moments(name: str, *, every_operator: bool = False) -> Filters:
    """How the contract lets a list be cut at the second of three moments."""

    def at(made: list[Any], number: int) -> str:
        one = made[number]
        found = one[name] if isinstance(one, dict) else getattr(one, name)
        return found if isinstance(found, str) else found.isoformat()

    operators: list[tuple[Value, set[int]]] = [
        (lambda made: at(made, 1), {1}),
        (lambda made: f"eq.{at(made, 1)}", {1}),
        (lambda made: f"lt.{at(made, 1)}", {0}),
        (lambda made: f"gt.{at(made, 1)}", {2}),
        (lambda made: f"gte.{at(made, 1)}", {1, 2}),
        (lambda made: f"in.({at(made, 0)},{at(made, 2)})", {0, 2}),
    ]
    return {
        name: [
            (lambda made: f"lte.{at(made, 1)}", {0, 1}),
            *(operators if every_operator else ()),
        ],
        f"{name}_gt": [(lambda made: at(made, 1), {2})],
        f"{name}_lt": [(lambda made: at(made, 1), {0})],
    }


def changes(filters: Filters) -> Filters:
    """The same of the moment of the last change: the first record was changed last."""
    by_change = (1, 2, 0)
    return {
        name: [
            (
                lambda made, value=value: value([made[number] for number in by_change]),
                {by_change[number] for number in expected},
            )
            for value, expected in entries
        ]
        for name, entries in filters.items()
    }


MEASURED: Filters = {
    **moments("created_at"),
    **changes(moments("updated_at")),
    **moments("start_time"),
    "name": [(lambda made: made[1].name, {1}), (lambda _: "ilike.%TH%", {2})],
    "created_by_email": [(lambda _: "ilike.%local@%", {0, 1, 2}), (lambda _: "jane", set())],
    "measurement_type": [(lambda _: "properties", {0, 1, 2}), (lambda _: "file", set())],
}
WIRE: dict[str, Filters] = {
    "list_cell_specifications": {
        **{
            f"{slot}_material_id": [
                (lambda made, slot=slot: getattr(made[1], slot)["material"]["id"], {1}),
                (lambda made, slot=slot: made[1].id, set()),
            ]
            for slot in ("anode", "cathode", "electrolyte", "separator", "case")
        },
        "material_id": [(lambda made: made[2].case["material"]["id"], {2})],
        "material_ids": [
            (lambda made: [made[0].anode["material"]["id"], made[2].case["material"]["id"]], {0, 2})
        ],
        "exclude_cell_spec_id": [(lambda made: made[0].id, {1, 2})],
    },
    "list_measurements": {
        **MEASURED,
        "q": [(lambda _: "NOTE TWO", {1}), (lambda _: "ag three", {2}), (lambda _: "%", set())],
        "tags_all": [(lambda _: ["ALL", "tag two"], {1})],
        "tags_any": [(lambda _: ["tag one", "tag two"], {0, 1})],
        "cell_specification_id": [(lambda _: "of the place", {0, 1, 2})],
    },
    "list_project_measurements_full": {
        **MEASURED,
        "spec_name": [(lambda _: "ilike.% spec", {0, 1, 2}), (lambda _: "ilike.%none%", set())],
        "instance_name": [(lambda _: "cell", {0, 1, 2}), (lambda _: "eq.Cell", set())],
        "spec_id": [(lambda _: "of the place", {0, 1, 2}), (lambda made: made[0].id, set())],
        "cell_instance_id": [
            (lambda made: made[0].cell_instance_id, {0, 1, 2}),
            (lambda made: made[0].id, set()),
        ],
        "spec_anode": [
            (lambda _: "in.(x,table material,full material)", {0, 1, 2}),
            (lambda _: "x", set()),
        ],
        "spec_cathode": [(lambda _: "ilike.% MATERIAL", {0, 1, 2}), (lambda _: "x", set())],
    },
    "list_pipelines": {
        **{name: each for name, each in moments("created_at").items() if name == "created_at"},
        **{
            name: each
            for name, each in changes(moments("updated_at")).items()
            if name == "updated_at"
        },
        "id": [(lambda made: made[1].id, {1}), (lambda made: f"in.({made[0].id},x)", {0})],
    },
    "list_materials": {
        **moments("created_at", every_operator=True),
        **changes(moments("updated_at")),
        "name": [(lambda made: made[1]["name"], {1}), (lambda _: "ilike.%TH%", {2})],
        "manufacturer": [(lambda _: "producer two", {1}), (lambda _: "ilike.%none%", set())],
        "product_id": [(lambda _: "eq.product three", {2})],
        "include_system": [(lambda _: "true", {0, 1, 2})],
    },
}


@pytest.fixture(scope="session")
def api(stage: Stage) -> Any:
    headers = {"X-API-Key": stage.platform.api_key}
    with httpx.Client(base_url=stage.platform.url, headers=headers, verify=False) as api:
        yield api


@pytest.fixture
def made(stage: Stage, listed: str) -> list[Any]:
    name, _ = LISTS[listed]
    return stage.records(name)


def ask(api: httpx.Client, listed: str, place: Place, **query: Any) -> list[dict[str, Any]]:
    """Ask for a page of a list; give its records."""
    operation = OPERATIONS[listed]
    where = {name: getattr(place, part) for name, part in LISTS[listed][1].items()}
    path = operation.path.format_map(where)
    params = {key: one for key, one in where.items() if key in described(operation)} | query
    answer = api.get(path, params=params).raise_for_status().json()
    found: list[dict[str, Any]] = answer.get("items") or answer.get("pipelines") or []
    assert answer["count"] == len(found)
    if "limit" not in query and len(found) < 25:  # the whole list
        assert answer["total"] == len(found)
    return found


def identity(record: Any) -> str:
    return str(record["id"] if isinstance(record, dict) else record.id)


def test_every_list_is_in_the_table() -> None:
    lists = {
        name
        for name, operation in OPERATIONS.items()
        if operation.method == "GET" and "limit" in described(operation)
    }
    not_done_here = lists - HANDLERS.keys() - OTHERS.keys()
    assert lists - not_done_here == LISTS.keys() | OTHERS.keys()
    for listed in ("list_measurements", "list_project_measurements_full", "list_materials"):
        assert parameters(OPERATIONS[listed]) == WIRE[listed].keys() | (
            {"project_id"} if ("project_id" in described(OPERATIONS[listed])) else set()
        )


@pytest.mark.parametrize("listed", WIRE)
def test_each_parameter_finds_and_leaves_out(
    stage: Stage, api: httpx.Client, full: Full, made: list[Any], listed: str
) -> None:
    own = {identity(record): number for number, record in enumerate(made)}
    for name, entries in WIRE[listed].items():
        for value, expected in entries:
            wanted = value(made)
            if wanted == "of the place":
                wanted = stage.place.spec
            found = ask(api, listed, stage.place, **{name: wanted})
            assert {own[one["id"]] for one in found if one["id"] in own} == expected, (name, wanted)
            # Another project has records that the filter would find as well.
            assert all(one["name"].startswith("table ") for one in found), (name, wanted)


ORDERED = [
    (listed, order_by)
    for listed in LISTS
    if "order_by" in described(OPERATIONS[listed])
    for order_by in load_contract().at(
        described(OPERATIONS[listed])["order_by"]["schema"]["$ref"][1:]
    )[1]["enum"]
]


@pytest.mark.parametrize(("listed", "order_by"), ORDERED)
def test_each_order_is_kept(
    stage: Stage, api: httpx.Client, made: list[Any], listed: str, order_by: str
) -> None:
    def key(record: dict[str, Any]) -> Any:
        held = (record["test_setup"] or {}) if order_by == "cycler" else record
        return held.get(order_by)

    for order in ("asc", "desc"):
        found = ask(api, listed, stage.place, order_by=order_by, order=order)
        assert len(found) >= len(made)
        stated = sorted(
            (record for record in found if key(record) is not None),
            key=lambda record: (key(record), record["id"]),
            reverse=order == "desc",
        )
        absent = sorted(
            (record["id"] for record in found if key(record) is None), reverse=order == "desc"
        )
        assert [one["id"] for one in found] == [one["id"] for one in stated] + absent


@pytest.mark.parametrize("listed", LISTS)
def test_pages_far_down_a_list(stage: Stage, api: httpx.Client, full: Full, listed: str) -> None:
    name, _ = LISTS[listed]
    query = {"name": "ilike.full one%"} if "name" in described(OPERATIONS[listed]) else {}
    if name == "material":  # components of specifications have materials as well
        query = {"manufacturer": "producer"}
    if "order" in described(OPERATIONS[listed]):
        query["order"] = "asc"
    offset = "skip" if listed == "list_pipelines" else "offset"
    for first in (0, 127, len(full.ids[name]) - 1, len(full.ids[name]), 10**6):
        page = ask(api, listed, full.place, limit=3, **{offset: first}, **query)
        assert [one["id"] for one in page] == full.ids[name][first : first + 3]


def test_jobs_are_chosen_by_type_and_state(stage: Stage, api: httpx.Client) -> None:
    made = stage.records("pipeline")
    jobs = [api.get(f"/pipelines/{one.id}/elements").json()[0]["job_id"] for one in made]
    for query, expected in (
        ({"job_type": "datafit"}, {0, 2}),
        ({"job_types": ["validation"]}, {1}),
        ({"status": "failed"}, {0, 1, 2}),
        ({"status": "pending"}, set()),
        ({"job_type": "validation", "offset": 10**6}, set()),
    ):
        found = api.get("/jobs", params=query).raise_for_status().json()
        own = {jobs.index(one["job_id"]) for one in found["jobs"] if one["job_id"] in jobs}
        assert own == expected, query


def test_what_a_specification_and_another_project_have_in_common_is_nothing(
    stage: Stage, api: httpx.Client, full: Full
) -> None:
    stage.records("cell_measurement")
    query = {"cell_specification_id": stage.place.spec}
    for project, is_found in ((stage.place.project, True), (full.place.project, False)):
        found = ask(api, "list_measurements", stage.place, **query, project_id=project)
        assert bool(found) is is_found


def test_tags_belong_to_a_project(stage: Stage, api: httpx.Client) -> None:
    def measured(place: Place, name: str, tags: list[str], **fields: str) -> Any:
        create = stage.direct.cell_measurement.create_properties
        return create(place.cell, name=name, properties={}, tags=tags, **fields)

    first, second = (Place.made(stage.direct, f"tags {number}") for number in "12")
    assert measured(first, "a", ["RPT"]).tags == ["RPT"]
    assert measured(second, "a", ["rpt"]).tags == ["rpt"]
    assert measured(second, "b", ["RPT"]).tags == ["rpt"]  # as its project spells it
    found = api.get("/cell_measurements/tags", params={"project_id": second.project}).json()
    assert found["items"] == [{"tag": "rpt", "usage_count": 2}]
    # The most of them, of the longest: 50 of 50 characters.
    most = [f"{number:050}" for number in range(50)]
    day = "2026-01-01T00:00:00Z"
    assert measured(second, "c", most, start_time=day, end_time=day).tags == most
    with pytest.raises(errors.IonworksError, match="tags"):
        measured(second, "d", [*most, "more"])
