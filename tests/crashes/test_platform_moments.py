"""Moments at which a platform could be left half-way: each is made to happen, by itself."""

from __future__ import annotations

import logging
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import polars as pl
import pytest
from crashes.audit import audit_records, audit_running
from crashes.processes import Child
from crashes.samples import ROWS, detail, encoded, series
from crashes.tools import connected, new_cell, until

from ionworks import Ionworks
from ionworks._io.bodies import CHUNK_BYTES
from ionworks.errors import (
    ConflictError,
    FolderInUseError,
    MeasurementProcessingError,
    TransferError,
)
from ionworks.local.processing.subprocess_runner import SubprocessRunner
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
    """The later beginning wins, and the earlier one is refused instead of accepted."""
    first, theirs = series(1), series(1, start=ROWS)
    # Noise makes the file so large that progress is reported before the storage has all of it.
    noise = pl.Series(np.random.default_rng(1).random(CHUNK_BYTES // 6))
    mine = series(1, len(noise), start=2 * ROWS).with_columns(
        pl.col("Voltage [V]") + noise / 1e3, pl.lit(1).alias("Step count")
    )
    made = own_client.cell_measurement.create(cell, detail("series", first))
    with connected(own_platform) as other:
        begun = []

        def meanwhile(done: int, total: int) -> None:
            if not begun:
                assert done < total
                begun.append(other.cell_measurement.extend(made.id, theirs))

        with pytest.raises(ConflictError, match="somebody else has begun to append"):
            own_client.cell_measurement.extend(made.id, mine, progress=meanwhile)
    assert begun
    states = {"series": [pl.concat([first, theirs])]}
    assert audit_records(own_client, cell, states)[0] == []
    assert audit_running(data) == []


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
    assert audit_running(data) == []


def test_deleted_while_it_is_processed(
    own_client: Ionworks, cell: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted: list[str] = []
    made_tables = SubprocessRunner.perform

    def delete_first(*arguments: Any) -> Any:
        processed = made_tables(*arguments)
        (record,) = own_client.cell_measurement.list(cell)
        own_client.cell_measurement.delete(record.id)
        deleted.append(record.id)
        return processed

    with monkeypatch.context() as patch:
        patch.setattr(SubprocessRunner, "perform", delete_first)
        sent = detail("series", series(1))
        own_client.cell_measurement.create(cell, sent, wait_for_processing=False)
        until(lambda: deleted)
    # When this one is processed, that one has been.
    own_client.cell_measurement.create(cell, detail("next", series(2)))
    own_client.bin.empty()
    assert audit_records(own_client, cell, {"next": [encoded(series(2))]})[0] == []
    assert audit_running(data) == []


def test_two_platforms_that_start_at_once_on_one_folder(data: Path) -> None:
    """One serves, the others say so, and nothing of the one is swept by the others."""
    data.mkdir()
    with ThreadPoolExecutor(4) as pool:
        begun = [pool.submit(_started, data) for _ in range(4)]
        platforms = [each.result() for each in begun]
    (serving,) = [platform for platform in platforms if platform is not None]
    with serving, connected(serving) as client:
        cell = new_cell(client)
        client.cell_measurement.create(cell, detail("series", series(1)))
        with pytest.raises(FolderInUseError):
            Platform(data)
        assert audit_records(client, cell, {"series": [encoded(series(1))]})[0] == []
    assert audit_running(data) == []


def _started(data: Path) -> Platform | None:
    try:
        return Platform(data)
    except FolderInUseError:
        return None


def test_a_database_that_another_program_holds_for_a_while(
    own_client: Ionworks, cell: str, data: Path
) -> None:
    """Such as a backup: requests wait for it."""
    with (
        closing(sqlite3.connect(data / "platform.db", isolation_level=None)) as backup,
        ThreadPoolExecutor(1) as pool,
    ):
        backup.execute("BEGIN IMMEDIATE")
        sent = detail("series", series(1))
        upload = pool.submit(own_client.cell_measurement.create, cell, sent)
        assert not wait([upload], timeout=0.5).done
        backup.execute("ROLLBACK")
        assert upload.result(60).steps_created == 1


@pytest.mark.failing_platform
def test_a_full_disk(data: Path, tmp_path: Path) -> None:
    """What does not fit is refused in words, and what was stored before stays."""
    # What looks random is not made smaller by compression.
    noise = (pl.col("Time [s]") * 0.6180339887 % 1).alias("Noise")
    large = series(1, 205_000).with_columns(noise)
    small, more, following = large[:10_000], large[10_000:105_000], large[105_000:]
    Platform(data).close()  # or the tables alone would nearly fill the log of the database
    (tmp_path / "serving").mkdir()
    serving = Child("serve", tmp_path / "serving")
    try:
        serving.tell(data=str(data), steps_of_start=None, largest_file=1_500_000)
        url, key = serving.hear() or []
        with Ionworks(key, api_url=url, max_retries=0) as client:
            cell = new_cell(client)
            made = client.cell_measurement.create(cell, detail("series", small))
            with pytest.raises(TransferError, match="no space") as refused:
                client.cell_measurement.create(cell, detail("large", large))
            assert refused.value.status_code == 507
            assert list((data / "incoming").iterdir()) == []
            client.cell_measurement.extend(made.id, more)
            with pytest.raises(MeasurementProcessingError, match=r"large|space"):
                client.cell_measurement.extend(made.id, following)
            states = {"series": [pl.concat([small, more])]}
            assert audit_records(client, cell, states)[0] == []
    finally:
        serving.close()
    with Platform(data) as platform, connected(platform) as client:
        assert audit_records(client, cell, states)[0] == []
        assert audit_running(data) == []


def put_link(platform: Platform) -> str:
    with connected(platform) as client:
        answer = client.api.get_httpx_client().post(
            f"/cell_instances/{new_cell(client)}/cell_measurements/initiate-upload",
            json={"measurement": {"name": "series"}},
        )
    return str(answer.json()["uploads"][0]["signed_url"])
