"""The page "Reading data": lists, filters, pages, names, links."""

from __future__ import annotations

import inspect
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from guides.blocks import Block, Page
from guides.conftest import STEP, Wire
from guides.samples import COIN, PNG, described
from support.scripted import Reply, scripted

from ionworks import Ionworks, IonworksError, PaginatedList
from ionworks.local.server import Platform
from ionworks.records import CellMeasurement

FIRST = Page("reading-data", last="Resolving a measurement by name")
LINKS = Page("reading-data", "Linking to the web app", "Linking to the web app")

NAMES = ("Gamma", "Alpha graphite", "Beta Graphite")  # in the order in which they are made
KINDS = ("cell_spec", "cell_instance", "cell_measurement")


@pytest.fixture(scope="module")
def library(address: dict[str, Any], tmp_path_factory: Any) -> dict[str, Any]:
    """Three records of each kind in a project of their own; the first of them changed last."""
    photo = tmp_path_factory.mktemp("files") / "photo.png"
    photo.write_bytes(PNG)
    forms = ("R2032", "pouch", "R2032")
    with Ionworks(**address) as client:
        project = client.project.create({"name": "library"}).id
    with Ionworks(**address, project_id=project) as client:
        made: dict[str, Any] = {
            "cell_spec": [
                client.cell_spec.create({**COIN, "name": name, "form_factor": form})
                for name, form in zip(NAMES, forms, strict=True)
            ]
        }
        spec = made["cell_spec"][0]
        made["cell_instance"] = [
            client.cell_instance.create(spec.id, {"name": name}) for name in NAMES
        ]
        cell = made["cell_instance"][0]
        start = "2026-02-{}T00:00:00Z".format
        measurements = client.cell_measurement
        made["cell_measurement"] = [
            measurements.create_properties(
                cell.id, name=NAMES[0], properties={}, start_time=start("01")
            ),
            measurements.create(cell.id, described(NAMES[1], start_time=start("15"))).measurement,
            measurements.create_file(
                cell.id, name=NAMES[2], filepaths=[photo], start_time=start("28")
            ).measurement,
        ]
        for kind in KINDS:
            resource: Any = getattr(client, kind)
            resource.update(made[kind][0].id, {"notes": "changed"})
            made[kind] = [resource.get(record.id) for record in made[kind]]
    return {**made, "spec": spec, "cell": cell, "project": project}


@pytest.fixture
def reader(address: dict[str, Any], library: dict[str, Any]) -> Any:
    """A client of the library's project."""
    with Ionworks(**address, project_id=library["project"]) as client:
        yield client


@pytest.fixture
def find(reader: Ionworks, library: dict[str, Any]) -> Any:
    """List records of a kind: ``find("cell_spec", name="x")``."""
    parents = {"cell_instance": library["spec"].id, "cell_measurement": library["cell"].id}

    def find(kind: str, **filters: Any) -> PaginatedList[Any]:
        parent = [parents[kind]] if kind in parents else []
        found: PaginatedList[Any] = getattr(reader, kind).list(*parent, **filters)
        return found

    return find


def names(page: PaginatedList[Any]) -> list[str]:
    assert page.total == page.count == len(page.items)
    return sorted(record.name for record in page)


def between(records: list[Any], field: str) -> str:
    """Give a moment after the oldest of the records and before the others, as ISO text."""
    first, second, *_ = sorted(getattr(record, field) for record in records)
    assert second - first >= STEP
    return (first + timedelta(milliseconds=500)).isoformat().replace("+00:00", "Z")


class TestListingResources:
    @FIRST.block("Listing resources")
    def test_code(
        self, block: Block, reader: Ionworks, library: dict[str, Any], capsys: Any
    ) -> None:
        found = block.run(client=reader, spec_id=library["spec"].id)
        *lines, capacity = capsys.readouterr().out.splitlines()
        assert sorted(lines) == sorted(
            f"  - {spec.name} (form_factor: {spec.form_factor})" for spec in library["cell_spec"]
        )
        assert capacity == "Capacity: 0.002 A*h"
        assert found["instance"] in library["cell_instance"]
        kinds = {type(record) for record in found["measurements"]}
        assert kinds <= {CellMeasurement}


