"""A platform behind two proxies, with a clock of its own, and clients that reach it by them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import anyio
import httpx
import polars as pl
import pytest
from support.pauses import without_waiting
from support.proxy import Proxy, proxied

from ionworks import AsyncIonworks, Ionworks
from ionworks._io import delivery
from ionworks.local.server import Platform

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 60.0, 120.0, 180.0],
        "Voltage [V]": [4.1, 4.0, 3.9, 4.0],
        "Current [A]": [5.0, 5.0, 5.0, 0.0],
        "Step count": [0, 0, 0, 1],
    }
)
Act = Callable[[Any], Any]


@dataclass
class Stage:
    """The platform, the proxies before it, and a client that goes past them."""

    platform: Platform
    service: Proxy
    storage: Proxy
    direct: Ionworks
    spec: Any
    cell: Any
    old: Any
    ahead: timedelta = timedelta()
    down_for_good: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def name(self, what: str) -> str:
        return f"{what} {next(self.numbers)}"

    def detail(self) -> dict[str, Any]:
        return {"measurement": {"name": self.name("pulse")}, "time_series": SERIES}

    def named(self, measurement: str) -> list[Any]:
        """Measurements of a name, as the platform has them."""
        return list(self.direct.cell_measurement.list(self.cell.id, name_exact=measurement))

    def stored(self, measurement_id: str) -> pl.DataFrame:
        """The series of a measurement as it lies in the storage."""
        folder = self.platform.data / "objects" / "measurements" / measurement_id
        return pl.read_parquet(folder / "1" / "time_series.parquet")

    @contextmanager
    def clock_ahead(self, amount: timedelta) -> Iterator[None]:
        """Let the clock of the platform go ahead of that of the client."""
        self.ahead = amount
        try:
            yield
        finally:
            self.ahead = timedelta()

    def sent(self, method: str, ending: str) -> tuple[int, int]:
        """How many requests of a kind arrived at the service, and how many were processed."""
        arrived, processed = (
            sum(line.startswith(method) and line.endswith(ending) for line in lines)
            for lines in (self.service.seen, self.service.reached)
        )
        return arrived, processed

    def heal(self) -> None:
        """Take every fault off, and forget what was counted."""
        self.down_for_good = False
        self.service.heal()
        self.storage.heal()


def posts(ending: str) -> Callable[[str, str], bool]:
    """Pick POST requests by the end of their path."""
    return lambda method, path: method == "POST" and path.endswith(ending)


@pytest.fixture(scope="session")
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stages: list[Stage] = []

    def clock() -> datetime:
        return datetime.now(UTC) + (stages[0].ahead if stages else timedelta())

    with (
        Platform(tmp_path_factory.mktemp("faults"), clock=clock) as platform,
        proxied(platform.url, platform.storage_url) as (service, storage),
        Ionworks(platform.api_key, api_url=platform.url) as direct,
    ):
        spec = direct.cell_spec.create({"name": "LG M50"})
        cell = direct.cell_instance.create(spec.id, {"name": "A"})
        old = direct.cell_measurement.create(
            cell.id, {"measurement": {"name": "old"}, "time_series": SERIES}
        )
        stages.append(Stage(platform, service, storage, direct, spec, cell, old))
        yield stages[0]
    # What is being received or processed lies here; nothing is, any more.
    assert list((platform.data / "incoming").iterdir()) == []


@pytest.fixture
def stage(_stage: Stage) -> Iterator[Stage]:
    """The stage, with no fault on it before and after."""
    _stage.heal()
    yield _stage
    _stage.heal()


@pytest.fixture
def slept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that were asked for; each is cut short. In it, what refused takes calls again."""

    def told(seconds: float) -> None:
        if not stage.down_for_good:
            stage.service.listen()
            stage.storage.listen()
        time.sleep(min(seconds, 0.02))  # lets the platform process what is polled for

    return without_waiting(monkeypatch, told)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(params=["blocking", "async"])
def through(
    request: pytest.FixtureRequest, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Run an act through the proxies, in either face: ``through(act, timeout=1)``."""
    monkeypatch.setattr(delivery, "_TRANSFER_TIMEOUT", httpx.Timeout(1.0))
    where = {"api_key": stage.platform.api_key, "api_url": stage.service.url}

    def blocking(act: Act, **settings: Any) -> Any:
        with Ionworks(**where, **settings) as client:
            return act(client)

    def awaited(act: Act, **settings: Any) -> Any:
        async def main() -> Any:
            async with AsyncIonworks(**where, **settings) as client:
                outcome = act(client)
                return await outcome if isinstance(outcome, Awaitable) else outcome

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited
