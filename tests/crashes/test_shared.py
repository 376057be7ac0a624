"""Eight threads over one client, and four processes, share one cache folder and one platform.

They read, upload, extend, delete and invalidate at once. Each value that was read was true at
some moment of the read; at the end the index of the cache agrees with its files, and there are
neither temporary files nor warnings.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from crashes.audit import audit_cache, audit_folder
from crashes.sharers import Read, Write, share, untrue

from ionworks.local.server import Platform


@pytest.fixture
def address(own_platform: Platform) -> dict[str, Any]:
    return {"api_key": own_platform.api_key, "api_url": own_platform.url, "max_retries": 1}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def sound_at_the_end(own_platform: Platform, directory: Path, data: Path) -> Iterator[None]:
    yield
    assert audit_cache(directory) == []
    own_platform.close()
    with Platform(data):
        assert audit_folder(data) == []


@pytest.mark.usefixtures("sound_at_the_end")
def test_eight_threads_share_one_client(
    address: dict[str, Any], directory: Path, cell: str, rounds: range
) -> None:
    writes, reads = share(address, directory, cell, range(8), turns=2 * len(rounds))
    assert len(reads) > 8
    assert untrue(writes, reads) == []


@pytest.mark.usefixtures("sound_at_the_end")
def test_four_processes_share_a_cache(
    address: dict[str, Any], directory: Path, cell: str, rounds: range
) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        work = [
            pool.submit(share, address, directory, cell, range(2 * n, 2 * n + 2), 2 * len(rounds))
            for n in range(4)
        ]
        found = [each.result() for each in work]
    writes = [write for wrote, _ in found for write in wrote]
    reads = [read for _, saw in found for read in saw]
    assert len(reads) > 8
    assert untrue(writes, reads) == []


def test_what_was_not_true_is_noticed() -> None:
    writes = [Write(1, 2, "m", 40), Write(5, 6, "m", 80), Write(9, 10, "m", None)]
    for began, ended, rows, true in [
        (3, 4, 40, True),
        (0, 0.5, 40, False),
        (5.5, 5.6, 40, True),
        (5.5, 5.6, 80, True),
        (3, 4, 80, False),
        (7, 8, 40, False),
        (7, 8, 120, False),
        (11, 12, 80, False),
        (11, 12, None, True),
        (7, 8, None, False),
    ]:
        read = Read(began, ended, "m", rows)
        assert (untrue(writes, [read]) == []) is true, read
