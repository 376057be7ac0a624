"""Clients and what hangs on them go to other processes, each with connections of its own."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
import cloudpickle
import polars as pl
import pytest

from ionworks import (
    AsyncIonworks,
    AsyncNavigator,
    CacheSettings,
    DataLoader,
    Ionworks,
    Navigator,
)

ROWS = 5
SERIES = {
    "Time [s]": [float(row) for row in range(ROWS)],
    "Step count": [0] * ROWS,
    "Cycle count": [0] * ROWS,
    "Current [A]": [1.0] * ROWS,
    "Voltage [V]": [3.7] * ROWS,
}


def whoami(client: Ionworks) -> str:
    return client.whoami().id


def whoami_awaited(client: AsyncIonworks) -> str:
    async def act() -> str:
        async with client:
            return (await client.whoami()).id

    return anyio.run(act)


def height(table: Any) -> int:
    frame = table.data if isinstance(table, DataLoader) else table.collect()
    return int(frame.height)


def names(navigator: Navigator) -> list[str]:
    return navigator.specs()


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as running:
        yield running


@pytest.fixture
def measurement_id(client: Ionworks) -> str:
    spec = client.cell_spec.create({"name": "s"})
    cell = client.cell_instance.create(spec.id, {"name": "c"})
    described = {"measurement": {"name": f"m {uuid4()}"}, "time_series": SERIES}
    return client.cell_measurement.create(cell.id, described).measurement.id


def test_everything_works_in_a_spawned_worker(
    client: Ionworks,
    connection: dict[str, Any],
    pool: ProcessPoolExecutor,
    measurement_id: str,
    tmp_path: Path,
) -> None:
    me = client.whoami().id
    own = Ionworks(**connection, timeout=7, cache=CacheSettings(directory=tmp_path))
    rows = client.cell_measurement.scan(measurement_id).filter(pl.col("Time [s]") > 1.0)
    loader = DataLoader.from_db(measurement_id, client=client)
    assert pool.submit(whoami, own).result() == me
    assert pool.submit(whoami_awaited, AsyncIonworks(**connection)).result() == me
    assert pool.submit(client.cell_measurement.time_series, measurement_id).result().height == ROWS
    assert pool.submit(height, rows).result() == ROWS - 2
    assert pool.submit(height, loader).result() == ROWS
    assert loader.data.height == ROWS
    assert pool.submit(height, loader).result() == ROWS  # with its data
    assert pool.submit(names, Navigator(client)).result() == ["s"]
    own.close()


def test_a_frame_that_an_awaited_client_scans_goes_to_a_worker(
    connection: dict[str, Any], pool: ProcessPoolExecutor, measurement_id: str
) -> None:
    async def scan() -> pl.LazyFrame:
        async with AsyncIonworks(**connection) as client:
            return await client.cell_measurement.scan(measurement_id)

    assert pool.submit(height, anyio.run(scan)).result() == ROWS


WAYS: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda thing: pickle.loads(pickle.dumps(thing)),
    "cloudpickle": lambda thing: pickle.loads(cloudpickle.dumps(thing)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("kind", [Ionworks, AsyncIonworks])
def test_a_copy_has_the_settings(way: Callable[[Any], Any], kind: Any, tmp_path: Path) -> None:
    client = kind(
        api_key="a key of twenty letters",
        api_url="http://127.0.0.1:9",
        project_id="p",
        organization_id="o",
        timeout=3,
        max_retries=1,
        dataframe_backend="pandas",
        cache=CacheSettings(directory=tmp_path, ttl=None),
    )
    again = way(client)
    assert type(again) is kind
    assert again.settings == client.settings
    assert again.settings.headers() == client.settings.headers()
    assert repr(again) == repr(client)
    assert "twenty" not in repr(vars(again)) + repr(again.settings)


def test_a_pickle_is_of_the_settings_and_not_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Ionworks(api_key="one key", api_url="http://127.0.0.1:9")
    monkeypatch.setenv("IONWORKS_PROJECT_ID", "another")
    monkeypatch.setenv("IONWORKS_API_KEY", "another")
    assert pickle.loads(pickle.dumps(client)).settings == client.settings


@pytest.mark.parametrize("way", ["pickle", "deepcopy"])
def test_a_copy_outlives_the_one_that_it_was_made_of(client: Ionworks, way: str) -> None:
    again = WAYS[way](client)
    client.close()
    assert again.whoami()
    again.close()


def test_a_navigator_starts_with_nothing_elsewhere(client: Ionworks) -> None:
    navigator = Navigator(client, page_size=7, max_frames_bytes=9)
    assert navigator.specs() == []
    client.cell_spec.create({"name": "later"})
    again = pickle.loads(pickle.dumps(navigator))
    assert (again.page_size, again.max_frames_bytes) == (7, 9)
    assert (again.specs(), navigator.specs()) == (["later"], [])
    assert pickle.loads(pickle.dumps(AsyncNavigator(client._async))).page_size == 200
    again.client.close()


PROGRAM = """
import pickle, sys
client = pickle.load(sys.stdin.buffer)
print(client.whoami().id, client.settings.api_url)
"""


def test_a_local_client_is_pickled_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Ionworks(api_url="local:lab") as client:
        # In another folder, the relative path leads to the same platform.
        said = subprocess.run(
            [sys.executable, "-W", "error", "-c", PROGRAM],
            input=pickle.dumps(client),
            capture_output=True,
            cwd="/",
            timeout=120,
            check=True,
        )
        assert said.stdout.decode().split() == [client.whoami().id, client.settings.api_url]


def test_nothing_else_carries_the_credential(client: Ionworks) -> None:
    secret = client.settings.credential.value.encode()
    spec = client.cell_spec.create({"name": "s"})
    for thing in (spec, client.cell_spec.list(), client.urls):
        assert secret not in pickle.dumps(thing)
    for thing in (client.settings, client.settings.credential):
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(thing)
    assert secret.decode() not in json.dumps(spec.to_dict(), default=str)
