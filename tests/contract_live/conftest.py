"""The contract as a source of requests, and for each test a platform in one known state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contract_live.contract import draw_no_constants, load_schema
from contract_live.platforms import Furnished, Live, furnish, serve


@pytest.fixture(autouse=True)
def _repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_no_constants(monkeypatch)


@pytest.fixture(scope="session")
def schema() -> Any:
    """The contract, as schemathesis reads it."""
    return load_schema()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A stopped platform with one record of each kind."""
    return furnish(tmp_path_factory.mktemp("furnished") / "data")


@pytest.fixture
def live(furnished: Furnished, tmp_path: Path) -> Iterator[Live]:
    """A copy of it, served: whatever a test does to it, the next one finds it as it was."""
    with serve(furnished, tmp_path / "data") as live:
        yield live
