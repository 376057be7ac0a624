"""Two programs on one `local:` folder: the end of the first is not the end of the second."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import anyio
import pytest
from support.notebooks import notebook as jupyter
from support.notebooks import shown

from ionworks import AsyncIonworks, Ionworks
from ionworks._io import multipart
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

    def begin(self, code: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{code}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, code: str) -> str:
        self.begin(code)
        return self.answer()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def notebook(data: Path, name: str) -> Iterator[Notebook]:
    opened = Notebook(data, name)
    with opened.process:
        yield opened
        opened.process.kill()


@pytest.mark.parametrize("end", [Notebook.close, Notebook.kill])
def test_the_end_of_the_first_does_not_end_the_second(
    tmp_path: Path, end: Callable[[Notebook], None]
) -> None:
    data = tmp_path / "data"
    with notebook(data, "of the first") as first, notebook(data, "of the second") as second:
        address = first.ask("client.settings.api_url")
        assert second.ask("client.settings.api_url") == address  # it joined the first
        end(first)
        # A change first: it must not be lost, nor done twice.
        made = second.ask("upload('after')")
        assert second.ask("client.settings.api_url") != address
        assert second.ask("len(client.cell_measurement.time_series(kept))") == "3"
        assert second.ask("lazy.collect().height") == "3"
        names = second.ask("sorted(m.name for m in client.cell_measurement.list(cell.id))")
        assert names == str(sorted(["after", "of the first", "of the second"]))
        assert second.ask(f"client.cell_measurement.steps({made!r}).height") == "1"


def test_of_those_that_are_left_one_serves_the_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with notebook(data, "a") as first, notebook(data, "b") as second, notebook(data, "c") as third:
        address = first.ask("client.settings.api_url")
        first.kill()
        for left in (second, third):  # both find it out at once
            left.begin("len(client.cell_measurement.list(cell.id))")
        assert [left.answer() for left in (second, third)] == ["3", "3"]
        (served,) = {left.ask("client.settings.api_url") for left in (second, third)}
        assert served != address
        assert second.ask("upload('d')") in third.ask(
            "[found.id for found in client.cell_measurement.list(cell.id)]"
        )


def test_closing_one_client_does_not_end_another_one_of_the_program(tmp_path: Path) -> None:
    first, second = (Ionworks(api_url=tmp_path / "data") for _ in range(2))
    with second:
        assert first.settings.api_url == second.settings.api_url
        spec = first.cell_spec.create({"name": "LG M50"})
        first.close()
        assert second.cell_spec.get(spec.id).name == "LG M50"

        async def awaited() -> str:
            async with AsyncIonworks(api_url=tmp_path / "data") as third:
                return (await third.cell_spec.get(spec.id)).name

        assert anyio.run(awaited) == "LG M50"
        assert second.cell_instance.create(spec.id, {"name": "cell 1"}).name == "cell 1"


def test_kernels_of_jupyter_share_a_folder(tmp_path: Path) -> None:
    start = """
    import ionworks
    client = ionworks.Ionworks(api_url="local:data")
    awaited = ionworks.AsyncIonworks(api_url="local:data")
    """
    with ExitStack() as left:
        second = left.enter_context(jupyter(tmp_path))
        with jupyter(tmp_path) as first:
            first.run(dedent(start))
            first.run('spec = client.cell_spec.create({"name": "LG M50"})')
            second.run(dedent(start))
            second.run("served = client.settings.api_url")
        second.run('(spec,) = await awaited.cell_spec.list(name_exact="LG M50")')
        second.run('client.cell_instance.create(spec.id, {"name": "cell 1"})')
        assert shown(second.run("print(client.settings.api_url != served)")) == "True\n"
        assert shown(second.run("print((await awaited.cell_instance.list(spec)).total)")) == "1\n"
        second.run("await awaited.close()\nclient.close()")


@pytest.mark.parametrize("face", ["blocking", "awaited"])
def test_an_upload_goes_on_where_the_folder_is_served_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face: str
) -> None:
    first = Platform(tmp_path / "data")
    put = multipart.put

    async def put_late(*given: Any, **named: Any) -> None:
        first.close()  # after the links were made, before anything was sent to them
        await put(*given, **named)

    monkeypatch.setattr(multipart, "put", put_late)
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
