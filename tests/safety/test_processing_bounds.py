"""No upload ends the platform, now or at its next start; each gets an answer in words."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import current_thread
from typing import Any

import polars as pl
import pytest
from hostile.raw import uploaded
from local.series import SERIES, parquet

from ionworks import Ionworks, errors
from ionworks.local import database
from ionworks.local.objects import ObjectStore
from ionworks.local.processing import bounds
from ionworks.local.processing.bounds import MEMORY, SECONDS, Bounds
from ionworks.local.processing.subprocess_runner import SubprocessRunner
from ionworks.local.server import Platform

MIB = 1024**2
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@contextmanager
def serving(data: Path) -> Iterator[tuple[Platform, Ionworks, str]]:
    with Platform(data) as platform:
        with Ionworks(platform.api_key, api_url=platform.url, max_retries=0) as client:
            spec = client.cell_spec.create_or_get({"name": "spec"})
            cell = client.cell_instance.create_or_get(spec.id, {"name": "cell"})
            yield platform, client, cell.id


def table(rows: int, step: int = 10**9) -> pl.DataFrame:
    row = pl.int_range(rows, eager=True)
    return pl.DataFrame(
        {
            "Time [s]": row.cast(pl.Float64),
            "Voltage [V]": pl.Series([3.5]).new_from_index(0, rows),
            "Current [A]": pl.Series([1.0]).new_from_index(0, rows),
            "Step count": row // step,
        }
    )


def content(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


_earlier: list[int] = []


@pytest.fixture(autouse=True)
def _of_other_tests() -> None:
    """Platforms of other tests in this process have processes of their own."""
    _earlier[:] = []
    _earlier[:] = children()


def children() -> list[int]:
    """List the processes for tasks that this test has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"processing.child" in (place / "cmdline").read_bytes():
                found.append(int(place.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return [each for each in found if each not in _earlier]


def until(done: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def state(data: Path, identifier: str) -> tuple[str, str | None, int]:
    query = "SELECT processing_status, processing_error, attempts FROM cell_measurements"
    with closing(sqlite3.connect(data / "platform.db")) as stored:
        row: tuple[str, str | None, int] = stored.execute(
            f"{query} WHERE id = ?", [identifier]
        ).fetchone()
    return row


def test_a_bomb_is_refused_with_its_numbers_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MEMORY, "256")
    bomb = content(table(20_000_000).with_columns(pl.lit(0.0).alias("Time [s]")))
    with serving(tmp_path) as (_, client, cell):
        wrong = sent(client, cell, "bomb", bomb)
        with pytest.raises(errors.MeasurementProcessingError) as refused:
            client.cell_measurement.wait_for_processing(wrong)
        # 20 million rows of 4 columns, 8 bytes each, twice: 1,221 MiB.
        for number in ("20,000,000 rows", "80,000,000 values", "1,221 MiB", "256 MiB"):
            assert number in str(refused.value)
        assert state(tmp_path, wrong)[0::2] == ("failed", 0)
        # It can be deleted, and sent again under its name.
        client.cell_measurement.delete(wrong)
        good = sent(client, cell, "bomb", parquet(SERIES))
        assert client.cell_measurement.wait_for_processing(good).steps_created == 2


def test_what_takes_more_memory_than_its_footer_says_fails_at_the_second_death(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MEMORY, "120")
    tries = counted(monkeypatch, SubprocessRunner, "perform")
    # Compressed to some KB; the footer says that there are three values.
    frames = pl.Series("Frame", [f"{number}" + "x" * 60_000_000 for number in range(3)])
    large = content(SERIES[:3].with_columns(frames))
    with serving(tmp_path) as (_, client, cell):
        wrong = sent(client, cell, "large", large)
        with pytest.raises(errors.MeasurementProcessingError, match="120 MiB of memory"):
            client.cell_measurement.wait_for_processing(wrong)
        assert len(tries) == 2
        good = sent(client, cell, "good", parquet(SERIES))
        assert client.cell_measurement.wait_for_processing(good).steps_created == 2


def test_what_takes_too_long_fails_and_an_extension_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path) as (_, client, cell):
        made = sent(client, cell, "good", parquet(SERIES))
        client.cell_measurement.wait_for_processing(made)
        before = client.cell_measurement.time_series(made, use_cache=False)
    monkeypatch.setenv(SECONDS, "0.001")
    tries = counted(monkeypatch, SubprocessRunner, "perform")
    more = SERIES.with_columns(SERIES["Time [s]"] + 7300.0, SERIES["Step count"] + 2)
    with serving(tmp_path) as (_, client, cell):
        late = sent(client, cell, "late", parquet(SERIES))
        with pytest.raises(errors.MeasurementProcessingError, match=r"more than 0\.001 seconds"):
            client.cell_measurement.wait_for_processing(late)
        with pytest.raises(errors.MeasurementProcessingError, match=r"more than 0\.001 seconds"):
            client.cell_measurement.extend(made, more)
        assert len(tries) == 4
        assert client.cell_measurement.time_series(made, use_cache=False).equals(before)
        assert client.cell_measurement.get(made).processing_status == "ready"
    assert children() == []


def test_deaths_before_a_start_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path) as (_, client, cell):
        made = sent(client, cell, "good", parquet(SERIES))
        client.cell_measurement.wait_for_processing(made)
    change(tmp_path, "UPDATE cell_measurements SET processing_status = 'running', attempts = 1")
    monkeypatch.setenv(SECONDS, "0.001")
    tries = counted(monkeypatch, SubprocessRunner, "perform")
    with serving(tmp_path) as (_, client, _cell):
        with pytest.raises(errors.MeasurementProcessingError):
            client.cell_measurement.wait_for_processing(made)
        assert len(tries) == 1
    assert state(tmp_path, made)[0::2] == ("failed", 0)


