"""A file that ends the process that reads it does not end the platform.

``deadly.parquet`` has a page whose levels claim so many rows that the Parquet reader below polars
aborts its process. The platform reads files in a process of its own: that one dies, twice, and the
platform then refuses the file in words and goes on.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import liar
from hostile.conftest import KEY
from hostile.raw import uploaded

from ionworks import Ionworks, errors

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


def test_a_platform_outlives_the_file_and_refuses_it(tmp_path: Path) -> None:
    if not is_deadly():
        pytest.skip("this polars survives the file")
    with serving(tmp_path / "data") as (client, process):
        spec = client.cell_spec.create({"name": "spec"})
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        deadly = uploaded(client, cell.id, "deadly", DEADLY.read_bytes())
        with pytest.raises(errors.MeasurementProcessingError, match="file is damaged"):
            client.cell_measurement.wait_for_processing(deadly, timeout=60)
        good = uploaded(client, cell.id, "good", liar.series())
        assert client.cell_measurement.wait_for_processing(good, timeout=60)[0].steps_created == 3
        assert process.poll() is None
