"""An upload that is cancelled or killed leaves no record and no file, and can be run again."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import polars as pl
import pytest

from ionworks import AsyncIonworks, Ionworks
from ionworks._io import multipart
from ionworks._io.awaiting import AwaitingBackend
from ionworks.local.processing.subprocess_runner import SubprocessRunner
from ionworks.local.processing.tasks import Outcome, Task
from ionworks.resources import _parquet_encoder

SERIES = pl.DataFrame(
    {
        "Time [s]": [float(row) for row in range(2000)],
        "Voltage [V]": [4.0 - row / 2000 for row in range(2000)],
        "Current [A]": [1.0] * 2000,
        "Step count": [0] * 2000,
    }
)
DETAIL = {"measurement": {"name": "RPT 0"}, "time_series": SERIES}


@pytest.fixture
def cell(client: Ionworks) -> Any:
    spec = client.cell_spec.create({"name": "LG M50"})
    return client.cell_instance.create(spec.id, {"name": "A"})


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What is uploaded is processed only when this is set."""
    gate, perform = threading.Event(), SubprocessRunner.perform

    def perform_later(self: SubprocessRunner, task: Task) -> Outcome:
        gate.wait()
        return perform(self, task)

    monkeypatch.setattr(SubprocessRunner, "perform", perform_later)
    yield gate
    gate.set()


@pytest.mark.parametrize("moment", ["checking", "sending", "waiting"])
def test_a_cancelled_upload(
    connection: dict[str, Any],
    cell: Any,
    held: threading.Event,
    moment: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def upload(patched: pytest.MonkeyPatch) -> None:
        async with AsyncIonworks(**connection) as client:
            with anyio.CancelScope() as scope:

                async def cancel_here(*args: Any, **kwargs: Any) -> Any:
                    patched.undo()  # the client has to close as it does
                    scope.cancel()
                    await anyio.sleep(60)

                owner, method = {
                    "checking": (AwaitingBackend, "run_in_thread"),
                    "sending": (multipart, "put"),
                    "waiting": (AwaitingBackend, "sleep"),
                }[moment]
                patched.setattr(owner, method, cancel_here)
                await client.cell_measurement.create_or_get(cell.id, DETAIL)
            assert scope.cancelled_caught

    with monkeypatch.context() as patched:
        anyio.run(upload, patched)
    held.set()
    with Ionworks(**connection) as client:
        there = client.cell_measurement.list(cell.id).total
        assert there == (1 if moment == "waiting" else 0)  # confirmed before it was waited for
        made = client.cell_measurement.create_or_get(cell.id, DETAIL)
        assert made.steps_created == 1
        assert client.cell_measurement.list(cell.id).total == 1


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_upload(connection: dict[str, Any], cell: Any, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    script = textwrap.dedent(
        """
        import sys, time
        import polars as pl
        from ionworks import Ionworks
        from ionworks.resources import _parquet_encoder
        _parquet_encoder.IN_MEMORY_BYTES = 0  # everything is spilled to a file
        url, key, project, cell = sys.argv[1:]
        series = pl.read_parquet(sys.stdin.buffer.readline().strip().decode())

        def tell(done, total):
            print("moving", flush=True)
            time.sleep(60)

        with Ionworks(key, api_url=url, project_id=project) as client:
            client.cell_measurement.create_or_get(
                cell,
                {"measurement": {"name": "RPT 0"}, "time_series": series},
                progress=tell,
            )
        """
    )
    source = tmp_path / "series.parquet"
    SERIES.write_parquet(source)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            script,
            connection["api_url"],
            connection["api_key"],
            connection["project_id"],
            cell.id,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        process.stdin.write(f"{source}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline() == b"moving\n"  # in the middle of the body
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert list(temporary.iterdir()) == []
    with Ionworks(**connection) as client:
        assert client.cell_measurement.list(cell.id).total == 0
        made = client.cell_measurement.create_or_get(cell.id, DETAIL)
        assert client.cell_measurement.time_series(made.id).equals(SERIES)


def test_what_is_spilled_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_parquet_encoder, "IN_MEMORY_BYTES", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with _parquet_encoder.ParquetEncoder() as encoder:
        body = encoder.encode(SERIES)
        assert body.size > 0
        for _ in range(2):  # another attempt reads it from its start
            with body.open() as stream:
                assert pl.read_parquet(stream.read()).equals(SERIES)
        assert list(tmp_path.iterdir()) == []


def test_what_is_encoded_too_late_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread may come to it after the upload was cancelled; an open file would warn."""
    monkeypatch.setattr(_parquet_encoder, "IN_MEMORY_BYTES", 0)
    with _parquet_encoder.ParquetEncoder() as encoder:
        pass
    with pytest.raises(Exception, match="closed"):
        encoder.encode(SERIES)
    del encoder
    gc.collect()
