"""Killed at any moment and started again: what was confirmed is there, what was not is not."""

import json
import subprocess
import sys
import time
from uuid import uuid4

import httpx
import pytest
from local.series import SERIES, parquet
from sqlalchemy import update

from ionworks.local.database import Database
from ionworks.local.schema import cell_measurements
from ionworks.local.server import Platform


class Running:
    """A platform in a process of its own."""

    def __init__(self, data):
        command = [sys.executable, "-m", "ionworks.cli", "serve", "--port", "0", "--data", data]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("Service"), line
        serving = json.loads((data / "serving.json").read_text())
        self.url, self.api_key = serving["url"], serving["api_key"]
        assert self.url in line

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def start(data):
    """Start a platform on the folder of this test; it is killed at the end at the latest."""
    started = []

    def begin():
        started.append(Running(data))
        return started[-1]

    yield begin
    for running in started:
        running.kill()


def objects(data):
    return sorted(p.relative_to(data) for p in (data / "objects").rglob("*") if p.is_file())


def test_confirmed_is_there_and_the_rest_is_not(start, data, lab_at):
    running = start()
    lab = lab_at(running)
    cell = lab.cell(lab.specification("S"), "C")
    done = lab.measurement(cell, "done")
    caught = lab.measurement(cell, "caught", wait=False)
    sent = lab.initiate(cell, "sent")
    lab.put(sent, "time_series.parquet", parquet(SERIES))
    begun = lab.initiate(cell, "begun")
    running.kill()
    assert (data / "objects" / sent["uploads"][0]["path"]).exists()

    lab = lab_at(start())
    listed = lab.get(f"/cell_instances/{cell}/cell_measurements")["items"]
    assert {record["id"] for record in listed} == {done, caught}
    for measurement in (done, caught):
        assert lab.wait(measurement)["processing_status"] == "ready"
        assert lab.get(f"/cell_measurements/{measurement}/cycles")["cycles"]["Cycle count"] == [0]
    assert not any(sent["measurement_id"] in path.parts for path in objects(data))
    for upload, name in ((sent, "sent"), (begun, "begun")):
        body = {"cell_instance_id": cell, "measurement": {"name": name}}
        path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
        assert "Start it again" in lab.refused(404, "POST", path, json=body)["message"]
        lab.measurement(cell, name)


def test_killed_in_the_middle_of_uploads(start, data, lab_at):
    """Whatever the moment, a record is whole or not there."""
    for _ in range(2):
        running = start()
        lab = lab_at(running)
        cell = lab.cell()
        confirmed = []
        # The process dies while requests are under way: the last one finds nobody.
        deadline = time.monotonic() + 0.4
        killed = False
        try:
            while True:
                confirmed.append(lab.measurement(cell, wait=False))
                if time.monotonic() > deadline and not killed:
                    running.process.kill()
                    killed = True
        except httpx.TransportError:
            pass
        running.kill()
        running = start()
        lab = lab_at(running)
        listed = lab.get(f"/cell_instances/{cell}/cell_measurements")["items"]
        found = {record["id"] for record in listed}
        assert found >= set(confirmed)
        for measurement in found:
            assert lab.wait(measurement)["processing_status"] == "ready"
        kept = {path.parts[2] for path in objects(data)}
        assert kept >= found
        running.kill()


@pytest.mark.parametrize("status", ["pending", "running"])
def test_what_was_caught_in_processing_is_processed(data, lab_at, status):
    with Platform(data) as platform:
        lab = lab_at(platform)
        measurement = lab.measurement()
        before = lab.get(f"/cell_measurements/{measurement}/steps_and_cycles")
    tables = [path for path in objects(data) if path.parent.name == "tables"]
    assert len(tables) == 2
    for path in tables:
        (data / path).unlink()
    set_state(data, processing_status=status)
    with Platform(data) as platform:
        lab = lab_at(platform)
        assert lab.wait(measurement)["processing_status"] == "ready"
        assert lab.get(f"/cell_measurements/{measurement}/steps_and_cycles") == before


def test_an_extension_caught_in_processing_is_appended(data, lab_at):
    more = SERIES.with_columns(SERIES["Time [s]"] + 7300.0, SERIES["Step count"] + 2)
    with Platform(data) as platform:
        lab = lab_at(platform)
        measurement = lab.measurement()
    stored = next(p for p in objects(data) if p.name == "time_series.parquet")
    extension = f"measurements/{measurement}/e.extension"
    (data / "objects" / extension).write_bytes(parquet(more))
    half_made = data / stored.parent.parent / "2" / "time_series.parquet"
    half_made.parent.mkdir()
    half_made.write_bytes(b"half")
    set_state(data, processing_status="running", extension=extension)
    with Platform(data) as platform:
        lab = lab_at(platform)
        record = lab.wait(measurement)
        assert (record["processing_status"], record["steps_created"]) == ("ready", 4)
    assert {path.parts[3] for path in objects(data)} == {"2"}


def test_drafts_are_removed_at_the_start(data):
    draft, other = data / "incoming" / uuid4().hex, data / "incoming" / "other"
    for path in (draft, other):
        path.write_bytes(b"x")
    with Platform(data):
        assert list((data / "incoming").iterdir()) == [other]


def set_state(data, **values):
    database = Database(data / "platform.db")
    with database.write() as connection:
        connection.execute(update(cell_measurements).values(**values))
    database.close()
