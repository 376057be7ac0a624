"""The navigator: every page, each thing once, nothing stale, nothing shared."""

from __future__ import annotations

import inspect
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import anyio
import polars as pl
import pytest

from ionworks import AsyncIonworks, ConflictError, Ionworks, NotFoundError, PaginatedList
from ionworks._io.blocking import run
from ionworks._io.memo import BETWEEN_TASKS, BETWEEN_THREADS, Memo
from ionworks.cache.settings import GLOBAL
from ionworks.navigator import AsyncNavigator, Navigator
from ionworks.records import CellSpecification

SERIES = {
    "Time [s]": [0.0, 10.0, 20.0, 30.0, 40.0, 50.0],
    "Voltage [V]": [4.0, 3.9, 3.8, 3.85, 3.86, 3.87],
    "Current [A]": [1.0, 1.0, 1.0, 0.0, 0.0, 0.0],
    "Step count": [0, 0, 0, 1, 1, 1],
}


class Face:
    """Either navigator with every method awaited, and the paths that it asked for."""

    def __init__(self, navigator, asked):
        self.navigator = navigator
        self.asked = asked

    def __getattr__(self, name):
        async def call(*arguments, **options):
            outcome = getattr(self.navigator, name)(*arguments, **options)
            return await outcome if inspect.isawaitable(outcome) else outcome

        return call

    async def requests(self, name, *arguments, **options):
        """Count the requests of a call."""
        before = len(self.asked)
        await getattr(self, name)(*arguments, **options)
        return len(self.asked) - before


def watch(client):
    """Write down every request of a client."""
    asked = []
    if isinstance(client, AsyncIonworks):

        async def saw(request):
            asked.append(request.url.path)

        client._runtime.backend._http.here().event_hooks["request"].append(saw)
    else:
        hooks = client._async._runtime.backend._http.here().event_hooks
        hooks["request"].append(lambda request: asked.append(request.url.path))
    return asked


@pytest.fixture(autouse=True)
def _nothing_on_disk(monkeypatch):
    """Keep the cache on disk out of it, so that every read that is not remembered shows."""
    monkeypatch.setitem(GLOBAL, "enabled", False)


@pytest.fixture(scope="module")
def connection(platform):
    """Connect to a project that the tests of this module share and only read."""
    address = {"api_url": platform.url, "api_key": platform.api_key}
    with Ionworks(**address) as client:
        project = client.project.create({"name": "navigated"})
    return {**address, "project_id": project.id}


@pytest.fixture(scope="module")
def tree(connection):
    """Two specifications; the first has five cells, one of them two measurements."""
    with Ionworks(**connection) as client:
        spec = client.cell_spec.create({"name": "LG M50"})
        client.cell_spec.create({"name": "Coin"})
        cells = [client.cell_instance.create(spec.id, {"name": name}) for name in "ecabd"]
        series = {"time_series": SERIES}
        made = [
            client.cell_measurement.create(cells[2].id, {"measurement": {"name": name}, **series})
            for name in ("second", "first")
        ]
    return {"cell": cells[2].id, "measurement": made[1].id, "other": made[0].id}


@pytest.fixture
def empty(connection):
    """Connect to a project of the test's own."""
    with Ionworks(**connection) as client:
        project = client.project.create({"name": f"project {uuid4()}"})
    return {**connection, "project_id": project.id}


@pytest.fixture(params=["blocking", "async"])
def walk(request, connection):
    """Run a coroutine over a navigator of either face."""

    def blocking(act, *, at=connection, backend="polars", **settings):
        with Ionworks(**at, dataframe_backend=backend) as client:
            return run(act(Face(Navigator(client, **settings), watch(client))))

    def awaited(act, *, at=connection, backend="polars", **settings):
        async def main():
            async with AsyncIonworks(**at, dataframe_backend=backend) as client:
                return await act(Face(AsyncNavigator(client, **settings), watch(client)))

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited


