"""Uploads as a client sends them that does not look at what it sends."""

from __future__ import annotations

import httpx

from ionworks import Ionworks


def uploaded(client: Ionworks, cell_id: str, name: str, content: bytes) -> list[str]:
    """Upload bytes as a series, as a client that does not look at them would."""
    http = client.api.get_httpx_client()
    head = {"measurement": {"name": name}, "measurement_type": "time_series"}
    begun = http.post(
        f"/cell_instances/{cell_id}/cell_measurements/initiate-upload", json=head
    ).json()
    link = next(t for t in begun["uploads"] if t["filename"] == "time_series.parquet")
    assert httpx.put(link["signed_url"], content=content, trust_env=False).status_code == 200
    made = http.post(
        f"/cell_measurements/{begun['measurement_id']}/confirm-upload",
        json={**head, "cell_instance_id": cell_id},
    )
    assert made.status_code == 201, made.text
    return [begun["measurement_id"]]
