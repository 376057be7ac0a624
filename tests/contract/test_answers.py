"""What holds every answer of the suite to the contract notices each kind of wrong answer.

First the check by itself, then a running platform whose answers are spoiled: in this process, in
one that a test starts, and in a whole run of tests, where the test at fault must be the one that
fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import Response
from support.contract import AnswerCheck, Ledger

from ionworks.local.contract import load_contract
from ionworks.local.handlers import HANDLERS
from ionworks.local.server import Platform

CHECK = AnswerCheck(load_contract().document)
ROOT = Path(__file__).parents[2]
MOMENT = "2026-01-01T00:00:00Z"
CELL = {"id": "c", "cell_specification_id": "s", "name": "cell", "created_at": MOMENT}
NO_RECORD = {"error_code": "NOT_FOUND", "message": "There is none.", "detail": None}
JSON = {"content-type": "application/json", "x-correlation-id": "1"}
BARE = {"x-correlation-id": "1"}
LINK = {**BARE, "location": "https://storage.example/object?signature=1"}
SERIES = "/cell_measurements/m/time_series/download"


def breaches(
    method: str, path: str, status: int, headers: dict[str, str], content: Any = b""
) -> list[str]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return [*CHECK.breaches(method, path, status, headers, body)]


@pytest.mark.parametrize(
    "answer",
    [
        ("GET", "/cell_instances/c", 200, JSON, CELL),
        ("HEAD", "/cell_instances/c", 200, JSON, CELL),
        ("GET", "/cell_instances/c", 200, JSON, {**CELL, "of a newer server": 1}),
        ("GET", "/cell_instances/c", 404, JSON, NO_RECORD),
        ("DELETE", "/cell_instances/c", 204, BARE),
        ("GET", SERIES, 307, LINK),
        ("GET", "/cell_measurements/m/steps", 304, {**BARE, "etag": '"1"'}),
        ("GET", "/projects/", 200, JSON, {"items": [], "count": 0, "total": 0}),
        ("GET", "/nowhere", 404, JSON, NO_RECORD),
        ("GET", "//projects", 404, JSON, NO_RECORD),
    ],
)
def test_right_answers(answer: Any) -> None:
    assert breaches(*answer) == []


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (("GET", "/cell_instances/c", 200, JSON, {**CELL, "name": None}), "at /name: "),
        (("GET", "/cell_instances/c", 200, JSON, {**CELL, "created_at": "soon"}), "at /created_at"),
        (("GET", "/cell_instances/c", 200, JSON, {"id": "c"}), '"name" is a required property'),
        (("GET", "/cell_instances/c", 200, JSON, b"{"), "content: Expecting"),
        (("GET", "/cell_instances/c", 200, JSON, b'{"x": NaN}'), "NaN is not JSON"),
        (("GET", "/cell_instances/c", 200, JSON), "content: Expecting value"),
        (("GET", "/cell_instances/c", 418, JSON, NO_RECORD), "418: the status is not stated"),
        (("GET", "/cell_instances/c", 304, BARE), "304: the status is not stated"),
        (("GET", "/cell_instances/c", 404, JSON, {"error": "none"}), "NotFound"),
        (
            ("GET", "/cell_instances/c", 200, {**JSON, "content-type": "text/html"}, CELL),
            "the type is text/html",
        ),
        (("GET", "/cell_instances/c", 200, BARE, CELL), "the type is None"),
        (
            ("GET", "/cell_instances/c", 200, {"content-type": "application/json"}, CELL),
            "x-correlation-id: the header is missing",
        ),
        (("DELETE", "/cell_instances/c", 204, BARE, b"{}"), "a body of 2 bytes"),
        (("DELETE", "/cell_instances/c", 204, JSON), "application/json"),
        (("GET", SERIES, 307, BARE), "Location: the header is missing"),
        (("GET", SERIES, 307, {**BARE, "location": "no link \\"}), "Location/schema"),
        (("GET", "/cell_measurements/tags", 200, JSON, {"items": [1]}), "tags/get"),
        (("GET", "/nowhere", 200, JSON, {}), "no such operation"),
        (("GET", "/nowhere", 404, JSON, {}), "NotFound"),
        (("GET", "/openapi.json", 200, JSON, {}), "this is not the contract"),
    ],
)
def test_wrong_answers(answer: Any, named: str) -> None:
    found = breaches(*answer)
    assert len(found) >= 1
    assert named in found[0]


@pytest.mark.parametrize(
    ("method", "path", "template"),
    [
        ("GET", "/cell_measurements/tags", "/cell_measurements/tags"),
        ("GET", "/cell_measurements/m", "/cell_measurements/{measurement_id}"),
        ("GET", "/jobs", "/jobs"),
        ("POST", "/jobs", "/jobs/"),
        ("PUT", "/projects", None),
        ("GET", "/projects/p/", "/projects/{project_id}"),
        ("GET", "/cell_specifications//cell_batches", None),
    ],
)
def test_a_request_is_for_one_operation(method: str, path: str, template: str | None) -> None:
    place = template and f"/paths/{template.replace('/', '~1')}/{method.lower()}"
    assert CHECK.operation(method, path) == place


async def spoiled(_call: Any) -> Response:
    """Answer with what no operation may answer."""
    return Response(b"[]", status_code=203, media_type="text/plain")


def test_a_platform_is_watched(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.answers()
    monkeypatch.setitem(HANDLERS, "health_check", spoiled)
    with Platform(tmp_path) as platform:
        httpx.get(f"{platform.url}/healthz")
        (breach,) = ledger.take()  # it was written down before the answer was sent
        assert breach.startswith("GET /healthz → 203: /paths/~1healthz/get/responses/203: ")
        httpx.get(f"{platform.url}/projects")  # without a key: a refusal that is stated
        assert ledger.take() == []
    assert ledger.answers() - before == 2


def test_a_platform_that_fails_is_reported(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_call: Any) -> Response:
        raise RuntimeError("spoiled")

    monkeypatch.setitem(HANDLERS, "health_check", fail)
    with Platform(tmp_path) as platform:
        httpx.get(f"{platform.url}/healthz")
    (breach,) = ledger.take()
    assert breach.startswith("GET /healthz → 500: the platform failed: ")


def test_a_platform_of_another_process_is_watched(tmp_path: Path, ledger: Ledger) -> None:
    code = """