def test_the_hierarchy_is_walked_in_order_of_names(walk, tree):
    async def act(navigator):
        seen = []
        for spec in await navigator.specs():
            for cell in await navigator.instances(spec):
                for measurement in await navigator.measurements(cell.id):
                    series = await navigator.time_series(measurement.id)
                    steps = await navigator.steps(measurement.id)
                    cycles = await navigator.cycles(measurement.id)
                    heights = (series.height, steps.height, cycles.height)
                    seen.append((spec, cell.name, measurement.name, *heights))
        names = [cell.name for cell in await navigator.instances("LG M50")]
        return await navigator.specs(), names, seen

    specs, cells, seen = walk(act)
    assert specs == ["Coin", "LG M50"]
    assert cells == list("abcde")
    assert seen == [("LG M50", "a", "first", 6, 2, 1), ("LG M50", "a", "second", 6, 2, 1)]


def test_every_page_is_followed(walk, tree):
    async def act(navigator):
        asked = await navigator.requests("instances", "LG M50")
        return asked, len(await navigator.instances("LG M50"))

    # One page of the two specifications, and 2 + 2 + 1 cells.
    assert walk(act, page_size=2) == (1 + 3, 5)


def test_each_thing_is_fetched_once(walk, tree):
    async def act(navigator):
        calls = [
            ("specs",),
            ("instances", "LG M50"),
            ("measurements", tree["cell"]),
            ("time_series", tree["measurement"]),
            ("steps", tree["measurement"]),
            ("cycles", tree["measurement"]),
        ]
        first = [await navigator.requests(*call) for call in calls]
        again = [await navigator.requests(*call) for call in calls]
        return first, [*again, await navigator.requests("spec", "Coin")]

    first, again = walk(act)
    assert all(first)
    assert again == [0] * 7


def test_what_is_changed_outside_does_not_change_what_is_remembered(walk, tree):
    async def polars(navigator):
        frame = await navigator.time_series(tree["measurement"])
        frame[0, "Voltage [V]"] = 99.0
        frame.insert_column(0, pl.Series("mine", range(6)))
        frame["Current [A]"].set(pl.Series([True] * 6), -1.0)
        cells = await navigator.instances("LG M50")
        cells.clear()
        names = await navigator.specs()
        names.clear()
        return (
            await navigator.time_series(tree["measurement"]),
            len(await navigator.instances("LG M50")),
            len(await navigator.specs()),
        )

    async def pandas(navigator):
        frame = await navigator.time_series(tree["measurement"])
        frame.loc[:, "Voltage [V]"] = 99.0
        frame["mine"] = 1
        return await navigator.time_series(tree["measurement"])

    frame, cells, names = walk(polars)
    assert frame.equals(pl.DataFrame(SERIES))
    assert (cells, names) == (5, 2)
    assert walk(pandas, backend="pandas").to_dict("list") == SERIES


def test_a_name_that_is_not_there_says_which_are(walk, tree):
    async def act(navigator):
        with pytest.raises(KeyError) as error:
            await navigator.spec("lg m5O")
        with pytest.raises(KeyError, match="there are: 'Coin', 'LG M50'"):
            await navigator.instances("zzz")
        assert (await navigator.spec("Coin")).name == "Coin"
        return error.value.args[0]

    assert walk(act) == (
        "no cell specification 'lg m5O'; did you mean 'LG M50'? there are: 'Coin', 'LG M50'"
    )


def test_an_empty_project_says_so(walk, empty):
    async def act(navigator):
        with pytest.raises(KeyError, match="there are none"):
            await navigator.spec("LG M50")
        return await navigator.specs()

    assert walk(act, at=empty) == []


def test_invalidate_forgets_what_is_below(walk, tree):
    async def filled(navigator):
        await navigator.instances("LG M50")
        await navigator.instances("Coin")
        await navigator.measurements(tree["cell"])
        await navigator.steps(tree["measurement"])
        await navigator.steps(tree["other"])

    async def asked_again(navigator):
        return {
            "specs": bool(await navigator.requests("specs")),
            "cells": bool(await navigator.requests("instances", "LG M50")),
            "coins": bool(await navigator.requests("instances", "Coin")),
            "measurements": bool(await navigator.requests("measurements", tree["cell"])),
            "steps": bool(await navigator.requests("steps", tree["measurement"])),
            "other": bool(await navigator.requests("steps", tree["other"])),
        }

    async def act(navigator):
        outcomes = []
        for part in (
            {"measurement_id": tree["measurement"]},
            {"instance_id": tree["cell"]},
            {"spec_name": "LG M50"},
            {"spec_name": "Coin"},
            {"measurement_id": "unheard of"},
        ):
            await filled(navigator)
            await navigator.invalidate(**part)
            again = await asked_again(navigator)
            outcomes.append({name for name, asked in again.items() if asked})
        await navigator.clear()
        again = await asked_again(navigator)
        with pytest.raises(TypeError, match="clear"):
            await navigator.invalidate()
        return outcomes, all(again.values())

    outcomes, cleared = walk(act)
    assert outcomes == [
        {"steps"},
        {"cells", "measurements", "steps", "other"},
        {"specs", "cells", "measurements", "steps", "other"},
        {"specs", "coins"},
        set(),
    ]
    assert cleared


