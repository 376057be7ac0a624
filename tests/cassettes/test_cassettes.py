"""Cassettes: both faces replay them without a network, and they are what the platform answers."""

from __future__ import annotations

import io
import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import anyio
import polars as pl
import pytest
import vcr
import yaml
from cassettes.workflows import COIN, WORKFLOWS, Lab, run_awaited, run_blocking
from support.contract import AnswerCheck
from vcr.errors import CannotOverwriteExistingCassetteException

from ionworks import AsyncIonworks, Ionworks
from ionworks._io import awaiting, blocking
from ionworks.local.contract import load_contract

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import record_cassettes  # noqa: E402
from record_cassettes import API_KEY, CASSETTES, SERVICE, STABLE, record  # noqa: E402

FILES = sorted(CASSETTES.glob("*.yaml"))
PARQUET = b"PAR1"
KIB = 1024


class NetworkReachedError(BaseException):
    """Something went past the cassette; no handler of errors may swallow this."""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing leave this process."""

    def blocked(*arguments: Any, **options: Any) -> Any:
        raise NetworkReachedError(arguments)

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, blocked)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, blocked)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Count the pauses between attempts instead of making them."""
    counted: list[float] = []

    async def sleep(self: Any, seconds: float) -> None:
        counted.append(seconds)

    monkeypatch.setattr(blocking.BlockingBackend, "sleep", sleep)
    monkeypatch.setattr(awaiting.AwaitingBackend, "sleep", sleep)
    return counted


def content(body: bytes | str | None) -> Any:
    """Give what a body says, however it is written: JSON, a table, or bytes."""
    raw = body.encode() if isinstance(body, str) else body or b""
    if raw.startswith(PARQUET):
        return pl.read_parquet(io.BytesIO(raw)).to_dict(as_series=False)
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def same_body(one: Any, other: Any) -> None:
    assert content(one.body) == content(other.body)


def tape() -> vcr.VCR:
    made = vcr.VCR(
        record_mode="none",
        serializer="stable",
        match_on=["method", "scheme", "host", "path", "query", "same_body"],
    )
    made.register_serializer("stable", STABLE)
    made.register_matcher("same_body", same_body)
    return made


@pytest.fixture(params=["blocking", "async"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., None]:
    """Run a workflow through either face, against nothing."""
    settings = {"api_url": SERVICE, "api_key": "any key"}

    def play_blocking(workflow: Any) -> None:
        with Ionworks(**settings) as client:
            run_blocking(workflow(client, Lab(tmp_path)))

    def play_awaited(workflow: Any) -> None:
        async def main() -> None:
            async with AsyncIonworks(**settings) as client:
                await run_awaited(workflow(client, Lab(tmp_path)))

        anyio.run(main)

    return play_blocking if request.param == "blocking" else play_awaited


# --- replay -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_is_replayed(
    name: str, play: Callable[..., None], no_network: None, pauses: list[float]
) -> None:
    with tape().use_cassette(str(CASSETTES / f"{name}.yaml")) as cassette:
        play(WORKFLOWS[name])
        assert cassette.all_played
        failed = [answer for answer in cassette.responses if answer["status"]["code"] >= 500]
    # Each failure was followed by a pause, and nothing else was waited for.
    assert len(pauses) == len(failed) == (3 if name == "retries" else 0)


def test_failures_of_service_and_storage_are_on_the_tape() -> None:
    cassette = yaml.safe_load((CASSETTES / "retries.yaml").read_text(encoding="utf-8"))
    failed = [
        (each["request"]["method"], each["request"]["uri"].split("/")[2])
        for each in cassette["interactions"]
        if each["response"]["status"]["code"] >= 500
    ]
    assert failed == [
        ("PUT", "storage.example"),
        ("GET", "platform.example"),
        ("GET", "storage.example"),
    ]


def test_another_request_is_not_answered(play: Callable[..., None], no_network: None) -> None:
    def other(client: Any, lab: Lab) -> Iterator[Any]:
        yield client.cell_spec.create({**COIN, "form_factor": "pouch"})

    with tape().use_cassette(str(CASSETTES / "specifications.yaml")):
        with pytest.raises(CannotOverwriteExistingCassetteException):
            play(other)


