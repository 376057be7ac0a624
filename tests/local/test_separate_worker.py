"""Workers beside the platform: they share what waits, and nothing is processed twice or lost."""

import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from threading import Event

import polars as pl
import pytest

from ionworks.errors import ConfigurationError
from ionworks.local import schema, separate_worker, server, state
from ionworks.local.claims import Claims
from ionworks.local.server import Platform


@pytest.fixture
def idle(monkeypatch):
    """Let the own workers of platforms begin nothing, so that others have to."""
    monkeypatch.setattr(server, "Claims", partial(Claims, may_work=lambda: False))


@pytest.fixture
def work(data):
    """Start workers on the folder of this test; they are killed at the end at the latest."""
    with ExitStack() as started:

        def begin(*arguments):
            process = started.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "ionworks", "work", "--data", data, *arguments],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            started.callback(process.kill)
            while not process.stdout.readline().startswith("Stop"):
                assert process.poll() is None, process.stderr.read()
            return process

        yield begin


@contextmanager
def all_claimed(data):
    """Be a worker that processes one measurement of each group."""
    with ExitStack() as claimed:
        claims, groups = Claims(data), set()
        number = 0
        while len(groups) < 64:
            number += 1
            held = claimed.enter_context(claims.of(str(number)))
            groups |= {number} if held else set()
        yield


def state_of(lab, measurement):
    return lab.get(f"/cell_measurements/{measurement}")["processing_status"]


def await_state(lab, measurement, state):
    until = time.monotonic() + 30
    while state_of(lab, measurement) != state:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_worker_processes_what_the_platform_does_not(idle, data, lab_at, work):
    with Platform(data) as platform:
        lab = lab_at(platform)
        cell = lab.cell()
        waiting = [lab.measurement(cell, wait=False) for _ in range(3)]
        assert {state_of(lab, each) for each in waiting} == {"pending"}
        process = work("--parallel", "2")
        assert {lab.wait(each)["processing_status"] for each in waiting} == {"ready"}
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0
        assert [said.count(f"{each} is processed") for each in waiting] == [1, 1, 1]


def test_what_another_worker_has_is_left_to_it_until_it_ends(data, lab_at):
    with Platform(data) as platform:
        lab = lab_at(platform)
        with all_claimed(data):
            waiting = lab.measurement(wait=False)
            assert {state_of(lab, waiting) for _ in range(50)} == {"pending"}
        assert lab.wait(waiting)["processing_status"] == "ready"


def test_what_a_killed_worker_had_is_taken_up_by_the_next(idle, data, lab_at, work):
    rows = 400_000
    long = pl.DataFrame(
        {
            "Time [s]": pl.Series(range(rows), dtype=pl.Float64),
            "Voltage [V]": pl.repeat(3.7, rows, eager=True),
            "Current [A]": pl.Series(range(rows), dtype=pl.Float64) % 7 - 3,
            "Step count": pl.Series(range(rows)) // 1000,
            "Cycle count": pl.Series(range(rows)) // 4000,
        }
    )
    with Platform(data) as platform:
        lab = lab_at(platform)
        waiting = lab.measurement(frame=long, wait=False)
        first = work()
        await_state(lab, waiting, "running")
        first.kill()
        first.wait()
        assert state_of(lab, waiting) == "running"
        work()
        assert lab.wait(waiting)["processing_status"] == "ready"


def test_a_worker_waits_for_a_platform_and_goes_on_with_the_next(idle, data, lab_at, work):
    with Platform(data):
        pass
    process = work()
    for _ in range(2):
        with Platform(data) as platform:
            lab = lab_at(platform)
            assert lab.wait(lab.measurement(wait=False))["processing_status"] == "ready"
    assert process.poll() is None


def test_a_platform_waits_for_workers_before_it_looks_at_the_objects(data, monkeypatch):
    with Platform(data):
        pass
    monkeypatch.setattr(server, "_PATIENCE", 0.1)
    with all_claimed(data), pytest.raises(ConfigurationError, match="still processes"):
        Platform(data)
    with Platform(data):
        pass


def test_nothing_begins_while_no_platform_serves(idle, data, lab_at, work):
    with Platform(data) as platform:
        lab = lab_at(platform)
        waiting = lab.measurement(wait=False)
    process = work()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    with Platform(data) as platform:
        assert state_of(lab_at(platform), waiting) == "pending"


def refusal(data):
    """Return what it says to standard error when it cannot work on a folder."""
    command = [sys.executable, "-m", "ionworks", "work", "--data", data]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    return done.stdout + done.stderr


def test_a_folder_without_a_platform_is_refused(tmp_path):
    said = refusal(tmp_path / "nothing")
    assert "is not the data folder of a platform. Serve it first" in said
    assert "Ctrl+C" not in said
    assert not (tmp_path / "nothing").exists()


def test_a_platform_of_another_version_is_left_alone(idle, data):
    with Platform(data):
        with closing(sqlite3.connect(data / "platform.db")) as database:
            database.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        assert f"{schema.VERSION + 1} of the database, here {schema.VERSION}" in refusal(data)


def test_a_program_works_beside_a_platform_until_it_is_stopped(idle, data, lab_at):
    stopping = Event()
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(separate_worker.work, data, parallel=2, stopping=stopping)
        try:
            with Platform(data) as platform:
                lab = lab_at(platform)
                for measurement in [lab.measurement(wait=False) for _ in range(2)]:
                    await_state(lab, measurement, "ready")
                assert not working.done()
        finally:
            stopping.set()
        assert working.result(60) is None


def test_a_folder_of_another_layout_is_not_worked_in(data, tmp_path):
    with closing(sqlite3.connect(data / "platform.db")) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(
        ConfigurationError, match=f"layout 99 of the database, here {schema.VERSION}"
    ):
        separate_worker._refuse_other_layout(data)
    with closing(sqlite3.connect(data / "platform.db")) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION}")
    separate_worker._refuse_other_layout(data)
    assert separate_worker._run_of(data) is None
    with Platform(data) as platform:
        assert separate_worker._run_of(data) == state.read(platform.data).run
    assert separate_worker.require_platform(data / ".." / "data") == data
    with pytest.raises(ConfigurationError, match="Serve it first"):
        separate_worker.require_platform(tmp_path / "none")