def test_data_of_unknown_parents_does_not_outlive_an_invalidation(walk, tree):
    async def act(navigator):
        await navigator.steps(tree["measurement"])  # by its id, without walking there
        await navigator.invalidate(instance_id=tree["cell"])
        return await navigator.requests("steps", tree["measurement"])

    assert walk(act) > 0


def test_a_new_sibling_is_seen_after_invalidation(walk, empty):
    with Ionworks(**empty) as client:
        spec = client.cell_spec.create({"name": "LG M50"})
        client.cell_instance.create(spec.id, {"name": "b"})

        async def act(navigator):
            before = await navigator.instances("LG M50")
            client.cell_instance.create(spec.id, {"name": "a"})
            still = await navigator.instances("LG M50")
            await navigator.invalidate(spec_name="LG M50")
            after = await navigator.instances("LG M50")
            return [[cell.name for cell in cells] for cells in (before, still, after)]

        assert walk(act, at=empty) == [["b"], ["b"], ["a", "b"]]


def test_frames_are_kept_up_to_a_limit(walk, tree):
    async def act(navigator):
        size = (await navigator.time_series(tree["measurement"])).estimated_size()
        navigator.navigator.clear()
        await navigator.time_series(tree["measurement"])
        await navigator.time_series(tree["other"])
        latest = await navigator.requests("time_series", tree["other"])
        oldest = await navigator.requests("time_series", tree["measurement"])
        return size, latest, oldest > 0

    size, latest, oldest = walk(act, max_frames_bytes=300)
    assert 150 < size < 300
    assert (latest, oldest) == (0, True)


def test_a_failure_is_not_remembered(walk, tree):
    async def act(navigator):
        unknown = "00000000-0000-0000-0000-000000000000"
        for _ in range(2):
            with pytest.raises(NotFoundError):
                await navigator.measurements(unknown)
        return navigator.asked

    assert len([path for path in walk(act) if path.endswith("measurements")]) == 2


def test_threads_share_one_request(connection, tree):
    with Ionworks(**connection) as client, ThreadPoolExecutor(8) as pool:
        asked = watch(client)
        navigator = Navigator(client)
        start = threading.Barrier(8)

        def read(_):
            start.wait()
            return navigator.cycles(tree["measurement"])

        frames = list(pool.map(read, range(8)))
    assert len(asked) == 1
    assert all(frame.equals(frames[0]) for frame in frames)


def test_tasks_share_one_request(connection, tree):
    async def main():
        async with AsyncIonworks(**connection) as client:
            asked = watch(client)
            navigator = AsyncNavigator(client)
            async with anyio.create_task_group() as group:
                for _ in range(100):  # more than there are threads to wait in
                    group.start_soon(navigator.cycles, tree["measurement"])
            return asked

    assert len(anyio.run(main)) == 1


def test_names_are_keys_of_the_specifications_too(walk, tree):
    async def act(navigator):
        names = await navigator.specs()
        return (
            names,
            dict(names),
            names["Coin"].name,
            names.get("x"),
            [s.name for s in names.values()],
        )

    names, by_name, coin, nothing, values = walk(act)
    assert names == values == list(by_name) == names.keys() == ["Coin", "LG M50"]
    assert names[0] == coin == by_name["Coin"].name == "Coin"
    assert nothing is None
    assert names.items() == list(by_name.items())


