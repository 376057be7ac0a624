"""One record of each kind, so that requests made at random meet something."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import requests
from local.series import SERIES, parquet

Records = dict[str, str]


def make_records(url: str, session: requests.Session) -> Records:
    """Make a project with one record of each kind; ids by the name of their path parameter."""

    def send(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        response = session.request(method, url + path, json=body, timeout=30)
        assert response.ok, response.text
        return response.json() if response.content else None

    def post(path: str, body: dict[str, Any]) -> Any:
        return send("POST", path, body)

    project = post("/projects", {"name": f"project {uuid4()}"})["id"]
    here = {"project_id": project}
    material = post("/materials", {"name": f"material {uuid4()}", **here})["id"]
    specification = post("/cell_specifications", {"name": "specification", **here})["id"]
    below = f"/cell_specifications/{specification}"
    batch = post(f"{below}/cell_batches", {"name": "batch"})["id"]
    cell = post(f"{below}/cell_instances", {"name": "cell"})["id"]
    measurement = {"name": "measurement"}
    upload = post(
        f"/cell_instances/{cell}/cell_measurements/initiate-upload", {"measurement": measurement}
    )
    target = upload["uploads"][0]["signed_url"]
    requests.put(target, data=parquet(SERIES), timeout=30).raise_for_status()
    number = upload["measurement_id"]
    post(
        f"/cell_measurements/{number}/confirm-upload",
        {"cell_instance_id": cell, "measurement": measurement},
    )
    raw = post("/raw_data/initiate-upload", {"filename": "cycler.csv", **here})
    pipeline = post("/pipelines", {"name": "pipeline", "elements": {}, **here})["id"]
    return {
        "project_id": project,
        "material_id": material,
        "cell_spec_id": specification,
        "batch_id": batch,
        "cell_instance_id": cell,
        "measurement_id": number,
        "raw_data_id": raw.get("raw_data_id") or raw.get("id"),
        "pipeline_id": pipeline,
    }
