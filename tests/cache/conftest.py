from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cache.tools import Process

from ionworks.cache import Cache, CacheSettings
from ionworks.cache.settings import GLOBAL


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cache(directory: Path) -> Cache:
    return Cache(CacheSettings(directory=directory))


@pytest.fixture
def global_cache(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the global settings at a folder of the test, and put them back after it."""
    monkeypatch.setitem(GLOBAL, "enabled", True)
    monkeypatch.setitem(GLOBAL, "directory", directory)
    monkeypatch.setitem(GLOBAL, "ttl_seconds", 3600.0)
    return directory


@pytest.fixture
def process(directory: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def start(script: str, *flags: str) -> Process:
        started.append(Process(directory, script, *flags))
        return started[-1]

    yield start
    for one in started:
        one.close()
