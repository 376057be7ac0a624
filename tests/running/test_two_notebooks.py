"""Two programs on one `local:` folder: the end of the first is not the end of the second."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from ionworks import AsyncIonworks, Ionworks
from ionworks._io.runtime import Runtime
from ionworks.local.server import Platform

NOTEBOOK = """
import sys
import polars as pl
from ionworks import Ionworks

client = Ionworks(api_url="local:" + sys.argv[1])
spec = client.cell_spec.create_or_get({"name": "LG M50"})
cell = client.cell_instance.create_or_get(spec.id, {"name": "cell 1"})

def upload(name):
    frame = pl.DataFrame({
        "Time [s]": [0.0, 1.0, 2.0], "Voltage [V]": [3.7, 3.6, 3.5],
        "Current [A]": [1.0, 1.0, 1.0], "Step count": [0, 0, 0],
    })
    detail = {"measurement": {"name": name}, "time_series": frame}
    return client.cell_measurement.create(cell.id, detail).id

kept = upload(sys.argv[2])
lazy = client.cell_measurement.scan(kept)
print("ready", flush=True)
for line in sys.stdin:
    print(eval(line), flush=True)
"""


class Notebook:
    """A program that works with the platform, and evaluates what it is told."""

    def __init__(self, data: Path, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", NOTEBOOK, data, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, code: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{code}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def notebook(data: Path, name: str) -> Iterator[Notebook]:
    opened = Notebook(data, name)
    with opened.process:
        yield opened
        opened.process.kill()


def test_closing_the_first_does_not_end_the_second(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with notebook(data, "of the first") as first, notebook(data, "of the second") as second:
        address = first.ask("client.settings.api_url")
        assert second.ask("client.settings.api_url") == address  # it joined the first
        assert first.process.stdin is not None
        first.process.stdin.close()
        first.process.wait()
        # A change first: it must not be lost, nor done twice.
        made = second.ask("upload('after')")
        assert second.ask("client.settings.api_url") != address
        assert second.ask("len(client.cell_measurement.time_series(kept))") == "3"
        assert second.ask("lazy.collect().height") == "3"
        names = second.ask("sorted(m.name for m in client.cell_measurement.list(cell.id))")
        assert names == str(sorted(["after", "of the first", "of the second"]))
        assert second.ask(f"client.cell_measurement.steps({made!r}).height") == "1"


@pytest.mark.parametrize("face", ["blocking", "awaited"])
def test_an_upload_goes_on_where_the_folder_is_served_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face: str
) -> None:
    first = Platform(tmp_path / "data")
    store = Runtime.store

    async def store_late(self: Runtime, *given: Any, **named: Any) -> None:
        first.close()  # after the links were made, before anything was sent to them
        await store(self, *given, **named)

    monkeypatch.setattr(Runtime, "store", store_late)
    monkeypatch.setattr("ionworks._io.repeating._pause", lambda state: 0.0)
    frame = {
        "Time [s]": [0.0, 1.0, 2.0],
        "Voltage [V]": [3.7, 3.6, 3.5],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }
    detail = {"measurement": {"name": "cycling"}, "time_series": frame}

    async def awaited() -> tuple[str, int]:
        async with AsyncIonworks(api_url=tmp_path / "data") as client:
            spec = await client.cell_spec.create({"name": "LG M50"})
            cell = await client.cell_instance.create(spec.id, {"name": "cell 1"})
            await client.cell_measurement.create(cell.id, detail)
            return client.settings.api_url, (await client.cell_measurement.list(cell.id)).total

    if face == "awaited":
        url, total = anyio.run(awaited)
    else:
        with Ionworks(api_url=tmp_path / "data") as client:
            spec = client.cell_spec.create({"name": "LG M50"})
            cell = client.cell_instance.create(spec.id, {"name": "cell 1"})
            client.cell_measurement.create(cell.id, detail)
            url, total = client.settings.api_url, client.cell_measurement.list(cell.id).total
    assert url != first.url
    assert total == 1
