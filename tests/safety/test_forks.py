"""A forked child has connections, locks and claims of its own, and does not wait for polars."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
import polars as pl
import pytest
from support.forked import forked, needs_fork, start
from support.scripted import Reply, scripted

import ionworks
from ionworks import AsyncIonworks, DataLoader, ForkedProcessError, Ionworks, Navigator, errors
from ionworks._forks import PerProcess, check_polars
from ionworks._io.memo import BETWEEN_THREADS, Memo

pytestmark = [
    needs_fork,
    # Python 3.12 and later warn of what these tests are about.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
SERIES = {
    "Time [s]": [0.0, 1.0, 2.0],
    "Step count": [0, 0, 0],
    "Cycle count": [0, 0, 0],
    "Current [A]": [1.0, 1.0, 1.0],
    "Voltage [V]": [3.7, 3.7, 3.7],
}


def test_parent_and_children_get_their_own_answers(client: Ionworks) -> None:
    specs = [client.cell_spec.create({"name": f"spec {place}"}) for place in range(6)]

    def wrong(place: int) -> list[str]:
        asked = [specs[(place + step) % len(specs)] for step in range(40)]
        return [one.name for one in asked if client.cell_spec.get(one.id).name != one.name]

    children = [start(lambda place=place: wrong(place)) for place in range(3)]
    assert wrong(3) == []
    assert [outcome() for outcome in children] == [[], [], []]


def test_a_child_makes_its_own_records_and_closes_nothing_of_the_parent(client: Ionworks) -> None:
    client.health_check()

    def act() -> str:
        made = client.cell_spec.create({"name": "of the child"})
        client.close()
        return made.id

    made = forked(act)
    assert client.cell_spec.get(made).name == "of the child"


def test_an_awaited_client_works_in_a_child(connection: dict[str, Any]) -> None:
    client = AsyncIonworks(**connection)
    loop = asyncio.new_event_loop()
    try:
        spec = loop.run_until_complete(client.cell_spec.create({"name": "before the fork"}))

        async def again() -> str:
            return (await client.cell_spec.get(spec.id)).name

        assert forked(lambda: anyio.run(again)) == spec.name
        assert loop.run_until_complete(again()) == spec.name
        loop.run_until_complete(client.close())
    finally:
        loop.close()


def test_locks_that_another_thread_holds_do_not_hold_a_child_up() -> None:
    held = PerProcess(threading.Lock)
    memo = Memo(BETWEEN_THREADS)
    loader = DataLoader(SERIES)
    entered, leave = threading.Event(), threading.Event()

    async def fetch() -> str:
        entered.set()
        leave.wait()
        return "parent"

    async def fetch_in_child() -> str:
        return "child"

    def hold() -> None:
        from ionworks._io.blocking import run

        with held.here(), loader._source.lock:
            run(memo.get(("key",), fetch))

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait()

    def act() -> tuple[bool, bool, str]:
        from ionworks._io.blocking import run

        return (
            held.here().acquire(timeout=5),
            loader._source.lock.acquire(timeout=5),
            run(memo.get(("key",), fetch_in_child)),
        )

    try:
        assert forked(act) == (True, True, "child")
    finally:
        leave.set()
        thread.join()


PROGRAM = """
import os, sys
from ionworks import Ionworks

client = Ionworks(api_url=sys.argv[1])
spec = client.cell_spec.create_or_get({"name": "shared"})
ended, end = os.pipe()
if os.fork() == 0:
    os.close(end)
    print(client.cell_spec.get(spec.id).name, flush=True)
    os.read(ended, 1)  # until the parent, and its platform with it, is gone
    print(client.cell_spec.get(spec.id).name, flush=True)
    sys.exit()
