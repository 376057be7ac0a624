"""One platform for the pages of the guide: its clock is known, and an id can be chosen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock
from types import ModuleType
from typing import Any
from uuid import uuid4

import httpx
import pytest
from guides.samples import described

import ionworks
from ionworks import Ionworks
from ionworks.local.server import Platform

STEP = timedelta(seconds=1)
CHOSEN = "measurement-id-here"


class Clock:
    """A second goes by between two looks, in the time that the guide's examples filter for."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 3, 1, tzinfo=UTC)
        self._lock = Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self._moment += STEP
            return self._moment


class Ids:
    """Random ids; those that a test plans come first."""

    def __init__(self) -> None:
        self.planned: list[str] = []

    def __call__(self) -> str:
        return self.planned.pop(0) if self.planned else str(uuid4())


@pytest.fixture(scope="session")
def ids() -> Ids:
    """The ids of the platform."""
    return Ids()


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory, ids: Ids) -> Iterator[Platform]:
    """The platform of the pages."""
    with Platform(tmp_path_factory.mktemp("guides"), clock=Clock(), ids=ids) as running:
        yield running


@pytest.fixture(scope="module")
def address(platform: Platform) -> dict[str, Any]:
    """Arguments that connect a client to the default project."""
    return {"api_url": platform.url, "api_key": platform.api_key}


@pytest.fixture(scope="module")
def project(address: dict[str, Any]) -> str:
    """A project for the tests of a page that write."""
    with Ionworks(**address) as client:
        return str(client.project.create({"name": f"project {uuid4()}"}).id)


@pytest.fixture
def connection(address: dict[str, Any], project: str) -> dict[str, Any]:
    """Arguments that connect a client to the project of the page."""
    return {**address, "project_id": project}


@pytest.fixture
def environment(
    connection: dict[str, Any], monkeypatch: pytest.MonkeyPatch, _no_settings_from_outside: None
) -> None:
    """Set the variables that ``Ionworks()`` reads."""
    for name, value in connection.items():
        monkeypatch.setenv(f"IONWORKS_{name.upper()}", value)


@pytest.fixture
def spec(client: Ionworks) -> Any:
    """A specification of the test's own."""
    return client.cell_spec.create({"name": f"specification {uuid4()}"})


@pytest.fixture
def cell(client: Ionworks, spec: Any) -> Any:
    """A cell of the test's own."""
    return client.cell_instance.create(spec.id, {"name": "cell"})


@pytest.fixture(scope="session")
def chosen(platform: Platform, ids: Ids) -> str:
    """A time series with the id that the guide's examples print."""
    with Ionworks(api_url=platform.url, api_key=platform.api_key) as client:
        spec = client.cell_spec.create({"name": "of the chosen measurement"})
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        # The request that begins the upload takes one id for itself, then one for the record.
        ids.planned = [str(uuid4()), CHOSEN]
        made = client.cell_measurement.create(cell.id, described("of a chosen id"))
    assert made.id == CHOSEN
    return CHOSEN


@pytest.fixture
def companion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer our loader as ``ionworksdata.DataLoader``, since the package is not installed here."""
    module = ModuleType("ionworksdata")
    module.DataLoader = ionworks.DataLoader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ionworksdata", module)


class Wire(list[httpx.Request]):
    """The requests of blocking clients, in the order in which they were sent."""

    def shown(self) -> list[str]:
        """Give them as ``GET /cell_specifications``."""
        return [f"{request.method} {request.url.path}" for request in self]

    def count(self, act: Any) -> int:  # type: ignore[override]
        """Count the requests of an act."""
        before = len(self)
        act()
        return len(self) - before


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Watch what is sent."""
    seen = Wire()
    send = httpx.HTTPTransport.handle_request

    def watched(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return send(self, request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", watched)
    return seen


@pytest.fixture
def http(address: dict[str, Any]) -> Iterator[httpx.Client]:
    """The service without a client of ours."""
    with httpx.Client(
        base_url=address["api_url"], headers={"X-API-Key": address["api_key"]}, timeout=30
    ) as client:
        yield client
