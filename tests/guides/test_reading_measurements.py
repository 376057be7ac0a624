"""The page "Reading data": measurement detail, navigator, disk cache."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from guides.blocks import Block, Page
from guides.conftest import Wire
from guides.samples import PNG, SERIES, described

import ionworks
from ionworks import Ionworks, Navigator
from ionworks.cache.settings import GLOBAL

DETAIL = Page("reading-data", "Measurement detail", "Measurement detail")
WALK = Page("reading-data", "Navigator: cached hierarchy walks", "Invalidating the cache")
CACHE = Page("reading-data", "Skipping the cache", "Configuring the cache")

TABLES = ("steps", "cycles", "steps_and_cycles", "time_series")


@pytest.fixture(scope="module")
def library(address: dict[str, Any], project: str, tmp_path_factory: Any) -> dict[str, Any]:
    """A cell with a measurement of each type."""
    photo = tmp_path_factory.mktemp("files") / "photo.png"
    photo.write_bytes(PNG)
    thickness = {"thickness": {"value": 0.52, "unit": "mm"}}
    with Ionworks(**address, project_id=project) as client:
        spec = client.cell_spec.create({"name": "type"})
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        protocol = {"protocol": {"name": "RPT"}, "test_setup": {"lab": "B4"}, "notes": "n"}
        measurements = client.cell_measurement
        return {
            "spec": spec,
            "cell": cell,
            "series": measurements.create(cell.id, described("RPT 0", **protocol)).id,
            "properties": measurements.create_properties(
                cell.id, name="thickness", properties=thickness
            ).id,
            "file": measurements.create_file(cell.id, name="photo", filepaths=[photo]).id,
        }


class TestMeasurementDetail:
    HEADING = "Measurement detail"

    @DETAIL.block(HEADING, 1)
    @pytest.mark.parametrize("kind", ["series", "properties", "file"])
    def test_it_adapts_to_the_type(
        self, block: Block, client: Ionworks, library: dict[str, Any], kind: str
    ) -> None:
        names = block.run(client=client, measurement_id=library[kind])
        detail = names["measurement_detail"]
        assert detail.measurement == client.cell_measurement.get(library[kind])
        found = {
            name
            for name in ("time_series", "steps", "cycles")
            if getattr(detail, name, None) is not None
        }
        assert found == ({"time_series", "steps", "cycles"} if kind == "series" else set())
        assert (detail.files is not None) == (kind == "file")

    @DETAIL.block(HEADING, 2)
    def test_time_series(
        self, block: Block, client: Ionworks, library: dict[str, Any], capsys: Any
    ) -> None:
        detail = block.run(client=client, measurement_id=library["series"])["detail"]
        assert capsys.readouterr().out.startswith(f"Time series shape: {SERIES.shape}\nshape: (1,")
        record = detail.measurement
        assert (record.name, record.notes) == ("RPT 0", "n")
        assert (record.protocol, record.test_setup) == ({"name": "RPT"}, {"lab": "B4"})
        assert isinstance(detail.time_series, pl.DataFrame)  # polars by default
        assert detail.time_series.equals(SERIES)
        assert detail.steps["Step count"].to_list() == [0, 1]
        assert {"Discharge capacity [A.h]", "Coulombic efficiency"} <= set(detail.cycles.columns)
        spec = client.cell_spec.get(detail.specification_id)
        assert spec.id == library["spec"].id
        cell = client.cell_instance.get(detail.specification_id, detail.instance_id)
        assert cell.id == library["cell"].id

    @DETAIL.block(HEADING, 3)
    def test_properties(
        self, block: Block, client: Ionworks, library: dict[str, Any], capsys: Any, wire: Wire
    ) -> None:
        block.run(client=client, measurement_id=library["properties"])
        assert capsys.readouterr().out == "Thickness: 0.52 mm\n"
        assert not [path for path in wire.shown() if "download" in path or "files" in path]

    @DETAIL.block(HEADING, 4)
    def test_file(
        self,
        block: Block,
        client: Ionworks,
        library: dict[str, Any],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        block.run(client=client, measurement_id=library["file"])
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"photo.png": PNG}


# --- the navigator ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def forest(address: dict[str, Any]) -> dict[str, Any]:
    """A project with two types of two cells, each with two time series."""
    ids: dict[str, Any] = {}
    with Ionworks(**address) as client:
        ids["project"] = client.project.create({"name": "walked"}).id
    with Ionworks(**address, project_id=ids["project"]) as client:
        for name in ("CellB", "CellA"):
            spec = client.cell_spec.create({"name": name})
            for number in "21":
                cell = client.cell_instance.create(spec.id, {"name": f"{name} #{number}"})
                ids[f"{name} #{number}"] = cell.id
                for test in "yx":
                    made = client.cell_measurement.create(cell.id, described(test))
                    ids[f"{name} #{number} {test}"] = made.id
    return ids


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the disk cache out of it, so that every fetch shows."""
    monkeypatch.setitem(GLOBAL, "enabled", False)


