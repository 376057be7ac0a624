"""The process that reads uploads finds its modules where the platform did, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANTED = "import pathlib; pathlib.Path({mark!r}).touch(); raise SystemExit('planted')"
PROGRAM = """
import sys
sys.path[:0] = {first!r}
import io
import polars as pl
from ionworks.local.processing.subprocess_runner import SubprocessRunner
from ionworks.local.processing.bounds import Bounds
from ionworks.local.processing.tasks import Task

if __name__ == "__main__":
    # Planted after this process has its own modules: what counts is what the other one takes.
    import os
    os.chdir({planted!r})
    os.environ["PYTHONPATH"] = os.environ["PYTHONHOME"] = {planted!r}
    os.environ["PYTHONSTARTUP"] = os.path.join({planted!r}, "polars.py")
    sys.path[:0] = ["", {planted!r}]
    pl.DataFrame({{"Time [s]": [0.0, 1.0], "Voltage [V]": [3.0, 3.0], "Current [A]": [1.0, 1.0]}}
    ).write_parquet({series!r})
    apart = SubprocessRunner(Bounds(memory=2**30, seconds=120))
    outcome = apart.perform(
        Task({series!r}, "", "", "", {series!r} + ".steps", {series!r} + ".cycles", None)
    )
    apart.close()
    print(outcome.steps_created, outcome.refused, outcome.log)
"""


def test_what_lies_in_the_working_directory_is_not_run(tmp_path: Path) -> None:
    planted, mark = tmp_path / "planted", tmp_path / "ran"
    planted.mkdir()
    for name in ("polars", "json", "attrs", "httpx", "ionworks", "sitecustomize", "signal"):
        (planted / f"{name}.py").write_text(PLANTED.format(mark=str(mark)))
    program = tmp_path / "program.py"
    series = tmp_path / "series.parquet"
    program.write_text(
        PROGRAM.format(
            first=[str(ROOT), str(ROOT / "generated")], planted=str(planted), series=str(series)
        )
    )
    ran = subprocess.run(
        [sys.executable, program],
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
        check=False,
    )
    assert ran.stdout.split()[:1] == ["1"], ran.stdout + ran.stderr
    assert not mark.exists()