def test_the_network_is_blocked(play: Callable[..., None], no_network: None) -> None:
    def unrecorded(client: Any, lab: Lab) -> Iterator[Any]:
        yield client.health_check()

    with pytest.raises((NetworkReachedError, BaseExceptionGroup)):
        play(unrecorded)


# --- what is kept -------------------------------------------------------------------------


def test_there_is_one_cassette_a_workflow() -> None:
    assert [path.stem for path in FILES] == sorted(WORKFLOWS)


def texts(value: Any) -> Iterator[str]:
    """Give every text below a value; binary ones too."""
    if isinstance(value, dict):
        yield from texts([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    else:
        yield str(value)


SECRETS = re.compile(
    rf"{re.escape(API_KEY)}|any key|signature=|bearer |iwk_"
    r"|127\.0\.0\.1|localhost|/tmp|/home|/root|[0-9a-f]{40}",
    re.IGNORECASE,
)
# Long texts that are not secret: the build that polars names in a Parquet file, and the SHA-256
# of a body, which is an ETag or stands behind the name of its file.
HARMLESS = re.compile(
    r"\(build [0-9a-f]{40}\)"
    r'|^"[0-9a-f]{64}"$'
    r'|(?<=\.parquet":)"[0-9a-f]{64}"'
    r'|(?<=\.\w{3}":)"[0-9a-f]{64}"'
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cassettes_are_small_and_hold_no_secret(path: Path) -> None:
    assert path.stat().st_size < 64 * KIB
    cassette = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = [
        match[0] for text in texts(cassette) for match in SECRETS.finditer(HARMLESS.sub("", text))
    ]
    assert found == []
    kept = {name for each in cassette["interactions"] for name in each["request"]["headers"]}
    assert kept <= {"accept", "content-type", "if-none-match", "range"}
    tokens = re.findall(r'"token":"([^"]*)"', path.read_text(encoding="utf-8"))
    assert set(tokens) <= {""}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_recorded_answers_are_what_the_contract_states(path: Path) -> None:
    """Of all but the headers that are not kept."""
    check = AnswerCheck(load_contract().document)
    cassette = yaml.safe_load(path.read_text(encoding="utf-8"))
    answers = [
        each for each in cassette["interactions"] if each["request"]["uri"].startswith(SERVICE)
    ]
    assert answers
    for each in answers:
        asked, answer = each["request"], each["response"]
        headers = {name: values[0] for name, values in answer["headers"].items()}
        body = answer["body"]["string"]
        found = check.breaches(
            asked["method"],
            unquote(urlsplit(asked["uri"]).path),
            answer["status"]["code"],
            {"x-correlation-id": "not kept", **headers},
            body if isinstance(body, bytes) else body.encode(),
        )
        assert [*found] == [], asked["uri"]


# --- recording ----------------------------------------------------------------------------

RECORDED = [
    pytest.param(name, marks=pytest.mark.failing_platform) if name == "retries" else name
    for name in WORKFLOWS
]


def compared(path: Path) -> list[Any]:
    """Give what a cassette holds without how it is encoded, which libraries decide."""
    held: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for each in held["interactions"]:
        each["request"]["body"] = content(each["request"]["body"])
        each["response"]["body"] = content(each["response"]["body"]["string"])
    return list(held["interactions"])


@pytest.mark.parametrize("name", RECORDED)
def test_the_platform_still_answers_so(name: str, tmp_path: Path) -> None:
    (recorded,) = record(tmp_path, [name])
    again = compared(recorded)
    assert again == compared(CASSETTES / f"{name}.yaml"), (
        "the cassette is out of date; run: python scripts/record_cassettes.py"
    )


def test_recording_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        record(folder, ["upload"])[0].read_bytes() for folder in (tmp_path / "1", tmp_path / "2")
    )
    assert first == second


def test_the_command_replaces_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(record_cassettes, "CASSETTES", tmp_path)
    monkeypatch.setattr(record_cassettes, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["record_cassettes.py", "properties"])
    (tmp_path / "properties.yaml").write_text("not a cassette")
    record_cassettes.main()
    assert capsys.readouterr().out.startswith("properties.yaml  ")
    assert compared(tmp_path / "properties.yaml") == compared(CASSETTES / "properties.yaml")