import sys
from pathlib import Path
import httpx
from starlette.responses import Response
from ionworks.local.handlers import HANDLERS
from ionworks.local.server import Platform

async def spoiled(_call):
    return Response(b"[]", status_code=203)

HANDLERS["health_check"] = spoiled
with Platform(Path(sys.argv[1])) as platform:
    httpx.get(f"{platform.url}/healthz")
"""
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    (breach,) = ledger.take()
    assert breach.startswith("GET /healthz → 203: ")


def test_the_test_at_fault_fails(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_nested.py").write_text(
        """
import httpx
import pytest
from ionworks.local.handlers import HANDLERS
from ionworks.local.server import Platform
from starlette.responses import Response

async def spoiled(_call):
    return Response(b"[]", status_code=203)

async def fail(_call):
    raise RuntimeError("spoiled")

@pytest.fixture
def ask(tmp_path):
    def ask():
        with Platform(tmp_path) as platform:
            httpx.get(f"{platform.url}/healthz")
    return ask

def test_before(ask):
    ask()

def test_spoiled(ask, monkeypatch):
    monkeypatch.setitem(HANDLERS, "health_check", spoiled)
    ask()

@pytest.mark.failing_platform
def test_failing_on_purpose(ask, monkeypatch):
    monkeypatch.setitem(HANDLERS, "health_check", fail)
    ask()

def test_failing(ask, monkeypatch):
    monkeypatch.setitem(HANDLERS, "health_check", fail)
    ask()

def test_after(ask):
    ask()
"""
    )
    command = [sys.executable, "-m", "pytest", str(tmp_path), "-c", str(ROOT / "pyproject.toml")]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        # It is a run of its own, and not a process of this one.
        env={name: value for name, value in os.environ.items() if name != "ANSWERS_LEDGER"},
    )
    assert "5 passed, 2 errors" in run.stdout, run.stdout
    for name, status in {"test_spoiled": 203, "test_failing": 500}.items():
        assert f"ERROR at teardown of {name} " in run.stdout
        assert f"GET /healthz → {status}: " in run.stdout
    assert "5 answers were held to the contract" in run.stdout
