"""A test that hangs fails by its name, the tests after it run, and it leaves no process behind."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = "from support.limits import pytest_runtest_teardown, pytest_timeout_set_timer\n"
HANGING = """
import subprocess, sys, time
from pathlib import Path
import pytest

CHILDREN = []

def start():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(999)"])
    with Path(__file__).with_name("pids").open("a") as pids:
        print(child.pid, file=pids)
    CHILDREN.append(child)
    return child

def test_waiting_for_a_process():
    with start():
        time.sleep(999)

@pytest.fixture
def left():
    yield
    time.sleep(999)

def test_hanging_after_it_failed(left):
    start()
    pytest.fail("as it should", pytrace=False)

def test_not_to_be_interrupted():
    start()
    while True:
        try:
            time.sleep(999)
        except BaseException:
            pass

def test_good():
    pass
"""
LIMITS = ["--timeout=1", "-o", "faulthandler_timeout=4"]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit ends the process there")
def test_a_hang_is_a_failure_with_a_name(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(HANGING)
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-n", "1", *LIMITS]
    options += ["-p", "no:cacheprovider", "-p", "no:anyio", "-p", "no:hypothesispytest"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", str(tmp_path), *options],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = run.stdout
    assert "FAILED test_it.py::test_waiting_for_a_process - Failed: Timeout" in said, (
        said + run.stderr
    )
    assert "ERROR test_it.py::test_hanging_after_it_failed - Failed: Timeout" in said, said
    assert "crashed while running 'test_it.py::test_not_to_be_interrupted'" in said, said
    assert "3 failed, 1 passed, 1 error" in said
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        with suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(30)  # it may be ended and not gone yet
