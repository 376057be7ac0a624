"""The pytest plugin in a stranger's project, where every warning is an error."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

THEIRS = '''
import os
import anyio
import ionworks
import pytest
from ionworks import Ionworks
from ionworks.cache.settings import GLOBAL

def report():
    """What the stranger wrote: it makes a client of its own."""
    with Ionworks() as client:
        return sorted(spec.name for spec in client.cell_spec.iter())

def test_of_one(ionworks_platform):
    ionworks_platform.client.cell_spec.create({"name": "LG M50"})
    assert report() == ["LG M50"]

def test_of_another_with_the_same_name(ionworks_platform, monkeypatch):
    assert report() == []
    ionworks_platform.client.cell_spec.create({"name": "LG M50"})

    async def main():
        async with ionworks_platform.async_client() as client:
            return (await client.cell_spec.list()).total

    assert anyio.run(main) == 1
    assert str(ionworks.get_cache_directory()).startswith("%s")
    assert ionworks_platform.api_key not in repr(ionworks_platform)
    ionworks.set_dataframe_backend("pandas")
    ionworks.set_cache_enabled(False)
    ionworks.set_cache_ttl(5)

def test_of_nothing_that_another_has_set(ionworks_platform):
    assert ionworks_platform.client.settings.dataframe_backend == "polars"
    assert Ionworks().settings.dataframe_backend == "polars"
    assert GLOBAL["enabled"] and GLOBAL["ttl_seconds"] == 3600

def test_of_nothing_that_is_left_behind():
    named = [name for name in os.environ if name.startswith("IONWORKS_")]
    assert named == ["IONWORKS_TOKEN"]
    assert GLOBAL["directory"] is None

@pytest.mark.anyio
async def test_of_an_event_loop(awaited, ionworks_platform):
    await awaited.cell_spec.create({"name": "awaited"})
    assert report() == ["awaited"]  # blocking calls work in a loop, too
    assert ionworks_platform.client.cell_spec.list().total == 1

class TestOfAWiderFixture:
    def test_first(self, measured):
        assert measured.client.cell_spec.list().total == 1
        assert measured.project_id != measured.other.project_id
        assert measured.other.client.cell_spec.list().total == 0

    def test_second(self, measured, ionworks_platform):
        assert measured.client.cell_spec.list().total == 1
        assert report() == []
'''
THEIR_FIXTURES = """
import pytest

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
async def awaited(ionworks_platform):
    async with ionworks_platform.async_client() as client:
        yield client

@pytest.fixture(scope="class")
def measured(ionworks_platform_factory):
    platform = ionworks_platform_factory()
    platform.client.cell_spec.create({"name": "first"})
    platform.other = ionworks_platform_factory()
    return platform
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "xdist"])
def test_a_stranger_uses_the_fixture(tmp_path: Path, workers: list[str]) -> None:
    (tmp_path / "conftest.py").write_text(THEIR_FIXTURES)
    (tmp_path / "test_theirs.py").write_text(THEIRS % tmp_path)
    options = ["-p", "no:cacheprovider", "-p", "no:schemathesis"]
    run = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-m",
            "pytest",
            "-q",
            *options,
            *workers,
            "--basetemp=base",
        ],
        cwd=tmp_path,
        env={"PATH": "", "HOME": str(tmp_path), "IONWORKS_TOKEN": "of-the-hosted-service"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "7 passed" in run.stdout


def test_pytest_finds_the_plugin() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    (module,) = project["project"]["entry-points"]["pytest11"].values()
    assert import_module(module).ionworks_platform.__name__ == "ionworks_platform"