def test_the_project_of_a_walk(client, connection):
    client.cell_spec.create({"name": "here"})
    other = client.project.create({"name": f"other than {connection['project_id']}"})
    client.cell_spec.create({"name": "there", "project_id": other.id})
    assert Navigator(client, 50, project_id=other).specs() == ["there"]
    here = Navigator(client).specs()  # beside those of the fixture
    assert "here" in here
    assert "there" not in here


def test_one_name_in_two_projects_is_ambiguous(client, monkeypatch):
    twins = [CellSpecification(id=record_id, name="LG M50") for record_id in ("1", "2")]

    async def both(**_page):
        return PaginatedList(twins, 2)

    # The embedded platform lists one project at a time; a service may list several.
    monkeypatch.setattr(client._async.cell_spec, "list", both)
    navigator = Navigator(client)
    assert navigator.specs() == ["LG M50"]
    with pytest.raises(ConflictError, match="project_id") as error:
        navigator.spec("LG M50")
    assert error.value.status_code == 409


@pytest.mark.parametrize("settings", [{"page_size": 0}, {"page_size": 1001}])
def test_settings_are_checked(client, settings):
    with pytest.raises(ValueError, match="page_size"):
        Navigator(client, **settings)
    with pytest.raises(ValueError, match="max_frames_bytes"):
        Navigator(client, max_frames_bytes=-1)


def test_a_client_is_made_when_none_is_given(monkeypatch, connection):
    monkeypatch.setenv("IONWORKS_API_KEY", connection["api_key"])
    monkeypatch.setenv("IONWORKS_API_URL", connection["api_url"])
    navigator = Navigator()
    with navigator.client:
        assert isinstance(navigator.specs(), list)
    assert repr(navigator) == f"Navigator(client={navigator.client!r}, page_size=200)"


# --- the memory below --------------------------------------------------------------------


async def give(value):
    return value


def test_a_fetch_that_was_invalidated_meanwhile_is_not_kept():
    memo = Memo(BETWEEN_THREADS)

    async def invalidated():
        memo.drop(lambda key: True)
        return "old"

    assert run(memo.get(("k",), invalidated)) == "old"
    assert run(memo.get(("k",), lambda: give("new"))) == "new"


def test_one_who_waits_takes_over_from_one_who_was_cancelled():
    async def main():
        memo = Memo(BETWEEN_TASKS)
        began = anyio.Event()
        got = []

        async def forever():
            began.set()
            await anyio.sleep_forever()

        async def wait():
            got.append(await memo.get(("k",), lambda: give("value")))

        async with anyio.create_task_group() as outer:
            with anyio.CancelScope() as doomed:
                async with anyio.create_task_group() as inner:
                    inner.start_soon(memo.get, ("k",), forever)
                    await began.wait()
                    outer.start_soon(wait)
                    outer.start_soon(wait)
                    await anyio.wait_all_tasks_blocked()
                    doomed.cancel()
        return got

    assert anyio.run(main) == ["value", "value"]


def test_those_who_wait_get_the_failure():
    async def main():
        memo = Memo(BETWEEN_TASKS)
        began, go = anyio.Event(), anyio.Event()
        failures = []

        async def fails():
            began.set()
            await go.wait()
            raise OSError("no")

        async def ask(fetch):
            try:
                await memo.get(("k",), fetch)
            except OSError as problem:
                failures.append(problem)

        async with anyio.create_task_group() as group:
            group.start_soon(ask, fails)
            await began.wait()
            group.start_soon(ask, lambda: give("not asked"))
            await anyio.wait_all_tasks_blocked()
            go.set()
        return failures, await memo.get(("k",), lambda: give("later"))

    failures, later = anyio.run(main)
    assert [str(problem) for problem in failures] == ["no", "no"]
    assert later == "later"


def test_what_was_used_last_stays():
    memo = Memo(BETWEEN_THREADS, size=len, max_bytes=10)
    for key in "ab":
        run(memo.get((key,), lambda: give("12345")))
    run(memo.get(("a",), lambda: give("not asked")))
    run(memo.get(("c",), lambda: give("12345")))
    kept = [run(memo.get((key,), lambda: give("again"))) for key in "acb"]
    assert kept == ["12345", "12345", "again"]
    assert run(memo.get(("huge",), lambda: give("x" * 11))) == "x" * 11
    assert run(memo.get(("huge",), lambda: give("again"))) == "again"