def test_a_platform_that_ends_at_each_try_gives_it_up(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, client, cell):
        made = sent(client, cell, "good", parquet(SERIES))
        client.cell_measurement.wait_for_processing(made)
    change(tmp_path, "UPDATE cell_measurements SET processing_status = 'running', attempts = 5")
    with (
        serving(tmp_path) as (_, client, _cell),
        pytest.raises(errors.MeasurementProcessingError, match="the platform ended 5 times"),
    ):
        client.cell_measurement.wait_for_processing(made)


def test_a_full_disk_leaves_it_pending_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in = ObjectStore.draft

    @contextmanager
    def full(store: ObjectStore) -> Iterator[Path]:
        with kept_in(store) as draft:
            if current_thread().name == "ionworks-worker":
                draft.symlink_to("/dev/full")
            yield draft

    with serving(tmp_path) as (_, client, cell):
        with monkeypatch.context() as patch:
            patch.setattr(ObjectStore, "draft", full)
            made = sent(client, cell, "first", parquet(SERIES))
            until(lambda: state(tmp_path, made)[1])
        status, reason, attempts = state(tmp_path, made)
        assert (status, attempts) == ("pending", 0)
        assert "the disk is full (No space left on device)" in str(reason)
        # The next upload is a reason to try again.
        following = sent(client, cell, "second", parquet(SERIES))
        done = client.cell_measurement.wait_for_processing([made, following])
        assert [each.steps_created for each in done] == [2, 2]
    assert state(tmp_path, made) == ("ready", None, 0)


def test_a_last_write_that_meets_a_lock_is_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    done = SubprocessRunner.perform
    with (
        serving(tmp_path) as (_, client, cell),
        closing(
            sqlite3.connect(tmp_path / "platform.db", isolation_level=None, check_same_thread=False)
        ) as other,
        monkeypatch.context() as patch,
    ):

        def locked_after(*arguments: Any) -> Any:
            outcome = done(*arguments)
            other.execute("BEGIN IMMEDIATE")
            return outcome

        patch.setattr(SubprocessRunner, "perform", locked_after)
        made = sent(client, cell, "good", parquet(SERIES))
        until(lambda: "could not be written yet" in caplog.text)
        assert state(tmp_path, made)[0] == "running"
        other.execute("ROLLBACK")
        assert client.cell_measurement.wait_for_processing(made).steps_created == 2


