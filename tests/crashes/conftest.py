"""A platform of its own for each test: it is stopped, started and audited."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from crashes.tools import connected, new_cell
from support.children import Handover

from ionworks import Ionworks
from ionworks.local.server import Platform

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "3"))
SEED = int(os.environ.get("CRASH_SEED", "1"))


@pytest.fixture(scope="session")
def rounds() -> range:
    """Seeds of the rounds of each kind of kill."""
    return range(SEED * 1000, SEED * 1000 + ROUNDS)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the platform of this test."""
    return tmp_path / "data"


@pytest.fixture
def own_platform(data: Path, handover: Handover) -> Iterator[Platform]:
    with handover.active(), Platform(data) as running:
        yield running


@pytest.fixture
def own_client(own_platform: Platform) -> Iterator[Ionworks]:
    with connected(own_platform) as client:
        yield client


@pytest.fixture
def cell(own_client: Ionworks) -> str:
    return new_cell(own_client)
