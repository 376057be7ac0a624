"""Rules of the cache that are one comparison or one line each."""

from __future__ import annotations

import errno
import os
import time
import warnings
from pathlib import Path
from typing import Any

import diskcache
import pytest
from attrs import evolve
from cache.tools import KEY, content, files, forget, store

from ionworks import Ionworks
from ionworks._io.blocking import run
from ionworks.cache import Cache, CacheSettings, CacheWarning, index
from ionworks.cache.folder import _warned
from ionworks.cache.index import PlainDisk, _DamagedError
from ionworks.resources._measurement_cache import MeasurementCache


def test_an_entry_that_is_discarded_leaves_the_one_that_replaced_it(cache: Cache) -> None:
    first = store(cache, KEY, b"first")
    assert first is not None
    with cache.writer(KEY) as writer:
        writer.file.write(b"second")
        second = writer.commit(None)
    assert second is not None
    cache.discard(first)
    assert content(cache, KEY) == b"second"
    assert files(cache) == [second.path]
    cache.discard(second)
    assert content(cache, KEY) is None
    assert files(cache) == []


def test_a_cache_without_a_folder_has_nothing_to_forget(cache: Cache, directory: Path) -> None:
    forget(cache, KEY)
    assert not directory.exists()
    switched_off = Cache(CacheSettings(directory=directory, enabled=False))
    switched_off.forget(KEY.service, KEY.account, KEY.measurement_id, settled=False)
    assert not directory.exists()


def test_what_is_stored_at_the_moment_of_a_deletion_is_stale(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    store(cache, KEY, b"maybe deleted")
    cache.outdate(KEY.service, KEY.account)
    found = cache.find(KEY)
    assert found is not None
    assert found.stale
    assert not cache.touch(found).stale


def test_a_change_under_way_is_noted_before_there_is_a_folder(cache: Cache) -> None:
    cache.forget(KEY.service, KEY.account, KEY.measurement_id, settled=False)
    assert store(cache, KEY, b"maybe old") is None
    assert content(cache, KEY) is None
    other = evolve(KEY, measurement_id="m-2")
    assert store(cache, other, b"another measurement") is not None
    forget(cache, KEY)
    assert store(cache, KEY, b"new") is not None


class FullAfter:
    """An open file on a disk that has room for a few more bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data: memoryview) -> int:
        if not self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = data[: self._room]
        self._room -= len(part)
        return int(self._file.write(part))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 3, 7])
def test_a_disk_that_fills_up_within_a_write_loses_nothing(cache: Cache, room: int) -> None:
    _warned.pop(cache.settings.directory, None)
    store(cache, evolve(KEY, measurement_id="m-2"), b"there is a folder")
    with warnings.catch_warnings(record=True) as caught, cache.writer(KEY) as writer:
        warnings.simplefilter("always")
        writer.file.write(b"head ")
        draft: Any = writer.file
        draft._file = FullAfter(draft._file, room)
        assert writer.file.write(b"of a body") == 9
        writer.file.write(b", and its end")
        assert writer.commit(None) is None
        assert writer.source == b"head of a body, and its end"
    assert [one.category for one in caught] == [CacheWarning]
    assert content(cache, KEY) is None
    assert files(cache, "partial") == []


def test_a_child_gets_no_open_index(cache: Cache) -> None:
    """SQLite must not be used over a connection of the parent, so it is closed before a fork."""
    store(cache, KEY, b"content")
    assert index._opened is not None
    opened = index._opened
    assert opened._con is not None
    index._before_fork()
    try:
        assert index._opened is None
        assert opened._connection is None
    finally:
        index._after_fork_in_parent()
    assert content(cache, KEY) == b"content"


# --- what a runtime makes of it -------------------------------------------------------------


@pytest.fixture
def parts(directory: Path) -> MeasurementCache:
    settings = CacheSettings(directory=directory)
    client = Ionworks(api_key="k", api_url="https://api.example.com", cache=settings)
    return MeasurementCache(client._async._runtime)


def test_nothing_is_found_while_a_measurement_is_changed(parts: MeasurementCache) -> None:
    key = parts.key("m-1", "time_series")
    cache = Cache(parts.runtime.settings.cache)
    store(cache, key, b"old")
    assert run(parts.find("m-1", "time_series")) is not None

    async def change() -> None:
        assert content(cache, key) is None
        assert store(cache, key, b"maybe old") is None

    run(parts.changing("m-1", change, settled=lambda _: True))
    assert content(cache, key) is None


def test_what_is_stale_is_asked_for_again(parts: MeasurementCache) -> None:
    key = parts.key("m-1", "time_series")
    cache = Cache(parts.runtime.settings.cache)
    store(cache, key, b"old")
    cache.outdate(key.service, key.account)
    assert content(cache, key) == b"old"
    assert run(parts.find("m-1", "time_series")) is None


def test_rows_of_the_index_are_text_in_every_respect() -> None:
    disk = PlainDisk.__new__(PlainDisk)
    raw = diskcache.core.MODE_RAW
    assert (disk.put("k"), disk.get("k", True)) == (("k", True), "k")
    assert disk.store('{"size": 7}', False) == (7, raw, None, '{"size": 7}')
    assert disk.store("{}", False)[0] == 0
    assert disk.fetch(raw, None, "v", False) == "v"
    for key in (b"k", 1, None):
        with pytest.raises(TypeError):
            disk.put(key)
    for stored in (("k", False), (b"k", True), (1, True)):
        with pytest.raises(_DamagedError):
            disk.get(*stored)
    for value in (("{}", True), (b"{}", False), (1, False)):
        with pytest.raises(TypeError):
            disk.store(*value)
    for mode, file, value in (
        (diskcache.core.MODE_PICKLE, None, "v"),
        (raw, "file", "v"),
        (raw, None, b"v"),
    ):
        with pytest.raises(_DamagedError):
            disk.fetch(mode, file, value, False)
