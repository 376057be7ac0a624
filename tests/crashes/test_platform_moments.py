"""Moments at which a platform could be left half-way: each is made to happen, by itself."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import polars as pl
import pytest
from crashes.audit import audit_folder, audit_records
from crashes.samples import ROWS, detail, encoded, series
from crashes.tools import connected, new_cell

from ionworks import Ionworks
from ionworks.errors import ConflictError, NotFoundError
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


def test_two_programs_that_append_at_once_are_told_whose_rows_are_stored(
    own_platform: Platform, own_client: Ionworks, cell: str, data: Path
) -> None:
    """The later beginning wins, and the earlier one is refused instead of told of success."""
    first, theirs, mine = series(1), series(1, start=ROWS), series(1, 2 * ROWS, start=ROWS)
    made = own_client.cell_measurement.create(cell, detail("series", first))
    with connected(own_platform) as other:
        begun = []

        def meanwhile(_done: int, _total: int) -> None:
            if not begun:
                begun.append(other.cell_measurement.extend(made.id, theirs))

        # They append all of theirs while the first is between its upload and its confirmation.
        with pytest.raises((NotFoundError, ConflictError)):
            own_client.cell_measurement.extend(made.id, mine, progress=meanwhile)
    states = {"series": [pl.concat([first, theirs])]}
    assert audit_records(own_client, cell, states)[0] == []
    assert audit_folder(data) == []


def test_rows_are_not_confirmed_by_whoever_began_before(
    own_platform: Platform, own_client: Ionworks, cell: str, data: Path
) -> None:
    first, rows = series(1), series(1, start=ROWS)
    made = own_client.cell_measurement.create(cell, detail("series", first))
    calls = own_client.api.get_httpx_client()

    def begin(frame: pl.DataFrame) -> str:
        answer = calls.post(f"/cell_measurements/{made.id}/initiate-extend", json={})
        (target,) = answer.json()["uploads"]
        httpx.put(target["signed_url"], content=encoded(frame)).raise_for_status()
        return str(target["path"])

    earlier, later = begin(series(2, start=ROWS)), begin(rows)
    confirm = f"/cell_measurements/{made.id}/confirm-extend"
    with pytest.raises(ConflictError, match="begun after this one"):
        calls.post(confirm, json={"path": earlier})
    calls.post(confirm, json={"path": later})
    own_client.cell_measurement.wait_for_processing(made.id)
    assert audit_records(own_client, cell, {"series": [pl.concat([first, rows])]})[0] == []
    assert audit_folder(data) == []


def put_link(platform: Platform) -> str:
    with connected(platform) as client:
        answer = client.api.get_httpx_client().post(
            f"/cell_instances/{new_cell(client)}/cell_measurements/initiate-upload",
            json={"measurement": {"name": "series"}},
        )
    return str(answer.json()["uploads"][0]["signed_url"])