def test_the_process_is_started_for_the_first_upload_and_kept_for_the_next(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as (_, client, cell):
        assert children() == []
        for name in ("first", "second"):
            made = sent(client, cell, name, parquet(SERIES))
            client.cell_measurement.wait_for_processing(made)
            (process,) = children()
            os.kill(process, signal.SIGINT)  # as an interrupted notebook sends it to all
            assert os.getsid(process) == process
        assert children() == [process]
    assert children() == []


def test_the_process_ends_with_a_platform_that_is_killed() -> None:
    code = (
        "from ionworks.local.processing.subprocess_runner import SubprocessRunner\n"
        "from ionworks.local.processing.bounds import Bounds\n"
        "apart = SubprocessRunner(Bounds(2**30, 60.0))\n"
        "apart.start()\n"
        "print(apart._process.pid, flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as platform:
        assert platform.stdout is not None
        process = int(platform.stdout.readline())
        assert Path(f"/proc/{process}").exists()
        platform.kill()
    until(lambda: not Path(f"/proc/{process}").exists() or is_dead(process))


def is_dead(process: int) -> bool:
    status = Path(f"/proc/{process}/stat").read_text()
    return status.rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize("name", [MEMORY, SECONDS])
@pytest.mark.parametrize("value", ["much", "0", "-1", "nan", "inf"])
def test_a_bound_that_is_no_number_is_refused(name: str, value: str) -> None:
    with pytest.raises(errors.ConfigurationError, match=name):
        Bounds.of_environment({name: value})


def test_bounds_are_those_of_the_machine_or_those_given() -> None:
    given = Bounds.of_environment({MEMORY: "512", SECONDS: "60"})
    assert given == Bounds(512 * MIB, 60.0)
    default = Bounds.of_environment({})
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert 0 < default.memory <= machine // 2


@pytest.mark.parametrize(
    ("pages", "limits", "memory"),
    [
        (1000, [], 1000 * 4096),
        (1000, ["max", None], 1000 * 4096),  # a container without a limit
        (1000, ["5000000", "3000000"], 3_000_000),
        (1000, [None, "9000000"], 1000 * 4096),
        (None, [], 8 * 2**30),  # a system that does not say it
        (None, ["3000000"], 3_000_000),
    ],
)
def test_half_of_the_memory_of_machine_or_container_is_the_bound(
    pages: int | None,
    limits: list[str | None],
    memory: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def sysconf(name: str) -> int:
        if pages is None:
            raise ValueError(name)
        return {"SC_PHYS_PAGES": pages, "SC_PAGE_SIZE": 4096}[name]

    files = [tmp_path / str(number) for number in range(len(limits))]
    for file, limit in zip(files, limits, strict=True):
        if limit is not None:
            file.write_text(limit)
    monkeypatch.setattr(bounds.os, "sysconf", sysconf, raising=False)
    monkeypatch.setattr(bounds, "_CONTAINER", files)
    assert Bounds.of_environment({}) == Bounds(memory // 2, 900.0)


def sent(client: Ionworks, cell: str, name: str, series: bytes) -> str:
    (identifier,) = uploaded(client, cell, name, series)
    return identifier


def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[object]:
    calls: list[object] = []
    method = getattr(owner, name)

    def counting(*arguments: Any) -> Any:
        calls.append(arguments)
        return method(*arguments)

    monkeypatch.setattr(owner, name, counting)
    return calls


def change(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "platform.db")) as stored:
        stored.execute(statement)
        stored.commit()
