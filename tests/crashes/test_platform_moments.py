"""Moments at which a platform could be left half-way: each is made to happen, by itself."""

from __future__ import annotations

import logging
import socket
from urllib.parse import urlsplit

import pytest
from crashes.tools import connected, new_cell

from ionworks.local.server import Platform


@pytest.mark.parametrize("origin", ["service", "storage"])
def test_a_caller_that_goes_away_within_its_request_is_no_fault_of_the_platform(
    own_platform: Platform, caplog: pytest.LogCaptureFixture, origin: str
) -> None:
    url = urlsplit(own_platform.url if origin == "service" else own_platform.storage_url)
    path = "/projects"
    if origin == "storage":
        path = put_link(own_platform).removeprefix(own_platform.storage_url)
    method = "POST" if origin == "service" else "PUT"
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: 100\r\n"
        f"X-API-Key: {own_platform.api_key}\r\n\r\n"
    )
    with caplog.at_level(logging.INFO):
        with socket.create_connection((url.hostname, url.port)) as caller:
            caller.sendall(head.encode() + b'{"name": ')
        own_platform.close()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert list((own_platform.data / "incoming").iterdir()) == []


def put_link(platform: Platform) -> str:
    with connected(platform) as client:
        answer = client.api.get_httpx_client().post(
            f"/cell_instances/{new_cell(client)}/cell_measurements/initiate-upload",
            json={"measurement": {"name": "series"}},
        )
    return str(answer.json()["uploads"][0]["signed_url"])
