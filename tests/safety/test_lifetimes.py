"""Clients that are closed, change the event loop, or lose the main thread or their platform."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest

from ionworks import (
    AsyncIonworks,
    AsyncNavigator,
    ClientClosedError,
    DataLoader,
    Ionworks,
    Navigator,
)
from ionworks.local.server import Platform

SERIES = {
    "Time [s]": [0.0, 1.0, 2.0],
    "Step count": [0, 0, 1],
    "Cycle count": [0, 0, 0],
    "Current [A]": [1.0, 1.0, 0.0],
    "Voltage [V]": [3.7, 3.7, 3.7],
}


def test_a_closed_client_says_so(connection: dict[str, Any]) -> None:
    client = Ionworks(**connection)
    walk = client.cell_spec.iter()
    client.close()
    client.close()
    for use in (
        client.whoami,
        client.cell_spec.list,
        lambda: next(walk),
        lambda: client.raw_data.upload(b"x", name="x"),
        lambda: Navigator(client).specs(),
        lambda: DataLoader.from_db("m", client=client).data,
        lambda: client.api.get_httpx_client().get("/projects"),
    ):
        with pytest.raises(ClientClosedError, match="Make another one") as refusal:
            use()
        assert isinstance(refusal.value, RuntimeError)  # as it was before it had a name


def test_a_closed_awaited_client_says_so(connection: dict[str, Any]) -> None:
    async def main() -> None:
        client = AsyncIonworks(**connection)
        walk = client.cell_spec.iter()
        await client.health_check()
        await client.close()
        await client.close()
        for use in (
            client.whoami,
            client.cell_spec.list,
            walk.__anext__,
            AsyncNavigator(client).specs,
            lambda: DataLoader.afrom_db("m", client=client),
        ):
            with pytest.raises(ClientClosedError, match="Make another one"):
                await use()

    anyio.run(main)


# The connections of a loop that ended without a word are closed when Python drops them.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_awaited_client_works_in_one_event_loop_after_another(
    connection: dict[str, Any],
) -> None:
    client = AsyncIonworks(**connection)
    navigator = AsyncNavigator(client)

    async def make(name: str) -> list[str]:
        await client.cell_spec.create({"name": name})
        navigator.clear()
        return await navigator.specs()

    assert asyncio.run(make("a")) == ["a"]
    assert asyncio.run(make("b")) == ["a", "b"]
    assert anyio.run(make, "c") == ["a", "b", "c"]
    asyncio.run(client.close())
    with pytest.raises(ClientClosedError):
        asyncio.run(make("d"))
    gc.collect()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_awaited_client_works_in_two_event_loops_at_once(connection: dict[str, Any]) -> None:
    async def main() -> list[int]:
        client = AsyncIonworks(**connection)
        await client.health_check()

        async def elsewhere() -> int:
            return (await client.project.list()).count

        found = [await anyio.to_thread.run_sync(anyio.run, elsewhere) for _ in range(2)]
        found.append((await client.project.list()).count)
        await client.close()
        return found

    found = anyio.run(main)
    gc.collect()
    assert len(set(found)) == 1


PROGRAM = """
import asyncio, sys, threading
from ionworks import AsyncIonworks, Ionworks

series = {series}
client = Ionworks(api_url=sys.argv[1])
spec = client.cell_spec.create({{"name": "s"}})
cell = client.cell_instance.create(spec.id, {{"name": "c"}})

def described(name):
    return {{"measurement": {{"name": name}}, "time_series": series}}

def work():
    threading.main_thread().join()
    made = client.cell_measurement.create(cell.id, described("blocking"))
    print(client.cell_measurement.steps_and_cycles(made.id).steps.height)

    async def awaited():
        async with AsyncIonworks(api_url=sys.argv[1]) as other:
            made = await other.cell_measurement.create(cell.id, described("awaited"))
            print(len(await other.cell_measurement.steps(made.id)))

    asyncio.run(awaited())

threading.Thread(target=work).start()
"""


def test_a_thread_works_on_after_the_main_thread(tmp_path: Path) -> None:
    said = subprocess.run(
        [
            *(sys.executable, "-c", PROGRAM.format(series=SERIES)),
            f"local:{tmp_path}",
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    assert said.stdout.split() == ["2", "2"], said.stderr
    assert said.stderr == ""


HOST = """
import sys, threading
from ionworks import AsyncIonworks, InterpreterEndingError
import asyncio

def work():
    threading.main_thread().join()

    async def awaited():
        async with AsyncIonworks(api_url="http://localhost:9", api_key="key") as client:
            await client.whoami()

    try:
        asyncio.run(awaited())
    except InterpreterEndingError as problem:
        print(problem)

threading.Thread(target=work).start()
"""


def test_a_host_that_cannot_be_looked_up_any_more_is_named() -> None:
    said = subprocess.run(
        [sys.executable, "-c", HOST], capture_output=True, text=True, timeout=120, check=True
    )
    assert "thread.join()" in said.stdout, said.stderr


@pytest.mark.parametrize("face", ["blocking", "awaited"])
def test_a_platform_that_went_with_another_program_is_found_again(
    tmp_path: Path, face: str
) -> None:
    with Platform(tmp_path / "lab") as first:
        url = first.url
        with Ionworks(api_url=f"local:{tmp_path / 'lab'}") as maker:
            spec = maker.cell_spec.create({"name": "kept"})

        async def awaited() -> tuple[str, str, str]:
            async with AsyncIonworks(api_url=f"local:{tmp_path / 'lab'}") as client:
                before = client.settings.api_url
                await client.health_check()
                await anyio.to_thread.run_sync(first.close)
                name = (await client.cell_spec.get(spec.id)).name
                return before, name, client.settings.api_url

        if face == "awaited":
            before, name, after = anyio.run(awaited)
        else:
            with Ionworks(api_url=f"local:{tmp_path / 'lab'}") as client:
                before = client.settings.api_url
                client.health_check()
                first.close()
                name, after = client.cell_spec.get(spec.id).name, client.settings.api_url
    assert (before, name) == (url, "kept")
    assert after != url
