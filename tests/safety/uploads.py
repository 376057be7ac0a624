"""Links to upload to, as a client gets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx

from ionworks.local.server import Platform


@contextmanager
def calls(platform: Platform, url: str | None = None, **headers: str) -> Iterator[httpx.Client]:
    """Give what sends requests with the key, to an address of the platform."""
    with httpx.Client(
        base_url=url or platform.url,
        headers={"X-API-Key": platform.api_key, **headers},
        verify=False,  # nothing here is encrypted, and to read certificates takes its time
    ) as client:
        yield client


def _post(client: httpx.Client, path: str, body: dict[str, object]) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.is_success, answer.text
    made: dict[str, Any] = answer.json()
    return made


def begun(platform: Platform, url: str | None = None, **headers: str) -> str:
    """Return a link that takes a series; the request goes to the given address of the platform."""
    with calls(platform, url, **headers) as client:
        spec = _post(client, "/cell_specifications", {"name": f"spec {uuid4()}"})["id"]
        below = f"/cell_specifications/{spec}/cell_instances"
        cell = _post(client, below, {"name": "cell"})["id"]
        upload = _post(
            client,
            f"/cell_instances/{cell}/cell_measurements/initiate-upload",
            {"measurement": {"name": "m"}},
        )
    return str(upload["uploads"][0]["signed_url"])


def stored(platform: Platform, content: bytes) -> str:
    """Store a file, and return a link to it."""
    with calls(platform) as client:
        file = {"filename": "cycler.csv"}
        upload = _post(client, "/raw_data/initiate-upload", {**file})
        identifier, link = upload["raw_data_id"], upload["uploads"][0]["signed_url"]
        put(link, content).raise_for_status()
        _post(
            client, f"/raw_data/{identifier}/confirm-upload", {**file, "size_bytes": len(content)}
        )
        return str(client.get(f"/raw_data/{identifier}/download-url").json()["url"])


def path_of(link: str) -> str:
    """Return path and query of a link."""
    return link[link.index("/", len("http://")) :]


def put(link: str, content: bytes) -> httpx.Response:
    """Upload to a link."""
    return httpx.put(link, content=content, verify=False)
