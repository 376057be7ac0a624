"""A file that ends the process that reads it ends one platform, and not the next.

``deadly.parquet`` has a page whose levels claim so many rows that the Parquet reader below polars
gives the whole process up. A platform that was ended by it, takes up its work again when it is
started: it looks at the file in a process of its own, refuses it in words, and goes on.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hostile import liar
from hostile.conftest import KEY
from hostile.raw import uploaded

from ionworks import Ionworks, errors
from ionworks.local.processing.apart import can_be_read

DEADLY = Path(__file__).with_name("deadly.parquet")
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"PYTHONPATH": f"{ROOT / 'generated'}:{ROOT}"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="about signals")


def is_deadly() -> bool:
    code = "import sys, polars; polars.read_parquet(sys.argv[1])"
    return subprocess.run([sys.executable, "-c", code, DEADLY], capture_output=True).returncode < 0


@contextmanager
def serving(data: Path) -> Iterator[tuple[Ionworks, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "ionworks.cli", "serve", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--api-key", KEY],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    with process, process.stdout:
        url = process.stdout.readline().split()[-1]
        try:
            with Ionworks(api_key=KEY, api_url=url, max_retries=0) as client:
                yield client, process
        finally:
            process.kill()


def test_other_files_are_looked_at_and_come_back(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    whole.write_bytes(liar.series())
    torn = tmp_path / "torn.parquet"
    torn.write_bytes(liar.series()[:500])
    assert can_be_read([whole, torn, tmp_path / "absent.parquet"])


def test_a_platform_that_a_file_has_ended_refuses_it_when_it_starts_again(tmp_path: Path) -> None:
    if not is_deadly():
        pytest.skip("this polars survives the file")
    assert not can_be_read([DEADLY])
    with serving(tmp_path / "data") as (client, process):
        spec = client.cell_spec.create({"name": "spec"})
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        with suppress(errors.APIConnectionError, AssertionError):
            uploaded(client, cell.id, "deadly", DEADLY.read_bytes())
        assert process.wait(60) < 0
    with serving(tmp_path / "data") as (client, process):
        (stored,) = client.cell_measurement.list(cell.id)
        with pytest.raises(errors.MeasurementProcessingError, match="ends the process"):
            client.cell_measurement.wait_for_processing([stored.id], timeout=60)
        good = uploaded(client, cell.id, "good", liar.series())
        assert client.cell_measurement.wait_for_processing(good, timeout=60)[0].steps_created == 3
        assert process.poll() is None
