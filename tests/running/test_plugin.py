"""The pytest plugin in a stranger's project, where every warning is an error."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

THEIRS = '''
import anyio
import ionworks
from ionworks import Ionworks

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
'''


def test_a_stranger_uses_the_fixture(tmp_path: Path) -> None:
    (tmp_path / "test_theirs.py").write_text(THEIRS % tmp_path)
    options = ["-p", "no:cacheprovider", "-p", "no:schemathesis"]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", *options, "--basetemp=base"],
        cwd=tmp_path,
        env={"PATH": "", "HOME": str(tmp_path), "IONWORKS_TOKEN": "of-the-hosted-service"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 passed" in run.stdout


def test_pytest_finds_the_plugin() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    (module,) = project["project"]["entry-points"]["pytest11"].values()
    assert import_module(module).ionworks_platform.__name__ == "ionworks_platform"