class TestFilteringAndOrdering:
    HEADING = "Filtering and ordering"

    @FIRST.block(HEADING, 1)
    def test_specifications(self, block: Block, address: dict[str, Any], wire: Wire) -> None:
        with Ionworks(**address) as client:
            project = client.project.create({"name": f"project {uuid4()}"})
        with Ionworks(**address, project_id=project.id) as client:
            coin = client.cell_spec.create(COIN)
            pouch = client.cell_spec.create({"name": "LFP Pouch", "form_factor": "pouch"})
            found = [
                [spec.name for spec in self._after(block, client, count)["specs"]]
                for count in range(1, 7)
            ]
        found[4].sort()  # no order was asked for
        assert found == [
            [coin.name],
            [coin.name],
            [coin.name],
            [],  # nobody called Jane made one
            sorted([coin.name, pouch.name]),
            [pouch.name, coin.name],
        ]
        # Each is one request, narrowed by the service.
        last = wire[-1].url.params
        assert (last["order_by"], last["order"]) == ("created_at", "desc")

    @staticmethod
    def _after(block: Block, client: Ionworks, count: int) -> dict[str, Any]:
        names: dict[str, Any] = {"client": client}
        exec("\n".join(block.statements()[:count]), names)
        return names

    @FIRST.block(HEADING, 2)
    def test_filters_pages_and_order_together(
        self, block: Block, client: Ionworks, wire: Wire
    ) -> None:
        spec = client.cell_spec.create({"name": f"type {uuid4()}"})
        wanted = [
            client.cell_instance.create(spec.id, {"name": name})
            for name in ("batch-a 1", "BATCH-A 2")
        ]
        client.cell_instance.create(spec.id, {"name": "batch-B"})
        series = [
            client.cell_measurement.create(wanted[0].id, described(name)) for name in ("b", "a")
        ]
        client.cell_measurement.create_properties(wanted[0].id, name="c", properties={})
        wire.clear()
        found = block.run(client=client, spec_id=spec.id, instance_id=wanted[0].id)
        assert list(found["instances"]) == wanted[::-1]
        assert [record.id for record in found["measurements"]] == [made.id for made in series]
        assert (found["instances"].total, found["measurements"].total) == (2, 2)
        assert len(wire) == 2  # one request each

    @FIRST.block(HEADING, 3)
    def test_start_times(self, block: Block, client: Ionworks, cell: Any) -> None:
        for day in ("2026-02-28", "2026-03-01", "2026-03-15", "2026-04-01"):
            client.cell_measurement.create_properties(
                cell.id, name=day, properties={}, start_time=f"{day}T00:00:01Z"
            )
        client.cell_measurement.create_properties(cell.id, name="no start", properties={})
        found = block.run(client=client, instance_id=cell.id)["measurements"]
        assert names(found) == ["2026-03-01", "2026-03-15"]