"""


@pytest.mark.skipif(
    int(pl.__version__.split(".")[0]) < 2 or pl.__version__.startswith("2.0."),
    reason="polars before 2.1 keeps every forked child from ending, also without this package",
)
def test_a_child_joins_the_platform_of_its_parent_and_outlives_it(tmp_path: Path) -> None:
    program = [sys.executable, "-W", "ignore", "-c", PROGRAM, f"local:{tmp_path / 'lab'}"]
    said = subprocess.run(program, capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout.split() == ["shared", "shared"], said.stderr
    assert said.stderr == ""


# --- frames -----------------------------------------------------------------------------


@pytest.fixture
def measurement(client: Ionworks) -> Any:
    spec = client.cell_spec.create({"name": "s"})
    cell = client.cell_instance.create(spec.id, {"name": "c"})
    made = client.cell_measurement.create(
        cell.id, {"measurement": {"name": f"m {uuid4()}"}, "time_series": SERIES}
    )
    pl.DataFrame(SERIES).filter(pl.col("Time [s]") > 0)  # starts the threads of polars
    return made.measurement


def test_every_use_of_frames_in_a_child_is_refused_at_once(
    client: Ionworks, measurement: Any, tmp_path: Path
) -> None:
    loader, navigator = DataLoader.from_db(measurement.id, client=client), Navigator(client)
    assert loader.data.height == 3
    frame = pl.DataFrame(SERIES)
    frame.write_parquet(tmp_path / "time_series.parquet")
    reads = client.cell_measurement
    described = {"measurement": {"name": "new"}, "time_series": SERIES}
    uses = {
        "series": lambda: reads.time_series(measurement.id),
        "rows": lambda: reads.time_series(measurement.id, row_range=(0, 1)),
        "steps": lambda: reads.steps(measurement.id),
        "cycles": lambda: reads.cycles(measurement.id),
        "many": lambda: reads.read_many([measurement.id]),
        "scan": lambda: reads.scan(measurement.id),
        "create": lambda: reads.create(measurement.cell_instance_id, described),
        "extend": lambda: reads.extend(measurement.id, frame),
        "loader": lambda: DataLoader.from_db(measurement.id, client=client).data,
        "loaded": lambda: loader.data,
        "made": lambda: DataLoader(SERIES),
        "folder": lambda: DataLoader.from_local(tmp_path),
        "navigator": lambda: navigator.time_series(measurement.id),
        "validate": lambda: ionworks.validate(frame),
        "file": lambda: ionworks.validate(tmp_path),
        "page": lambda: client.cell_spec.list().to_polars(),
        "pipeline": lambda: client.pipeline.create({"elements": {"a": {"data": frame}}}),
    }

    def act() -> dict[str, str]:
        refused = {}
        for name, use in uses.items():
            try:
                use()
            except ForkedProcessError as problem:
                refused[name] = str(problem)
        return refused

    refused = forked(act)
    assert refused.keys() == uses.keys()
    assert all("get_context('spawn')" in told for told in refused.values())


def test_a_scanned_frame_does_not_hang_in_a_child(client: Ionworks, measurement: Any) -> None:
    rows = client.cell_measurement.scan(measurement.id)

    def act() -> str:
        with pytest.raises(pl.exceptions.ComputeError) as refusal:
            rows.filter(pl.col("Time [s]") > 0).collect()
        return str(refusal.value)

    assert "get_context('spawn')" in forked(act)


def test_what_needs_no_frames_works_in_a_child(client: Ionworks, measurement: Any) -> None:
    assert forked(lambda: client.cell_measurement.get(measurement.id).name) == measurement.name


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads cannot be seen")
@pytest.mark.parametrize(("use", "works"), [("", "True"), ("pl.select(1)", "False")])
def test_polars_that_was_only_imported_works_in_a_child(use: str, works: str) -> None:
    program = f"""
import os
import polars as pl
from ionworks import errors, validate
{use}
if os.fork() == 0:
    try:
        validate({{"Time [s]": [0.0, 1.0], "Step count": [0, 0]}})
        print(True, flush=True)
    except errors.ForkedProcessError:
        print(False, flush=True)
    os._exit(0)
os.wait()
"""
    run = [sys.executable, "-W", "ignore", "-c", program]
    said = subprocess.run(run, capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout.strip() == works, said.stderr


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads cannot be seen")
def test_a_thread_of_polars_that_has_no_name_yet_is_seen() -> None:
    program = """
import _thread, threading
from pathlib import Path
from ionworks import _forks

looked, over = threading.Event(), threading.Event()

def work():
    looked.wait(60)
    Path(f"/proc/self/task/{threading.get_native_id()}/comm").write_text("polars-0")
    over.wait(60)

def young(thread):
    looked.set()
    return 0.0

_forks._age = young
_thread.start_new_thread(work, ())
while len(list(Path("/proc/self/task").iterdir())) < 2:
    pass
print(_forks._has_workers())
over.set()
"""
    run = [sys.executable, "-c", program]
    said = subprocess.run(run, capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout.strip() == "True", said.stderr


def test_a_program_that_was_started_is_no_fork() -> None:
    check_polars()
    program = "from ionworks._forks import check_polars; check_polars(); print('works')"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "works"


# --- what was not asked for ---------------------------------------------------------------

RECORD = b'{"id": "other", "name": "n", "organization_id": "o", "project_id": "p"}'


@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.project.get("asked"),
        lambda client: client.project.update("asked", {"name": "n"}),
        lambda client: client.cell_spec.get("asked"),
        lambda client: client.cell_spec.update("asked", {"name": "n"}),
    ],
    ids=["get project", "update project", "get spec", "update spec"],
)
def test_the_record_of_another_id_is_refused(do: Any, act: Any) -> None:
    with scripted(Reply(body=RECORD)) as service:
        with pytest.raises(errors.UnexpectedResponseError, match=r"'other'.*'asked'"):
            do(act, api_url=service.url)
    assert len(service.seen) == 1


def test_a_job_has_its_id_under_its_own_name(do: Any) -> None:
    job = b'{"is_terminal": false, "is_failed": false, "user_id": "u", "organization_id": "o", '
    job += b'"job_id": "other", "job_type": "t", "status": "running", "priority": 1, '
    job += b'"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}'
    with scripted(Reply(body=job)) as service:
        with pytest.raises(errors.UnexpectedResponseError, match=r"'other'.*'asked'"):
            do(lambda client: client.job.get("asked"), api_url=service.url)


def test_an_id_may_be_written_in_capitals(do: Any) -> None:
    name = str(uuid4())
    with scripted(Reply(body=RECORD.replace(b"other", name.encode()))) as service:
        found = do(lambda client: client.project.get(name.upper()), api_url=service.url)
    assert found.id == name
