"""Platforms that answer the same requests the same way each time: ids and times are counted."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import requests
from local.series import SERIES, parquet

from ionworks.local.server import Platform

API_KEY = "key-of-the-tests-0123"
BODY = parquet(SERIES)


class Clock:
    """A clock that goes on by a millisecond at each look."""

    def __init__(self, day: int) -> None:
        self._moment = datetime(2026, 1, day, tzinfo=UTC)
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Tell the moment."""
        with self._lock:
            self._moment += timedelta(milliseconds=1)
            return self._moment


@dataclass
class Furnished:
    """The folder of a platform with one record of each kind.

    Attributes
    ----------
    data : Path
        The folder; nobody serves it.
    records : dict of str to str
        Ids, by the names that their path parameters have in the contract.
    """

    data: Path
    records: dict[str, str]


class Asked(NamedTuple):
    """A request of an operation, and how it was answered."""

    name: str
    request: str
    status: int


Trace = list[Asked]


class Live:
    """A platform that is served, and what is asked of it.

    Attributes
    ----------
    url : str
        Address of the service.
    records : dict of str to str
        Ids of records that were there at the start.
    trace : list of Asked
        The requests that were generated, in their order.
    """

    def __init__(self, url: str, records: dict[str, str], session: requests.Session) -> None:
        self.url = url
        self.records = records
        self.session = session
        self.trace: Trace = []

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request of the test's own, which has to succeed."""
        response = self.session.request(method, self.url + path, json=body, timeout=30)
        assert response.ok, response.text
        return response.json() if response.content else None

    def call(self, case: Any) -> Any:
        """Send a generated request."""
        response = case.call(base_url=self.url, session=self.session, allow_redirects=False)
        self.note(case, response)
        return response

    def note(self, case: Any, response: Any) -> None:
        """Keep what was asked and how it was answered."""
        request = response.request
        name = case.operation.definition.raw["operationId"]
        path = request.url.removeprefix(self.url)
        asked = f"{request.method} {path}"
        if request.headers.get("content-type") == "application/json":
            asked += f" {json.dumps(json.loads(request.body), sort_keys=True)}"
        self.trace.append(Asked(name, asked, response.status_code))

    def put(self, uploads: list[dict[str, Any]], content: bytes = BODY) -> None:
        """Send bytes to where an upload was told to."""
        for target in uploads:
            requests.put(target["signed_url"], data=content, timeout=30).raise_for_status()

    def settle(self, measurement: str) -> Any:
        """Wait until a measurement is processed; give its record."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            record = self.send("GET", f"/cell_measurements/{measurement}")
            if record["processing_status"] in ("ready", "failed"):
                return record
            time.sleep(0.01)
        raise AssertionError(f"{measurement} is not processed")


@contextmanager
def serve(furnished: Furnished, data: Path, *, first: int = 1001, day: int = 2) -> Iterator[Live]:
    """Serve a copy of a furnished folder; its new ids are counted from `first`."""
    if furnished.data.exists():
        shutil.copytree(furnished.data, data)
    numbers = itertools.count(first)
    ids = lambda: f"00000000-0000-4000-8000-{next(numbers):012}"  # noqa: E731
    with (
        Platform(data, api_key=API_KEY, clock=Clock(day), ids=ids) as platform,
        requests.Session() as session,
    ):
        session.trust_env = False
        session.headers["X-API-Key"] = API_KEY
        # A request without one is given an id, and how often a record is looked at is up to chance.
        session.headers["X-Correlation-Id"] = "of-the-tests"
        yield Live(platform.url, furnished.records, session)


def furnish(data: Path) -> Furnished:
    """Make a project with one record of each kind."""
    made = Furnished(data, {})
    with serve(made, data, first=1, day=1) as live:
        made.records = _records(live)
    return made


def _records(live: Live) -> dict[str, str]:
    def post(path: str, body: dict[str, Any]) -> Any:
        return live.send("POST", path, body)

    project = post("/projects", {"name": "project"})["id"]
    here = {"project_id": project}
    material = post("/materials", {"name": "material", **here})["id"]
    table = live.session.post(
        f"{live.url}/material_property_datasets",
        data={
            "material_id": material,
            "name": "table",
            "columns": '[{"name": "x", "source_column_index": 0}]',
        },
        files={"file": ("table.csv", b"x,y\n1,2\n")},
        timeout=30,
    )
    specification = post("/cell_specifications", {"name": "specification", **here})["id"]
    below = f"/cell_specifications/{specification}"
    batch = post(f"{below}/cell_batches", {"name": "batch"})["id"]
    cell = post(f"{below}/cell_instances", {"name": "cell"})["id"]
    measured = {"name": "measurement", "tags": ["rpt"]}
    upload = post(
        f"/cell_instances/{cell}/cell_measurements/initiate-upload", {"measurement": measured}
    )
    live.put(upload["uploads"][:1])
    measurement = upload["measurement_id"]
    post(
        f"/cell_measurements/{measurement}/confirm-upload",
        {"cell_instance_id": cell, "measurement": measured},
    )
    live.settle(measurement)
    file = {"filename": "cycler.csv", **here}
    raw = post("/raw_data/initiate-upload", file)
    live.put(raw["uploads"], b"Ecell/V\n4.18\n")
    post(f"/raw_data/{raw['raw_data_id']}/confirm-upload", {**file, "size_bytes": 13})
    post(f"/cell_measurements/{measurement}/raw_data", {"raw_data_ids": [raw["raw_data_id"]]})
    photos = {
        "measurement": {"name": "photos"},
        "measurement_type": "file",
        "filenames": ["photo.png"],
    }
    upload = post(f"/cell_instances/{cell}/cell_measurements/initiate-upload", photos)
    live.put(upload["uploads"], b"no picture")
    of_files = upload["measurement_id"]
    post(f"/cell_measurements/{of_files}/confirm-upload", {"cell_instance_id": cell, **photos})
    fit = {"element_type": "data_fit", "objectives": {}, "parameters": {}}
    pipeline = post("/pipelines", {"name": "pipeline", "elements": {"fit": fit}, **here})["id"]
    (element, *_) = live.send("GET", f"/pipelines/{pipeline}/elements")
    (job, *_) = live.send("GET", "/jobs")["jobs"]
    site = post("/sites", {"name": "site"})["id"]
    cycler = post(f"/sites/{site}/cyclers", {"name": "cycler", **here})["id"]
    channel = post(f"/cyclers/{cycler}/channels", {"name": "channel"})["id"]
    plan = {"name": "plan", "protocol_config": {"steps": []}, "parameters_schema": {}, **here}
    plan["source_protocol"] = "steps: []"
    protocol = post("/experiment_templates", plan)["id"]
    answer = live.session.post(
        f"{live.url}/analyses",
        data={"measurement_id": measurement, "name": "analysis", "analysis_type": "own"},
        files={"file": ("data.parquet", BODY)},
        timeout=30,
    )
    analysis = answer.json()["id"]
    study = post(f"/projects/{project}/studies", {"name": "study"})["id"]
    (organization, *_) = live.send("GET", "/organizations")
    model = post("/models", {"name": "model", "config": {"type": "SPM"}, **here})["id"]
    values = {"name": "parameterized", "model_id": model, "parameters": {"A [m]": 1.0}}
    parameterized = post(f"/cells/{specification}/parameterized_models", values)["id"]
    recipe = {"elements": {"read": {"element_type": "entry", "mapping": {"A [m]": "notes"}}}}
    builder = post("/model_builders", {"name": "b", "model_id": model, "config": recipe, **here})
    role = live.send("GET", "/roles/project")[1]["id"]
    invitation = {"email": "jo@example.org", "project_role_id": role}
    user = post(f"/projects/{project}/invites", invitation)["user_id"]
    return {
        "project_id": project,
        "material_id": material,
        "property_id": table.json()["id"],
        "cell_spec_id": specification,
        "batch_id": batch,
        "cell_instance_id": cell,
        "measurement_id": measurement,
        "raw_data_id": raw["raw_data_id"],
        "pipeline_id": pipeline,
        "element_id": element["id"],
        "job_id": job["job_id"],
        "of_files": of_files,
        "filename": "photo.png",
        "organization_id": organization["id"],
        "model_id": model,
        "parameterized_model_id": parameterized,
        "model_builder_id": builder["id"],
        "site_id": site,
        "cycler_id": cycler,
        "channel_id": channel,
        "user_id": user,
        "project_role_id": role,
        "protocol_id": protocol,
        "study_id": study,
        "analysis_id": analysis,
    }
