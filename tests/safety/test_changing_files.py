"""Files that a program writes to while they are sent: nothing of them is stored.

A cycler that still writes is the usual one. What would arrive is neither the old content nor the
new, so the error says that the file changed.
"""

# ruff: noqa: F811  # fixtures that are imported are also arguments
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faults.conftest import Stage, _stage, posts, slept, stage, through  # noqa: F401
from support.proxy import Exchange

from ionworks._io import bodies
from ionworks.errors import TransferError

Through = Callable[..., Any]
SIZE = 100_000


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"one more row")


def shrink(path: Path) -> None:
    os.truncate(path, SIZE // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def rewrite(path: Path) -> None:
    """Write other bytes of the same number, and set the time back."""
    found = path.stat()
    path.write_bytes(b"y" * SIZE)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


CHANGES = [grow, shrink, empty, rewrite, touch]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is read in several chunks."""
    monkeypatch.setattr(bodies, "CHUNK_BYTES", 10_000)
    path = tmp_path / "channel-7.txt"
    path.write_bytes(b"x" * SIZE)
    return path


def uploads(stage: Stage, source: Path, **options: Any) -> dict[str, Callable[[Any], Any]]:
    return {
        "raw": lambda c: c.raw_data.upload(source, **options),
        "file": lambda c: c.cell_measurement.create_file(
            stage.cell.id, name=stage.name("file"), filepaths=[source], **options
        ),
    }


@pytest.mark.parametrize("what", ["raw", "file"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_sent(
    stage: Stage, through: Through, source: Path, what: str, change: Callable[[Path], None]
) -> None:
    told: list[int] = []

    def progress(done: int, total: int) -> None:
        told.append(done)
        if done == 50_000:
            change(source)

    with pytest.raises(TransferError, match=r"channel-7\.txt' changed while it was sent"):
        through(uploads(stage, source, progress=progress)[what])
    assert told == sorted(set(told))  # there was no second try
    assert max(told) < SIZE
    assert not any("confirm" in line for line in stage.service.seen)


@pytest.mark.parametrize("what", ["raw", "file"])
@pytest.mark.parametrize("change", [grow, shrink, empty, touch])
def test_a_file_that_changes_before_its_first_byte_is_sent(
    stage: Stage, through: Through, source: Path, what: str, change: Callable[[Path], None]
) -> None:
    def initiate(exchange: Exchange) -> None:
        change(source)
        exchange.send(exchange.forward())

    stage.service.break_(initiate, posts("/initiate-upload"))
    with pytest.raises(TransferError, match="changed while it was sent"):
        through(uploads(stage, source)[what])
    assert not any("confirm" in line for line in stage.service.seen)


@pytest.mark.usefixtures("slept")
def test_a_file_that_changes_between_two_attempts(
    stage: Stage, through: Through, source: Path
) -> None:
    def refuse(exchange: Exchange) -> None:
        grow(source)
        exchange.reset()

    stage.storage.break_(refuse, lambda method, _: method == "PUT")
    with pytest.raises(TransferError, match=f"had {SIZE} bytes and now has"):
        through(uploads(stage, source)["raw"])


def test_a_file_that_is_replaced_is_sent_as_it_was(
    stage: Stage, through: Through, source: Path
) -> None:
    """An editor that renames a new file into place leaves the open one alone."""

    def progress(done: int, total: int) -> None:
        if done == 50_000:
            other = source.with_name("other")
            other.write_bytes(b"new")
            other.replace(source)

    raw = through(uploads(stage, source, progress=progress)["raw"])
    saved = stage.direct.raw_data.download(raw.id, source.with_name("copy"))
    assert saved.read_bytes() == b"x" * SIZE


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 10_000, b"x" * SIZE])
def test_a_file_that_stays_is_sent(
    stage: Stage, through: Through, source: Path, content: bytes
) -> None:
    source.write_bytes(content)
    raw = through(uploads(stage, source)["raw"])
    saved = stage.direct.raw_data.download(raw.id, source.with_name("copy"))
    assert saved.read_bytes() == content
