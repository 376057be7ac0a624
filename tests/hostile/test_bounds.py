"""Answers are bounded: what is endless, or inflates to very much, is not read to its end.

A service or a storage that fails, or means ill, fills neither the memory nor the disk of a client,
whatever it was asked for.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hostile.conftest import client_of
from hostile.endless import bomb, endless
from support.scripted import Reply, Seen, scripted

from ionworks import errors
from ionworks._io import decoding

MIB = 1024 * 1024
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that are met soon."""
    monkeypatch.setattr(decoding, "MAX_ANSWER_BYTES", 8 * MIB)
    monkeypatch.setattr(decoding, "MAX_UNANNOUNCED_BYTES", 12 * MIB)


def peak_of(act: Callable[[], Any]) -> int:
    """Run and give the most memory that was taken meanwhile, in bytes."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        act()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def test_the_bounds_are_generous_and_there() -> None:
    assert 100 * MIB <= decoding.MAX_ANSWER_BYTES <= 512 * MIB
    assert 1024 * MIB <= decoding.MAX_UNANNOUNCED_BYTES <= 16 * 1024 * MIB


ACTS: dict[str, Callable[[Any], Any]] = {
    "a record": lambda c: c.cell_spec.get("s"),
    "a list": lambda c: c.cell_spec.list(),
    "a table": lambda c: c.cell_measurement.cycles("m", use_cache=False),
    "a table for the cache": lambda c: c.cell_measurement.cycles("m"),
    "a file": lambda c: c.cell_measurement.get_file("m", "f", use_cache=False),
}


@pytest.mark.parametrize(
    ("what", "coding", "status"),
    [
        *((what, "gzip", 200) for what in ACTS),
        ("a record", "deflate", 404),
        ("a file", "gzip", 404),
    ],
)
@pytest.mark.usefixtures("small_bounds")
def test_an_answer_that_inflates_without_end_is_stopped(
    ask: Any, what: str, coding: str, status: int
) -> None:
    packed = bomb(MIB // 2, coding)  # half a gigabyte

    def answer(seen: Seen) -> Reply:
        if "/files/" in seen.path:
            return Reply(307, b"", {"Location": f"{service.url}/stored"})
        return Reply(status, packed, {**JSON, "Content-Encoding": coding})

    def refused() -> None:
        with pytest.raises(errors.UnexpectedResponseError, match="not read"):
            ask(service.url, ACTS[what])

    with scripted(answer=answer) as service:
        assert peak_of(refused) < 40 * MIB


def test_ten_megabytes_that_are_ten_gigabytes_stop_at_the_bound() -> None:
    with scripted(Reply(200, bomb(10 * MIB), {**JSON, "Content-Encoding": "gzip"})) as service:
        with client_of(service.url) as client:
            with pytest.raises(errors.UnexpectedResponseError, match="more than 256 MiB"):
                client.cell_spec.get("s")


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate,gzip", "x" * 5000])
def test_packing_that_was_not_asked_for_is_refused(ask: Any, coding: str) -> None:
    with scripted(Reply(200, b"\x1b\x2f" * 99, {**JSON, "Content-Encoding": coding})) as service:
        for act in ACTS.values():
            with pytest.raises(errors.UnexpectedResponseError) as refusal:
                ask(service.url, act)
            assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("coding", ["gzip", "deflate", "GZIP"])
def test_what_is_packed_as_usual_is_read(ask: Any, coding: str) -> None:
    import gzip
    import zlib

    body = b'{"id": "s", "name": "LG M50", "organization_id": "o"}'
    packed = zlib.compress(body) if coding == "deflate" else gzip.compress(body)
    project = Reply(200, packed, {**JSON, "Content-Encoding": coding})
    cut = Reply(200, packed[:-9], {**JSON, "Content-Encoding": coding})
    with scripted(project) as service:
        assert ask(service.url, lambda client: client.project.get("s")).name == "LG M50"
    with scripted(cut) as service, pytest.raises(errors.APIConnectionError, match="packed content"):
        ask(service.url, lambda client: client.project.get("s"))


@pytest.mark.parametrize("act", [ACTS["a record"], ACTS["a table"], ACTS["a table for the cache"]])
@pytest.mark.usefixtures("small_bounds")
def test_an_answer_without_end_is_stopped(ask: Any, act: Callable[[Any], Any]) -> None:
    with (
        endless() as url,
        pytest.raises(errors.UnexpectedResponseError, match="not read"),
    ):
        ask(url, act)


@pytest.mark.usefixtures("small_bounds")
def test_a_storage_without_end_fills_neither_memory_nor_disk(ask: Any, tmp_path: Any) -> None:
    target = {"filename": "n", "token": "t", "path": "p"}
    with endless() as storage:

        def answer(seen: Seen) -> Reply:
            if "initiate" in seen.path:
                uploads = [{**target, "signed_url": f"{storage}/put"}]
                return Reply(body=json.dumps({"raw_data_id": "r", "uploads": uploads}).encode())
            if "download-url" in seen.path:
                return Reply(body=json.dumps({"url": f"{storage}/get"}).encode())
            return Reply(307, b"", {"Location": f"{storage}/get"})

        with scripted(answer=answer) as service:
            for act in (
                lambda c: c.cell_measurement.time_series("m"),
                lambda c: c.cell_measurement.time_series("m", columns=["Time [s]"]),
                lambda c: c.cell_measurement.download("m", tmp_path / "series.parquet"),
                lambda c: c.raw_data.download("r", tmp_path / "raw"),
                lambda c: c.raw_data.upload(b"x", name="n"),
            ):
                with pytest.raises(errors.UnexpectedResponseError, match="not read"):
                    ask(service.url, act)
    assert list(tmp_path.iterdir()) == []
