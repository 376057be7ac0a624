"""Record the cassettes again: ``python scripts/record_cassettes.py [NAME ...]``.

Each workflow of ``tests/cassettes/workflows.py`` runs against an embedded platform of its own
whose ids and time are fixed. What is kept tells nothing of this machine and holds no secret,
and recording twice gives the same bytes.
"""

from __future__ import annotations

import json
import logging
import re
import runpy
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, Final

import vcr  # type: ignore[import-untyped]
import yaml

import ionworks
from ionworks import Ionworks
from ionworks._io.blocking import BlockingBackend
from ionworks.cache.settings import GLOBAL
from ionworks.local.server import Platform

ROOT: Final = Path(__file__).parents[1]
CASSETTES: Final = ROOT / "cassettes"
WORKFLOWS: Final = ROOT / "tests" / "cassettes" / "workflows.py"

SERVICE: Final = "https://platform.example"
STORAGE: Final = "https://storage.example"
API_KEY: Final = "key-of-the-recording"
MOMENT: Final = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)

_KEPT_OF_REQUESTS: Final = ("accept", "content-type", "if-none-match", "range")
_KEPT_OF_ANSWERS: Final = ("content-type", "etag", "location", "retry-after")
_SIGNATURE: Final = re.compile(r"&signature=[^&\"\s]*")
# What is counted depends on how often a poll had to be repeated, so it is counted again.
_NUMBERED: Final = re.compile(r"(00000000-0000-4000-8000-)\d{12}")
_ETAG: Final = re.compile(r'^"[0-9a-f]+-[0-9a-f]+"$')


class Clock:
    """A clock that stands still, and that can be made to fail once."""

    def __init__(self) -> None:
        self._left = 0

    def __call__(self) -> datetime:
        """Tell the moment."""
        self._left -= 1
        if self._left == 0:
            raise RuntimeError("the clock was told to fail")
        return MOMENT

    def fail_at(self, look: int) -> None:
        """Fail at the given look from now, counted from 1."""
        self._left = look


def record(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Record workflows.

    Parameters
    ----------
    folder : Path
        Where to; a cassette that is there is replaced.
    names : sequence of str, optional
        Names of the workflows; all of them when it is empty.

    Returns
    -------
    list of Path
        The cassettes.

    Raises
    ------
    KeyError
        There is no workflow of this name.
    """
    flows = runpy.run_path(str(WORKFLOWS))
    recorded = []
    for name in names or flows["WORKFLOWS"]:
        path = folder / f"{name}.yaml"
        with TemporaryDirectory() as work, _own_cache(Path(work, "cache")):
            _record(path, flows, flows["WORKFLOWS"][name], Path(work))
        recorded.append(path)
    return recorded


def _record(path: Path, flows: dict[str, Any], workflow: Any, work: Path) -> None:
    clock, numbers = Clock(), count(1)
    ids = lambda: f"00000000-0000-4000-8000-{next(numbers):012}"  # noqa: E731
    path.unlink(missing_ok=True)
    with (
        Platform(work / "data", api_key=API_KEY, clock=clock, ids=ids) as platform,
        Ionworks(api_url=platform.url, api_key=API_KEY) as client,
        _one_after_the_other(),
        _tape(platform).use_cassette(str(path), record_mode="all"),
    ):
        files = work / "files"
        files.mkdir()
        flows["run_blocking"](workflow(client, flows["Lab"](files, clock.fail_at)))


def _tape(platform: Platform) -> vcr.VCR:
    origins = {platform.storage_url: STORAGE, platform.url: SERVICE}
    tape = vcr.VCR(
        serializer="stable",
        before_record_request=partial(_clean_request, origins),
        before_record_response=partial(_clean_answer, origins),
    )
    tape.register_serializer("stable", STABLE)
    return tape


# --- what is kept -------------------------------------------------------------------------


def _clean(origins: dict[str, str], text: str) -> str:
    for actual, shown in origins.items():
        text = text.replace(actual, shown)
    return _SIGNATURE.sub("", text)


def _clean_request(origins: dict[str, str], request: Any) -> Any:
    request.uri = _clean(origins, request.uri)
    kept = {name: request.headers.get(name) for name in _KEPT_OF_REQUESTS}
    request.headers = {name: value for name, value in kept.items() if value is not None}
    return request


def _clean_answer(origins: dict[str, str], answer: dict[str, Any]) -> dict[str, Any] | None:
    headers = {name.lower(): values for name, values in answer["headers"].items()}
    body = answer["body"]["string"]
    if headers.get("content-type") == ["application/json"]:
        if answer["status"]["code"] == 200 and _is_unfinished(json.loads(body)):
            return None  # how often a client has to ask is up to chance
        body = _clean(origins, body.decode()).encode()
    return {
        "status": answer["status"],
        "headers": {
            name: [_clean(origins, value) for value in headers[name]]
            for name in _KEPT_OF_ANSWERS
            if name in headers
        },
        "body": {"string": body},
    }


def _is_unfinished(body: Any) -> bool:
    return isinstance(body, dict) and body.get("processing_status") in ("pending", "running")


def _dump(cassette: dict[str, Any]) -> str:
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        return numbers.setdefault(text, len(numbers) + 1)

    def stable(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stable(item) for key, item in value.items()}
        if isinstance(value, list):
            return [stable(item) for item in value]
        if not isinstance(value, str):
            return value
        if _ETAG.match(value):
            return f'"{number(value)}"'
        return _NUMBERED.sub(lambda found: f"{found[1]}{number(found[0]):012}", value)

    return str(yaml.safe_dump(stable(cassette), sort_keys=False, allow_unicode=True, width=2**31))


STABLE: Final = SimpleNamespace(serialize=_dump, deserialize=yaml.safe_load)
"""Writes cassettes so that nothing in them depends on chance, and reads them."""


# --- how it is recorded -------------------------------------------------------------------


@contextmanager
def _own_cache(directory: Path) -> Iterator[None]:
    before = dict(GLOBAL)
    ionworks.set_cache_directory(directory)
    try:
        yield
    finally:
        GLOBAL.update(before)  # type: ignore[typeddict-item]


@contextmanager
def _one_after_the_other() -> Iterator[None]:
    """Do side by side work in turns, so that requests come in one order."""

    async def gather(
        _self: BlockingBackend,
        jobs: Sequence[Callable[[], Coroutine[Any, Any, Any]]],
        *,
        limit: int,
    ) -> list[Any]:
        del limit
        return [await job() for job in jobs]

    usual = BlockingBackend.gather
    BlockingBackend.gather = gather  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        BlockingBackend.gather = usual  # type: ignore[method-assign]


def main() -> None:
    """Record the workflows that are named, or all."""
    # Failures that a workflow asks for need not be shown.
    logging.getLogger("ionworks.local").addHandler(logging.NullHandler())
    if not sys.argv[1:]:
        for old in CASSETTES.glob("*.yaml"):
            old.unlink()
    for path in record(CASSETTES, sys.argv[1:]):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1024:.1f} KiB")


if __name__ == "__main__":
    main()