@pytest.fixture
def nav(client: Ionworks) -> Navigator:
    return Navigator(client)


def everything(nav: Navigator, forest: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Give every call of the walk by what it asks for."""
    calls: dict[str, Callable[[], Any]] = {"specs": nav.specs}
    for key, value in forest.items():
        parts = key.split(" ")
        if len(parts) == 2:
            calls[f"instances {parts[0]}"] = lambda name=parts[0]: nav.instances(name)
            calls[f"measurements {key}"] = lambda cell=value: nav.measurements(cell)
        elif len(parts) == 3:
            calls[f"time_series {key}"] = lambda test=value: nav.time_series(test)
            calls[f"steps {key}"] = lambda test=value: nav.steps(test)
    return calls


class TestNavigator:
    HEADING = "Navigator: cached hierarchy walks"

    @pytest.fixture
    def connection(self, address: dict[str, Any], forest: dict[str, Any]) -> dict[str, Any]:
        return {**address, "project_id": forest["project"]}

    @WALK.block(HEADING)
    def test_code(
        self, block: Block, environment: None, forest: dict[str, Any], no_disk: None, wire: Wire
    ) -> None:
        names = block.run()
        with names["nav"].client:
            assert (names["spec_name"], names["inst"].name) == ("CellB", "CellB #2")
            assert names["m"].id == forest["CellB #2 y"]
            assert names["ts"].equals(SERIES)
            assert names["steps"].height == 2
            # A second walk asks nothing.
            calls = everything(names["nav"], forest).values()
            assert wire.count(lambda: [call() for call in calls]) == 0

    def test_everything_is_sorted_by_name(self, nav: Navigator, forest: dict[str, Any]) -> None:
        assert nav.specs() == ["CellA", "CellB"]
        assert [cell.name for cell in nav.instances("CellA")] == ["CellA #1", "CellA #2"]
        assert [test.name for test in nav.measurements(forest["CellA #1"])] == ["x", "y"]

    def test_each_thing_is_fetched_at_most_once(
        self, nav: Navigator, forest: dict[str, Any], no_disk: None, wire: Wire
    ) -> None:
        for name, call in everything(nav, forest).items():
            first = call()
            seen = len(wire)
            second = call()
            assert len(wire) == seen, name
            assert second.equals(first) if isinstance(first, pl.DataFrame) else second == first

    def test_another_navigator_fetches_again(
        self, client: Ionworks, nav: Navigator, no_disk: None, wire: Wire
    ) -> None:
        nav.specs()
        assert wire.count(Navigator(client).specs) > 0

    @pytest.mark.parametrize("size", [1, 2])
    def test_pages_are_followed(
        self, client: Ionworks, forest: dict[str, Any], wire: Wire, size: int
    ) -> None:
        nav = Navigator(client, page_size=size)
        assert [cell.name for cell in nav.instances("CellA")] == ["CellA #1", "CellA #2"]
        assert len(nav.measurements(forest["CellA #1"])) == 2
        limits = {request.url.params["limit"] for request in wire}
        assert limits == {str(size)}

    @WALK.block("Configuration")
    def test_configuration(
        self, block: Block, environment: None, forest: dict[str, Any], wire: Wire
    ) -> None:
        nav = block.run(Navigator=Navigator, Ionworks=Ionworks)["nav"]
        with nav.client:
            assert nav.page_size == 200
            nav.instances("CellA")
            nav.measurements(forest["CellA #1"])
            assert {request.url.params["limit"] for request in wire} == {"200"}

    def test_the_client_may_be_left_out(
        self, environment: None, address: dict[str, Any], wire: Wire
    ) -> None:
        nav = Navigator()
        with nav.client:
            assert nav.specs() == ["CellA", "CellB"]
            assert nav.page_size == 200
            assert wire[0].headers["x-api-key"] == address["api_key"]

    @WALK.block("Looking up a single spec")
    def test_lookup(self, block: Block, nav: Navigator) -> None:
        assert block.run(nav=nav)["spec"].name == "CellA"

    def test_a_name_that_is_not_there(self, nav: Navigator) -> None:
        with pytest.raises(KeyError) as caught:
            nav.spec("CelA")
        assert all(name in str(caught.value) for name in ("CelA", "'CellA'", "'CellB'"))

    @WALK.block("Invalidating the cache")
    def test_invalidation_code(
        self, block: Block, nav: Navigator, forest: dict[str, Any], no_disk: None, wire: Wire
    ) -> None:
        calls = everything(nav, forest)
        for call in calls.values():
            call()
        block.run(nav=nav)  # its first line drops everything
        for name, call in calls.items():
            if not name.startswith("instances"):  # specs() has brought the list of types
                assert wire.count(call) > 0, name

    @pytest.mark.parametrize(
        ("dropped", "below"),
        [
            ({"spec_name": "CellA"}, "CellA"),
            ({"instance_id": "CellA #1"}, "CellA #1"),
            ({"measurement_id": "CellA #1 x"}, "CellA #1 x"),
        ],
    )
    def test_invalidation_cascades_downward_and_no_further(
        self,
        nav: Navigator,
        forest: dict[str, Any],
        no_disk: None,
        wire: Wire,
        dropped: dict[str, str],
        below: str,
    ) -> None:
        calls = everything(nav, forest)
        for call in calls.values():
            call()
        nav.invalidate(**{key: forest.get(value, value) for key, value in dropped.items()})
        del calls["specs"]
        for name, call in calls.items():
            kind, what = name.split(" ", 1)
            if kind == "instances" and what == "CellA" and "measurement_id" not in dropped:
                call()  # the list that the dropped one is in may be fetched again
                continue
            assert (wire.count(call) > 0) == what.startswith(below), name

    def test_a_new_sibling_is_seen_after_invalidation(
        self, nav: Navigator, client: Ionworks, forest: dict[str, Any]
    ) -> None:
        spec = client.cell_spec.create({"name": f"new {uuid4()}"})
        try:
            assert nav.instances(spec.name) == []
            client.cell_instance.create(spec.id, {"name": "sibling"})
            assert nav.instances(spec.name) == []
            nav.invalidate(spec_name=spec.name)
            assert [cell.name for cell in nav.instances(spec.name)] == ["sibling"]
        finally:
            client.cell_spec.delete(spec.id)

    def test_the_layers_compose(
        self, nav: Navigator, client: Ionworks, forest: dict[str, Any], wire: Wire
    ) -> None:
        test = forest["CellA #1 x"]
        nav.time_series(test)
        nav.clear()
        assert wire.count(lambda: nav.time_series(test)) == 0  # from the disk
        assert wire.count(lambda: Navigator(client).time_series(test)) == 0


# --- the disk cache -----------------------------------------------------------------------


class TestLocalCaching:
    @pytest.fixture
    def read(self, client: Ionworks, library: dict[str, Any]) -> Callable[..., Any]:
        def read(table: str, **options: Any) -> Any:
            return getattr(client.cell_measurement, table)(library["series"], **options)

        return read

    @pytest.mark.parametrize("table", TABLES)
    def test_a_second_read_asks_nothing(
        self, read: Callable[..., Any], wire: Wire, table: str
    ) -> None:
        assert ionworks.get_cache_enabled() is True  # by default
        first = read(table)
        seen = len(wire)
        assert seen > 0
        second = read(table)
        assert len(wire) == seen
        frames = (
            [(first[name], second[name]) for name in ("steps", "cycles")]
            if (table == "steps_and_cycles")
            else [(first, second)]
        )
        assert all(one.equals(other) for one, other in frames)

    @pytest.mark.parametrize("table", TABLES)
    def test_what_has_expired_is_fetched(
        self, read: Callable[..., Any], wire: Wire, table: str
    ) -> None:
        read(table)
        ionworks.set_cache_ttl(0)
        assert wire.count(lambda: read(table)) > 0

    def test_data_is_stored_as_parquet_in_the_home_directory_for_an_hour(
        self,
        read: Callable[..., Any],
        library: dict[str, Any],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        monkeypatch.setitem(GLOBAL, "directory", None)
        directory = tmp_path / ".ionworksdata_cache"
        assert (ionworks.get_cache_directory(), ionworks.get_cache_ttl()) == (directory, 3600)
        read("time_series")
        (file,) = directory.rglob("*.parquet")
        assert pl.read_parquet(file).equals(SERIES)

    HEADING = "Skipping the cache"

    @CACHE.block(HEADING)
    def test_skipping_code(
        self, block: Block, client: Ionworks, library: dict[str, Any], wire: Wire
    ) -> None:
        given = {"client": client, "measurement_id": library["series"]}
        first = block.run(**given)
        assert wire.count(lambda: block.run(**given)) == len(wire) / 2 > 0
        assert first["time_series"].equals(SERIES)
        assert first["steps"].height == 2

    @pytest.mark.parametrize("table", TABLES)
    def test_skipping_neither_reads_nor_writes(
        self, read: Callable[..., Any], wire: Wire, table: str
    ) -> None:
        read(table, use_cache=False)
        assert not list(ionworks.get_cache_directory().rglob("*.parquet"))
        assert wire.count(lambda: read(table)) > 0
        assert wire.count(lambda: read(table)) == 0
        assert wire.count(lambda: read(table, use_cache=False)) > 0

    @pytest.mark.parametrize(
        "method", [*TABLES, "detail", "get_file", "download_files", "read_many"]
    )
    def test_every_method_that_fetches_data_can_skip_it(
        self, client: Ionworks, method: str
    ) -> None:
        signature = inspect.signature(getattr(client.cell_measurement, method))
        assert signature.parameters["use_cache"].default is True

    @CACHE.block("Configuring the cache")
    def test_configuration_code(self, block: Block) -> None:
        assert block.run()["deleted_count"] == 0
        assert ionworks.get_cache_directory() == Path("/path/to/custom/cache")
        assert ionworks.get_cache_ttl() is None
        assert ionworks.get_cache_enabled() is True

    def test_every_function_does_what_the_table_says(
        self, read: Callable[..., Any], wire: Wire, tmp_path: Path
    ) -> None:
        ionworks.set_cache_directory(tmp_path / "cache")
        assert ionworks.get_cache_directory() == tmp_path / "cache"
        read("time_series")
        assert list((tmp_path / "cache").rglob("*.parquet"))

        ionworks.set_cache_enabled(False)
        assert ionworks.get_cache_enabled() is False
        assert wire.count(lambda: read("time_series")) > 0
        ionworks.set_cache_enabled(True)
        assert ionworks.get_cache_enabled() is True
        assert wire.count(lambda: read("time_series")) == 0

        ionworks.set_cache_ttl(7200)
        assert ionworks.get_cache_ttl() == 7200
        ionworks.set_cache_ttl(None)
        assert ionworks.get_cache_ttl() is None
        assert wire.count(lambda: read("time_series")) == 0

        read("steps")
        read("cycles")
        assert ionworks.clear_cache() == 3
        assert ionworks.clear_cache() == 0
        assert wire.count(lambda: read("time_series")) > 0

    def test_settings_are_global(
        self, connection: dict[str, Any], library: dict[str, Any], wire: Wire
    ) -> None:
        test = library["series"]
        with Ionworks(**connection) as first, Ionworks(**connection) as second:
            first.cell_measurement.steps(test)
            assert wire.count(lambda: second.cell_measurement.steps(test)) == 0
            ionworks.set_cache_enabled(False)
            for client in (first, second):
                assert wire.count(lambda c=client: c.cell_measurement.steps(test)) > 0


@pytest.mark.parametrize("part", [DETAIL, WALK, CACHE])
def test_every_block_of_the_page_is_proven(part: Page) -> None:
    assert part.unproven() == []
