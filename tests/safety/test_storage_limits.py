"""Storage takes what was announced, if that can be: what cannot is refused before it is sent."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from attrs import evolve
from crashes.tools import until
from safety.uploads import begun, path_of, put
from support.wire import Answer, Wire

from ionworks.local import storage_app
from ionworks.local.limits import Limits
from ionworks.local.server import Platform

MOST = 1000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with Platform(
        tmp_path_factory.mktemp("small"), limits=evolve(Limits(), upload=MOST)
    ) as platform:
        yield platform


def announced(link: str, length: int) -> Answer:
    """Send the head of an upload only, and return the answer."""
    with Wire(link) as wire:
        wire.head(f"PUT {path_of(link)}", Content_Length=str(length))
        answer = wire.answer()
    assert answer is not None
    return answer


def files(platform: Platform) -> list[str]:
    folders = (platform.data / "objects", platform.data / "incoming")
    return [path.name for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_an_upload_has_a_largest_size(small: Platform) -> None:
    link = begun(small)
    refused = announced(link, MOST + 1)
    assert (refused.status, refused.json()["error_code"]) == (413, "PAYLOAD_TOO_LARGE")
    assert str(MOST) in refused.json()["message"]
    assert files(small) == []
    assert put(link, b"x" * MOST).status_code == 200
    assert files(small) == ["time_series.parquet"]


def test_what_the_disk_cannot_hold_is_refused_at_once(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, before = begun(platform), files(platform)
    # Less than the limit of the size, on a disk as it may be.
    usage = shutil.disk_usage(platform.data)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    refused = announced(link, 10_001)
    assert (refused.status, refused.json()["error_code"]) == (507, "INSUFFICIENT_STORAGE")
    assert files(platform) == before
    assert put(link, b"x" * 10_000).status_code == 200


def test_the_link_is_checked_first(small: Platform) -> None:
    link = begun(small)
    assert announced(link.replace("signature=", "signature=0"), 10 * MOST).status == 403


@pytest.mark.parametrize("sent", [0, 1, 99])
def test_less_than_announced_is_not_stored(small: Platform, sent: int) -> None:
    link, before = begun(small), files(small)
    with Wire(link) as wire:
        wire.head(f"PUT {path_of(link)}", Content_Length="100", Expect="100-continue")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 100
        wire.send(b"x" * sent)
    until(lambda: files(small) == before)


def test_chunks_have_the_same_bound(small: Platform) -> None:
    link, before = begun(small), files(small)
    for pieces in ([b"x" * (MOST // 2)] * 3, [b"x" * MOST, b"x"]):  # the last is a byte too long
        answer = httpx.put(link, content=iter(pieces))
        assert (answer.status_code, answer.json()["error_code"]) == (413, "PAYLOAD_TOO_LARGE")
        assert files(small) == before
    assert httpx.put(link, content=iter([b"x" * (MOST // 2)] * 2)).status_code == 200


def test_more_than_announced_is_another_request(small: Platform) -> None:
    link = begun(small)
    with Wire(link) as wire:
        wire.head(f"PUT {path_of(link)}", Content_Length="5")
        wire.send(b"12345no request\r\n\r\n")
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 200
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 400
    stored = small.data.rglob("time_series.parquet")
    assert b"12345" in [path.read_bytes() for path in stored]


def test_an_upload_says_how_long_it_is(small: Platform) -> None:
    link = begun(small)
    with Wire(link) as wire:
        wire.send(f"PUT {path_of(link)} HTTP/1.1\r\nHost: {wire.host}\r\n\r\n".encode())
        answer = wire.answer()
        assert answer is not None
        assert (answer.status, answer.json()["error_code"]) == (411, "LENGTH_REQUIRED")
    with Wire(link) as wire:
        wire.send(
            f"PUT {path_of(link)} HTTP/1.1\r\nHost: {wire.host}\r\n"
            "Transfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n".encode()
        )
        answer = wire.answer()
        assert answer is not None
        assert answer.status == 200


@pytest.mark.failing_platform
@pytest.mark.parametrize(
    ("fault", "status"), [(errno.ENOSPC, 507), (errno.EFBIG, 507), (errno.EIO, 500)]
)
def test_a_disk_that_is_full_is_told_from_one_that_fails(
    small: Platform, monkeypatch: pytest.MonkeyPatch, fault: int, status: int
) -> None:
    link, before = begun(small), files(small)

    def failing(_file: Any) -> None:
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as patch:
        patch.setattr(storage_app, "sync", failing)
        answer = put(link, b"x")
    assert answer.status_code == status
    if status == 507:
        assert answer.json()["error_code"] == "INSUFFICIENT_STORAGE"
        assert os.strerror(fault) in answer.json()["message"]
    assert files(small) == before
    assert put(link, b"x").status_code == 200


@pytest.mark.parametrize("length", ["-1", "+5", "5.0", "1e3", "", "5, 6", "9" * 30, "٥"])
def test_a_length_that_is_no_number_is_refused(small: Platform, length: str) -> None:
    link, before = begun(small), files(small)
    with Wire(link) as wire:
        head = (
            f"PUT {path_of(link)} HTTP/1.1\r\nHost: {wire.host}\r\nContent-Length: {length}\r\n\r\n"
        )
        wire.send(head.encode())
        answer = wire.answer()
        assert answer is not None
        assert answer.status in (400, 411)
    assert files(small) == before