class TestFilterParameters:
    @pytest.mark.parametrize("kind", KINDS)
    def test_name_is_a_part_in_any_case(self, find: Any, kind: str) -> None:
        assert names(find(kind, name="GRAPH")) == ["Alpha graphite", "Beta Graphite"]
        assert names(find(kind, name="a g")) == ["Alpha graphite", "Beta Graphite"]
        assert names(find(kind, name="x")) == []

    @pytest.mark.parametrize("text", ["%", "_", "*", "eq.Gamma", "Gam,ma", 'Gam"ma', "(Gamma)"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_name_is_text_and_no_pattern(self, find: Any, kind: str, text: str) -> None:
        assert names(find(kind, name=text)) == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_name_exact_is_the_whole_name_and_wins(self, find: Any, kind: str) -> None:
        assert names(find(kind, name_exact="Gamma")) == ["Gamma"]
        assert names(find(kind, name_exact="Gam")) == []
        assert names(find(kind, name="graphite", name_exact="Gamma")) == ["Gamma"]

    def test_form_factor_is_exact(self, find: Any) -> None:
        assert names(find("cell_spec", form_factor="R2032")) == ["Beta Graphite", "Gamma"]
        assert names(find("cell_spec", form_factor="R20")) == []

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [("time_series", "Alpha graphite"), ("properties", "Gamma"), ("file", "Beta Graphite")],
    )
    def test_measurement_type(self, find: Any, kind: str, expected: str) -> None:
        assert names(find("cell_measurement", measurement_type=kind)) == [expected]

    @pytest.mark.parametrize("kind", KINDS)
    def test_creator_is_a_part_in_any_case(
        self, find: Any, kind: str, library: dict[str, Any]
    ) -> None:
        part = library[kind][0].created_by_email[1:6].upper()
        assert find(kind, created_by_email=part).total == 3
        assert find(kind, created_by_email="jane").total == 0

    @pytest.mark.parametrize("kind", KINDS)
    def test_creation_and_update(self, find: Any, kind: str, library: dict[str, Any]) -> None:
        records = library[kind]
        moment = between(records, "created_at")
        assert names(find(kind, created_before=moment)) == ["Gamma"]
        assert names(find(kind, created_after=moment)) == ["Alpha graphite", "Beta Graphite"]
        moment = between(records, "updated_at")
        oldest = min(records, key=lambda record: record.updated_at).name
        assert names(find(kind, updated_before=moment)) == [oldest]
        assert names(find(kind, updated_after=moment)) == sorted({*NAMES} - {oldest})
        assert oldest != "Gamma"  # it was changed last

    def test_start(self, find: Any) -> None:
        moment = "2026-02-10T00:00:00Z"
        assert names(find("cell_measurement", started_before=moment)) == ["Gamma"]
        after = names(find("cell_measurement", started_after=moment))
        assert after == ["Alpha graphite", "Beta Graphite"]

    @pytest.mark.parametrize("column", ["name", "created_at", "updated_at", "start_time"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_order(self, find: Any, kind: str, column: str) -> None:
        if (kind, column) in {("cell_spec", "start_time"), ("cell_instance", "start_time")}:
            with pytest.raises(IonworksError) as caught:
                find(kind, order_by=column)
            assert caught.value.status_code == 422
            return
        up = [getattr(record, column) for record in find(kind, order_by=column, order="asc")]
        down = [getattr(record, column) for record in find(kind, order_by=column, order="desc")]
        assert len(set(up)) == 3
        assert up == sorted(up) == down[::-1]

    ALL = frozenset(
        {
            "name",
            "name_exact",
            "created_by_email",
            "created_after",
            "created_before",
            "updated_after",
            "updated_before",
            "order_by",
            "order",
            "limit",
            "offset",
        }
    )
    ONLY = frozenset({"form_factor", "measurement_type", "started_after", "started_before"})
    # The official client takes these by position too.
    BY_POSITION = frozenset({"limit", "offset", "measurement_type"})

    @pytest.mark.parametrize(
        ("kind", "own"),
        [
            ("cell_spec", {"form_factor"}),
            ("cell_instance", set()),
            ("cell_measurement", {"measurement_type", "started_after", "started_before"}),
        ],
    )
    def test_each_is_available_where_the_table_says_and_keyword_only(
        self, client: Ionworks, kind: str, own: set[str]
    ) -> None:
        parameters = inspect.signature(getattr(client, kind).list).parameters
        assert self.ALL | own <= set(parameters)
        assert not (self.ONLY - own) & set(parameters)
        for name in (self.ALL | own) - self.BY_POSITION:
            assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY

    @pytest.mark.parametrize("kind", KINDS)
    def test_total_counts_after_filters(self, find: Any, kind: str) -> None:
        page = find(kind, name="graphite", limit=1, offset=1, order_by="name")
        assert [record.name for record in page] == ["Beta Graphite"]
        assert (page.count, page.total) == (1, 2)


def multiply(platform: Platform, table: str, identifier: str, copies: int) -> None:
    """Copy a row of the platform's database, under other ids and names."""
    with closing(sqlite3.connect(platform.data / "platform.db")) as database, database:
        cursor = database.execute(f"select * from {table} where id = ?", [identifier])
        columns = [column for column, *_ in cursor.description]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
        rows = [
            {**row, "id": str(uuid4()), "name": f"{row['name']} {number}"}
            for number in range(copies)
        ]
        values = ", ".join(f":{column}" for column in columns)
        database.executemany(f"insert into {table} values ({values})", rows)


@pytest.fixture(scope="module")
def many(address: dict[str, Any], platform: Platform) -> dict[str, Any]:
    """A project with 1001 specifications."""
    with Ionworks(**address) as client:
        project = client.project.create({"name": f"project {uuid4()}"})
    with Ionworks(**address, project_id=project.id) as client:
        spec = client.cell_spec.create({"name": "type"})
        multiply(platform, "cell_specifications", spec.id, 1000)
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        multiply(platform, "cell_instances", cell.id, 1000)
        test = client.cell_measurement.create_properties(cell.id, name="m", properties={})
        multiply(platform, "cell_measurements", test.id, 1000)
    return {"project": project.id, "cell_instance": spec.id, "cell_measurement": cell.id}


class TestPagination:
    @pytest.fixture
    def client(self, address: dict[str, Any], many: dict[str, Any]) -> Any:
        with Ionworks(**address, project_id=many["project"]) as client:
            yield client

    @FIRST.block("Pagination", 1)
    def test_code(self, block: Block, client: Ionworks, capsys: Any) -> None:
        found = block.run(client=client)
        assert capsys.readouterr().out == "Showing 50 of 1001 specs\n"
        seen = {spec.id for page in (found["page"], found["next_page"]) for spec in page}
        assert len(seen) == 100

    @FIRST.block("Pagination", 2)
    def test_the_loop_gets_every_record(self, block: Block, client: Ionworks, wire: Wire) -> None:
        found = block.run(client=client)["all_specs"]
        assert len({spec.id for spec in found}) == len(found) == 1001
        assert len(wire) == 11

    @pytest.mark.parametrize("kind", KINDS)
    def test_limit_and_offset(self, client: Ionworks, many: dict[str, Any], kind: str) -> None:
        def page(**bounds: int) -> PaginatedList[Any]:
            parent = [many[kind]] if kind in many else []
            found: PaginatedList[Any] = getattr(client, kind).list(*parent, **bounds)
            return found

        everything = page()
        assert (everything.count, everything.total) == (1000, 1001)  # the default limit
        assert list(page(limit=1000)) == list(page(limit=1000, offset=0)) == list(everything)
        assert page(limit=1).count == 1
        assert page(offset=1000).count == 1
        for wrong in ({"limit": 0}, {"limit": 1001}, {"offset": -1}):
            with pytest.raises(IonworksError) as caught:
                page(**wrong)
            assert caught.value.status_code == 422
            assert next(iter(wrong)) in str(caught.value)

    def test_a_page_is_like_a_list(self, client: Ionworks) -> None:
        page = client.cell_spec.list(limit=3)
        assert isinstance(page, PaginatedList)
        assert isinstance(page.items, list)
        assert [*page] == page.items
        assert page[0] is page.items[0]
        assert page[-1] is page.items[2]
        assert page[1:] == page.items[1:]
        assert len(page) == page.count == 3
        assert page.total == 1001
        assert page[1] in page


class TestResolvingAMeasurementByName:
    HEADING = "Resolving a measurement by name"

    @pytest.fixture
    def tree(self, address: dict[str, Any]) -> Any:
        """A client, and the ids of the measurement that the page's code looks for, by type."""
        with Ionworks(**address) as client:
            project = client.project.create({"name": f"project {uuid4()}"})
        with Ionworks(**address, project_id=project.id) as client:
            made = {}
            for name in (COIN["name"], "NCM622 Spec"):
                spec = client.cell_spec.create({"name": name})
                client.cell_instance.create(spec.id, {"name": "Cell A #10"})
                cell = client.cell_instance.create(spec.id, {"name": "Cell A #1"})
                client.cell_measurement.create_properties(cell.id, name="RPT 01", properties={})
                made[name] = client.cell_measurement.create(cell.id, described("RPT 0"))
            yield client, made

    @FIRST.block(HEADING, 1)
    def test_code(self, block: Block, tree: Any, wire: Wire) -> None:
        client, made = tree
        found = block.run(client=client)
        assert type(found["measurement"]) is CellMeasurement
        assert found["measurement"].id == made[COIN["name"]].id
        assert found["detail"].time_series.height == 6
        # Each level is one request, filtered by the exact name.
        asked = [request.url.params["name"] for request in wire if "name" in request.url.params]
        assert asked == [f"eq.{name}" for name in (COIN["name"], "Cell A #1", "RPT 0")]

    @FIRST.block(HEADING, 2)
    def test_one_match(self, block: Block, tree: Any, capsys: Any) -> None:
        client, made = tree
        assert block.run(client=client)["m"].id == made["NCM622 Spec"].id
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize("level", [0, 1, 2])
    def test_no_match(self, tree: Any, address: dict[str, Any], capsys: Any, level: int) -> None:
        client, _ = tree
        wanted = ["NCM622 Spec", "Cell A #1", "RPT 0"]
        wanted[level] = "no such name"
        with pytest.raises(IonworksError, match="no such name") as caught:
            client.resolve_measurement(*wanted)
        assert caught.value.status_code == 404
        empty = client.project.create({"name": f"project {uuid4()}"}).id
        with Ionworks(**address, project_id=empty) as client:
            FIRST.find(self.HEADING, 2).run(client=client)
        assert capsys.readouterr().out == "Not found — check the names\n"

    def test_an_ambiguous_name(self, http: Any, library: dict[str, Any], capsys: Any) -> None:
        # Names are unique below one parent of the platform; another service may know twins.
        record = http.get(f"/cell_specifications/{library['spec'].id}").json()
        twins = [{**record, "name": "NCM622 Spec", "id": str(uuid4())} for _ in range(2)]
        page = {"items": twins, "count": 2, "total": 2}
        block = FIRST.find(self.HEADING, 2)
        with scripted(Reply(200, json.dumps(page).encode())) as service:
            with Ionworks(api_url=service.url, api_key="key") as client:
                with pytest.raises(IonworksError) as caught:
                    client.resolve_measurement("NCM622 Spec", "Cell A #1", "RPT 0")
                assert caught.value.status_code == 409
                block.run(client=client)
        assert capsys.readouterr().out == "Ambiguous name — resolve by id instead\n"


class TestLinkingToTheWebApp:
    HEADING = "Linking to the web app"

    @LINKS.block(HEADING, 1)
    def test_code(self, block: Block, client: Ionworks) -> None:
        url = block.run(client=client, measurement_id="meas_456", project_id="proj_1")["url"]
        (printed,) = [line for line in block.text.splitlines() if line.startswith("# ")]
        form = printed.removeprefix("# ").replace("<project_id>", "proj_1")
        assert url == form.replace("<measurement_id>", "meas_456")

    @LINKS.block(HEADING, 2)
    def test_a_link_next_to_each_result(
        self, block: Block, client: Ionworks, library: dict[str, Any], project: str, capsys: Any
    ) -> None:
        block.run(client=client, instance_id=library["cell"].id, project_id=project)
        assert sorted(capsys.readouterr().out.splitlines()) == sorted(
            f"{record.name}: https://app.ionworks.com/dashboard/projects/{project}"
            f"/data/measurements/{record.id}"
            for record in library["cell_measurement"]
        )

    def test_the_project_is_the_client_s_own_unless_given(
        self, client: Ionworks, project: str
    ) -> None:
        assert client.urls.measurement("m") == client.urls.measurement("m", project)

    @pytest.mark.parametrize(
        ("resource", "parts"),
        [
            ("study", ["id_1"]),
            ("simulation", ["id_1", "id_2"]),
            ("parameterized_model", ["id_1"]),
            ("pipeline", ["id_1"]),
            ("optimization", ["id_1"]),
            ("protocol", ["id_1"]),
            ("material", ["id_1"]),
            ("cell_specs", []),
            ("cell_instances", ["id_1"]),
        ],
    )
    def test_every_routed_resource_has_links(
        self, client: Ionworks, resource: str, parts: list[str]
    ) -> None:
        link = getattr(client.urls, resource)(*parts, project_id="proj_1")
        assert link.startswith("https://app.ionworks.com/dashboard/projects/proj_1/")
        assert all(part in link for part in parts)


@pytest.mark.parametrize("part", [FIRST, LINKS])
def test_every_block_of_the_page_is_proven(part: Page) -> None:
    assert part.unproven() == []
