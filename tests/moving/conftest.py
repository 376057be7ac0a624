"""A platform to copy from, and another one to copy to; both with every kind of measurement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import polars as pl
import pytest

from ionworks import AsyncIonworks, Ionworks
from ionworks.local.server import Platform

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0, 2.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 0.0],
        "Step count": [0, 0, 1],
        "Noise [mV]": [0.5, None, 0.25],
    }
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Another platform: the arguments that connect a client to it."""
    with Platform(tmp_path / "elsewhere") as platform:
        yield {"api_key": platform.api_key, "api_url": platform.url}


@pytest.fixture
def other(elsewhere: dict[str, str]) -> Iterator[Ionworks]:
    """A client of the other platform."""
    with Ionworks(**elsewhere) as client:
        yield client


@pytest.fixture(params=["blocking", "async"])
def act(
    request: pytest.FixtureRequest, connection: dict[str, Any], elsewhere: dict[str, str]
) -> Callable[[Callable[..., Any]], Any]:
    """Run ``act(lambda client, other: ...)`` with two clients of either face."""

    def blocking(work: Callable[..., Any]) -> Any:
        with Ionworks(**connection) as client, Ionworks(**elsewhere) as other:
            return work(client, other)

    def awaited(work: Callable[..., Any]) -> Any:
        async def main() -> Any:
            async with AsyncIonworks(**connection) as client, AsyncIonworks(**elsewhere) as other:
                return await work(client, other)

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited


@pytest.fixture
def stored(client: Ionworks, tmp_path: Path) -> dict[str, str]:
    """Ids of a specification, its cell, and a measurement of each kind."""
    spec = client.cell_spec.create(
        {
            "name": "LG M50",
            "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
            "anode": {
                "material": {"name": "Graphite"},
                "properties": {"loading": {"value": 7, "unit": "mg.cm-2"}},
            },
            "notes": "from the shelf",
        }
    )
    cell = client.cell_instance.create(spec.id, {"name": "001", "batch": "B1"})
    series = client.cell_measurement.create(
        cell.id,
        {
            "measurement": {
                "name": "Pulse",
                "tags": ["pulse", "25 degC"],
                "start_time": "2026-01-02T03:04:05Z",
            },
            "time_series": SERIES,
        },
    )
    curve = client.cell_measurement.create(
        cell.id,
        {
            "measurement": {"name": "OCV", "data_type": "ocp"},
            "time_series": {"Capacity [A.h]": [0.0, 1.0, 2.0], "Voltage [V]": [4.0, 3.9, 3.8]},
        },
    )
    properties = client.cell_measurement.create_properties(cell.id, "Weight", {"mass": 68.5})
    photo = tmp_path / "photo.txt"
    photo.write_text("a cell")
    files = client.cell_measurement.create_file(cell.id, "Photos", [photo])
    return {
        "spec": spec.id,
        "cell": cell.id,
        "series": series.id,
        "curve": curve.id,
        "properties": properties.id,
        "files": files.id,
    }
