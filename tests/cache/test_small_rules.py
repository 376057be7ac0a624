"""Rules of the cache that are one comparison or one line each."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import sqlite3
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import diskcache
import pytest
from attrs import evolve
from cache.tools import KEY, content, files, forget, store
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks import Ionworks
from ionworks._io.blocking import run
from ionworks.cache import Cache, CacheSettings, CacheWarning, index, rows
from ionworks.cache import store as store_module
from ionworks.cache.folder import _warned
from ionworks.cache.index import PlainDisk, _DamagedError
from ionworks.cache.writer import Draft
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


def test_the_oldest_go_until_the_rest_just_fits(directory: Path) -> None:
    cache = Cache(CacheSettings(directory=directory, max_bytes=300))
    keys = [evolve(KEY, measurement_id=f"m-{n}") for n in range(6)]
    forget(cache, KEY)  # leaves a note, which is older than every entry and is not one
    for key in keys[:3]:
        store(cache, key, bytes(100))  # together as large as the limit

    def found() -> list[bool]:
        return [content(cache, key) is not None for key in keys]

    assert found() == [True, True, True, False, False, False]
    store(cache, keys[3], bytes(100))
    assert found() == [False, True, True, True, False, False]
    store(cache, keys[4], bytes(101))
    assert found() == [False, False, False, True, True, False]
    store(cache, keys[5], bytes(300))
    assert found() == [False] * 5 + [True]


def test_what_is_counted_are_files_and_their_bytes(cache: Cache) -> None:
    assert cache.usage() == (0, 0)
    other = evolve(KEY, measurement_id="m-2")
    store(cache, KEY, b"three")
    store(cache, other, b"four")
    cache.outdate(KEY.service, KEY.account)
    assert cache.usage() == (2, 9)
    forget(cache, KEY)
    assert cache.usage() == (1, 4)
    forget(cache, other)
    assert cache.usage() == (0, 0)


@pytest.mark.parametrize(("days", "stays"), [(0.99, True), (1.01, False)])
def test_the_folder_of_an_earlier_version_stays_for_a_day(
    cache: Cache, directory: Path, days: float, stays: bool
) -> None:
    entries = directory / "sdk-v0" / "entries"
    entries.mkdir(parents=True)
    changed = time.time() - days * 86_400
    os.utime(entries, (changed, changed))
    store(cache, KEY, b"data")
    assert entries.exists() is stays


@pytest.mark.parametrize(
    ("ttl", "age", "stays"),
    # What has expired goes an hour after the last time at the latest, or after the time to live.
    [(7200.0, 7199.0, True), (7200.0, 7200.0, False), (60.0, 60.0, False), (60.0, 59.0, True)],
)
def test_an_entry_leaves_the_disk_as_soon_as_it_has_expired(
    directory: Path, monkeypatch: pytest.MonkeyPatch, ttl: float, age: float, stays: bool
) -> None:
    cache = Cache(CacheSettings(directory=directory, ttl=ttl))
    monkeypatch.setattr(time, "time", lambda: 2e9)
    store(cache, KEY, b"old")
    monkeypatch.setattr(time, "time", lambda: 2e9 + age)
    store(cache, evolve(KEY, measurement_id="m-2"), b"new")
    assert len(files(cache)) == 1 + stays


def test_a_clock_that_was_set_back_makes_it_time_to_delete(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 2e9)
    store(cache, KEY, b"from the future")
    monkeypatch.setattr(time, "time", lambda: 2e9 - 3600)
    new = store(cache, evolve(KEY, measurement_id="m-2"), b"new")
    assert new is not None
    assert files(cache) == [new.path]


def test_files_that_were_hashed_are_remembered_up_to_a_number(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []
    hash_file = rows.sha256_of
    monkeypatch.setattr(rows, "_hashed", {})
    monkeypatch.setattr(rows, "_MOST_HASHED", 2)
    monkeypatch.setattr(rows, "sha256_of", lambda path: hashed.append(path) or hash_file(path))
    keys = [evolve(KEY, measurement_id=f"m-{n}") for n in range(3)]
    paths: list[Any] = []
    for key in keys:
        stored = store(cache, key, key.measurement_id.encode())
        assert stored is not None
        paths.append(stored.path)
    for place in (0, 1, 0, 2, 0, 1):  # 2 takes the place of 1, which was read longest ago
        assert content(cache, keys[place]) is not None
    assert hashed == [paths[0], paths[1], paths[2], paths[1]]
    assert len(rows._hashed) == 2


def test_a_claim_is_free_while_the_index_is_paused(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    clock = SimpleNamespace(monotonic=lambda: now[0], time=time.time)
    monkeypatch.setattr(index, "time", clock)  # not the clock of all: servers run in this process
    store(cache, KEY, b"data")
    with cache.claim(KEY) or pytest.fail("free"):
        assert cache.claim(KEY) is None
        mine = store_module._index_of(cache._folder)
        busy = sqlite3.OperationalError("busy")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT  # a kind of busy
        mine._pause_if_busy(busy)
        now[0] += 59.9
        assert cache.claim(KEY) is not None
        with pytest.warns(CacheWarning, match="using it for too long"):
            assert cache.find(KEY) is None
        now[0] += 0.1
        assert cache.claim(KEY) is None
        full = sqlite3.OperationalError("full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        mine._pause_if_busy(full)
        assert cache.claim(KEY) is None
    assert content(cache, KEY) == b"data"


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


ACTS = st.one_of(
    st.tuples(st.just("write"), st.binary(max_size=9)),
    st.tuples(st.just("read"), st.none() | st.integers(-1, 9)),
    st.tuples(st.just("truncate"), st.none() | st.just(0)),
    st.tuples(st.just("seek"), st.just(0)),
    st.tuples(st.just("seek"), st.just(0), st.sampled_from([os.SEEK_CUR, os.SEEK_END])),
)


@given(acts=st.lists(ACTS), fails_after=st.integers(0, 20), on_disk=st.booleans())
@settings(max_examples=60)
def test_what_is_being_written_is_a_file_like_any_other(
    acts: list[Any], fails_after: int, on_disk: bool
) -> None:
    """On the disk, in memory, and where it moves from the one to the other."""
    problems: list[OSError] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft"
        opened = (os.open(path, os.O_RDWR | os.O_CREAT), path) if on_disk else None
        plain = io.BytesIO()
        with Draft(opened, problems.append) as draft:
            assert (draft.readable(), draft.writable(), draft.seekable()) == (True,) * 3
            for number, (act, *details) in enumerate(acts):
                if number == fails_after:
                    draft.move_to_memory()
                    assert not path.exists()
                    draft.seek(plain.tell())
                assert getattr(draft, act)(*details) == getattr(plain, act)(*details)
                if act == "truncate":  # past the end, files and BytesIO differ
                    assert draft.seek(0, os.SEEK_END) == plain.seek(0, os.SEEK_END)
                assert draft.tell() == plain.tell()
            whole = plain.getvalue()
            assert draft.sha256() == hashlib.sha256(whole).hexdigest()
            assert draft.size() == len(whole)
            source = draft.content
            assert (source if isinstance(source, bytes) else source.read_bytes()) == whole
            assert isinstance(source, Path) is (on_disk and fails_after >= len(acts))
        assert not path.exists()
    assert problems == []


def test_a_draft_that_is_moved_twice_stays_where_it_is(tmp_path: Path) -> None:
    """A transaction that finds the index damaged runs again."""
    source, target = tmp_path / "draft", tmp_path / "entry"
    with Draft((os.open(source, os.O_RDWR | os.O_CREAT), source), [].append) as draft:
        draft.write(b"content")
        draft.move(target)
        assert [path.name for path in tmp_path.iterdir()] == ["entry"]
        draft.move(target)
        assert (draft.content, target.read_bytes()) == (target, b"content")
        draft.move(source)
        draft.move_to_memory()
        assert draft.content == b"content"
        assert list(tmp_path.iterdir()) == []
    gone = tmp_path / "gone"
    with Draft((os.open(gone, os.O_RDWR | os.O_CREAT), gone), [].append) as draft:
        draft.write(b"content")
        gone.unlink()
        with pytest.raises(FileNotFoundError):
            draft.move(target)
        draft.move_to_memory()
        assert draft.content == b"content"


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
    chosen = CacheSettings(directory=directory)
    client = Ionworks(api_key="k", api_url="https://api.example.com", cache=chosen)
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
