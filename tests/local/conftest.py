"""A platform of its own for each test, and a bare HTTP client of it."""

import itertools
import shutil
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from local.series import SERIES, parquet

from ionworks.local.server import Platform


class TickingClock:
    """A clock that goes one millisecond on at each look, and further when told."""

    def __init__(self):
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)
        self.step = timedelta(milliseconds=1)

    def __call__(self):
        self.moment += self.step
        return self.moment

    def advance(self, **amount):
        self.moment += timedelta(**amount)


class Lab:
    """Short words for what tests do again and again."""

    _numbers = itertools.count(1)
    # Nothing here is encrypted, and loading the trusted certificates is slow.
    storage = httpx.Client(verify=False, timeout=30)

    def __init__(self, api):
        self.api = api

    def ok(self, method, path, **kwargs):
        response = self.api.request(method, path, **kwargs)
        assert response.is_success, response.text
        return response.json() if response.content else None

    def get(self, path, **params):
        return self.ok("GET", path, params=params)

    def post(self, path, body=None):
        return self.ok("POST", path, json={} if body is None else body)

    def patch(self, path, body):
        return self.ok("PATCH", path, json=body)

    def delete(self, path):
        return self.ok("DELETE", path)

    def refused(self, status, method, path, **kwargs):
        response = self.api.request(method, path, **kwargs)
        assert response.status_code == status, response.text
        return response.json()

    def project(self, name="Second project"):
        return self.post("/projects", {"name": name})["id"]

    def specification(self, name=None, **fields):
        name = name or f"specification {next(self._numbers)}"
        return self.post("/cell_specifications", {"name": name, **fields})["id"]

    def cell(self, specification=None, name=None, **fields):
        parent = specification or self.specification()
        name = name or f"cell {next(self._numbers)}"
        return self.post(f"/cell_specifications/{parent}/cell_instances", {"name": name, **fields})[
            "id"
        ]

    def initiate(self, cell, name, **fields):
        body = {"measurement": {"name": name}, **fields}
        return self.post(f"/cell_instances/{cell}/cell_measurements/initiate-upload", body)

    def put(self, upload, filename, content):
        target = next(t for t in upload["uploads"] if t["filename"] == filename)
        self.storage.put(target["signed_url"], content=content).raise_for_status()

    def confirm(self, upload, cell, name, measurement=None, **fields):
        body = {"cell_instance_id": cell, "measurement": {"name": name, **(measurement or {})}}
        return self.post(
            f"/cell_measurements/{upload['measurement_id']}/confirm-upload", {**body, **fields}
        )

    def measurement(self, cell=None, name=None, *, frame=SERIES, wait=True, steps=None, **fields):
        """Upload a time series and return the id of its measurement."""
        cell = cell or self.cell()
        name = name or f"measurement {next(self._numbers)}"
        upload = self.initiate(cell, name)
        self.put(upload, "time_series.parquet", parquet(frame))
        if steps is not None:
            self.put(upload, "steps.parquet", parquet(steps))
        self.confirm(upload, cell, name, fields)
        if wait:
            self.wait(upload["measurement_id"])
        return upload["measurement_id"]

    def wait(self, measurement):
        """Return the record once it is processed."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            record = self.get(f"/cell_measurements/{measurement}")
            if record["processing_status"] in ("ready", "failed"):
                return record
            time.sleep(0.01)
        raise AssertionError(f"not processed: {record}")


def client(platform):
    return httpx.Client(
        base_url=platform.url,
        headers={"X-API-Key": platform.api_key},
        verify=False,
        timeout=30,
    )


@pytest.fixture
def clock():
    return TickingClock()


@pytest.fixture
def ids():
    numbers = itertools.count(1)
    return lambda: f"id-{next(numbers):06}"


@pytest.fixture(scope="session")
def _first_start(tmp_path_factory):
    """A folder that was started and stopped once; a copy of it starts sooner than a new one."""
    folder = tmp_path_factory.mktemp("first") / "data"
    Platform(folder, clock=TickingClock()).close()
    return folder


@pytest.fixture
def data(_first_start, tmp_path):
    """The data folder of the platform of this test."""
    return shutil.copytree(_first_start, tmp_path / "data")


@pytest.fixture
def platform(data, clock, ids, handover):
    with handover.active(), Platform(data, clock=clock, ids=ids) as platform:
        yield platform


@pytest.fixture
def api(platform):
    with client(platform) as api:
        yield api


@pytest.fixture
def lab(api):
    return Lab(api)


@pytest.fixture
def lab_at():
    """Give the lab of any platform."""
    with ExitStack() as stack:
        yield lambda platform: Lab(stack.enter_context(client(platform)))
