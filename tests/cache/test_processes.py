"""Threads, processes, forks and crashes: each sees whole entries, and only one downloads."""

from __future__ import annotations

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import diskcache
import pytest
from attrs import evolve
from cache.tools import KEY, content, files, store

from ionworks.cache import Cache, CacheSettings

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork")


def test_one_claim_at_a_time(cache):
    claim = cache.claim(KEY)
    with claim:
        assert cache.claim(KEY) is None
    with cache.claim(KEY):
        pass


def test_a_claim_is_given_back_by_any_thread(cache):
    claim = cache.claim(KEY)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(claim.__exit__, None, None, None).result()
    assert cache.claim(KEY) is not None


def test_different_measurements_are_claimed_side_by_side(cache):
    claims = [cache.claim(evolve(KEY, measurement_id=f"m-{n}")) for n in range(3)]
    assert None not in claims


@posix
def test_locks_stay_few(cache):
    for n in range(40):
        with cache.claim(evolve(KEY, measurement_id=f"m-{n}")):
            pass
    assert all(len(path.name) == len("000.lock") for path in files(cache, "locks"))


EIGHT = """
import traceback
def in_eight_processes(work):
    reader, writer = os.pipe()
    children = []
    for number in range(8):
        pid = os.fork()
        if pid == 0:
            os.close(writer)
            os.read(reader, 1)  # ends when all are there
            try:
                work(number)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        children.append(pid)
    os.close(writer)
    for pid in children:
        assert os.waitpid(pid, 0)[1] == 0
"""


@posix
def test_eight_processes_download_once(process):
    child = process(
        EIGHT
        + """
def read(number):
    while (found := content(cache, KEY)) is None:
        if (claim := cache.claim(KEY)) is None:
            threading.Event().wait(0.005)
            continue
        with claim:
            if cache.find(KEY) is None:
                say("downloads")
                store(cache, KEY, b"x" * 1_000_000)
    assert found == b"x" * 1_000_000
in_eight_processes(read)
""",
    )
    assert child.finish() == "downloads"


def test_eight_threads_download_once(cache):
    downloads: list[int] = []
    start = threading.Barrier(8)

    def read(number: int) -> bytes:
        start.wait(30)
        while (found := content(cache, KEY)) is None:
            if (claim := cache.claim(KEY)) is None:
                threading.Event().wait(0.005)
                continue
            with claim:
                if cache.find(KEY) is None:
                    downloads.append(number)
                    store(cache, KEY, b"data")
        return found

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(8))) == [b"data"] * 8
    assert len(downloads) == 1


def test_a_crash_gives_the_claim_back(cache, process):
    child = process("claim = cache.claim(KEY); say('claimed'); hear()")
    assert child.hear() == "claimed"
    assert cache.claim(KEY) is None
    child.kill()
    assert cache.claim(KEY) is not None


def test_a_crash_while_writing(cache, process):
    store(cache, KEY, b"old")
    child = process(
        """
with cache.writer(KEY) as writer:
    writer.file.write(b"half")
    say("writing")
    hear()
"""
    )
    assert child.hear() == "writing"
    child.kill()
    assert content(cache, KEY) == b"old"
    assert len(files(cache, "partial")) == 1
    with cache.writer(evolve(KEY, artefact="steps")) as alive:
        alive.file.write(b"other")
        # A process sweeps once, when it first stores something.
        assert process("store(cache, KEY, b'new')").finish() == ""
        assert files(cache, "partial") == [alive.source]
    assert content(cache, KEY) == b"new"
    assert files(cache, "partial") == []
    assert len(files(cache)) == 1


@pytest.mark.parametrize("hook", ["Row.write", "evict"], ids=["renamed", "row written"])
def test_a_crash_within_the_transaction(cache, process, hook):
    store(cache, KEY, b"old")
    child = process(
        f"""
from ionworks.cache import changes
def stop(*arguments):
    say("there")
    hear()
changes.{hook} = stop
store(cache, KEY, b"new")
"""
    )
    assert child.hear() == "there"
    assert len(files(cache)) == 2
    child.kill()
    assert content(cache, KEY) == b"old"
    assert process("store(cache, KEY, b'newer')").finish() == ""
    assert content(cache, KEY) == b"newer"
    assert len(files(cache)) == 1


def test_a_crash_before_the_old_file_is_deleted(cache, process):
    store(cache, KEY, b"old")
    child = process(
        """
import ionworks.cache.store
def stop(paths):
    say("there")
    hear()
ionworks.cache.store._remove_all = stop
store(cache, KEY, b"new")
"""
    )
    assert child.hear() == "there"
    child.kill()
    assert content(cache, KEY) == b"new"
    assert len(files(cache)) == 2
    assert process("store(cache, evolve(KEY, artefact='steps'), b'other')").finish() == ""
    assert content(cache, KEY) == b"new"
    assert len(files(cache)) == 2


def test_one_process_learns_what_another_forgot(cache, process):
    store(cache, KEY, b"old")
    with cache.writer(KEY) as writer:
        writer.file.write(b"from before")
        assert process("forget(cache, KEY)").finish() == ""
        assert cache.find(KEY) is None
        assert writer.commit() is None
    assert cache.find(KEY) is None


def test_opening_waits_for_another_process_that_writes(cache, monkeypatch):
    """Also where diskcache itself would not."""
    drop = diskcache.Cache.drop_tag_index
    met = []

    def drop_while_locked(self):
        if met:
            return drop(self)
        with closing(sqlite3.connect(Path(self.directory) / "cache.db")) as other:
            other.execute("BEGIN EXCLUSIVE")
            try:
                drop(self)
            except sqlite3.OperationalError as problem:
                met.append(str(problem))
                raise

    monkeypatch.setattr(diskcache.Cache, "drop_tag_index", drop_while_locked)
    store(cache, KEY, b"new")
    assert met == ["database is locked"]
    assert content(cache, KEY) == b"new"


@posix
def test_eight_processes_in_a_small_cache(directory, process):
    """Writing, reading, evicting and clearing at once: bytes are those of the key, or none."""
    child = process(
        EIGHT
        + """
from random import Random
cache = Cache(CacheSettings(directory=cache.settings.directory, max_bytes=200_000))
def data_of(number):
    return bytes([number]) * (1000 * (number + 1))
def use(seed):
    random, hits = Random(seed), 0
    for _ in range(60):
        number = random.randrange(20)
        key = evolve(KEY, measurement_id=f"m-{number}")
        action = random.random()
        if action < 0.5:
            store(cache, key, data_of(number))
        elif action < 0.9:
            try:
                read = content(cache, key)
            except FileNotFoundError:
                continue
            assert read in (None, data_of(number)), read[:10]
            hits += read is not None
        elif action < 0.98:
            forget(cache, key)
        else:
            cache.clear()
    assert hits
in_eight_processes(use)
""",
        "-W",
        "error",
    )
    assert child.finish() == ""
    cache = Cache(CacheSettings(directory=directory, max_bytes=200_000))
    store(cache, KEY, b"last")
    assert sum(path.stat().st_size for path in files(cache)) <= 200_000
    assert files(cache, "partial") == []


@posix
def test_a_fork_in_the_middle_of_everything(process):
    """A child forked while threads use the index can use it too."""
    child = process(
        """
store(cache, KEY, b"first")  # a fork during the first import of a module is Python's to solve
going = True
def busy(number):
    key = evolve(KEY, measurement_id=f"m-{number}")
    while going:
        store(cache, key, b"data")
        content(cache, key)
threads = [threading.Thread(target=busy, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
claim = cache.claim(KEY)
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        mine = evolve(KEY, measurement_id=f"child {os.getpid()}")
        stored = store(cache, mine, b"child")
        os._exit(0 if stored and content(cache, mine) == b"child" else 1)
    assert os.waitpid(pid, 0)[1] == 0
going = False
for thread in threads:
    thread.join()
assert cache.claim(KEY) is None  # children do not give back what their parent claimed
say("done")
""",
        "-W",
        "ignore::DeprecationWarning",
    )
    assert child.finish() == "done"


def test_nothing_stays_open(process):
    child = process(
        """
import gc
def use(n):
    key = evolve(KEY, measurement_id=f"m-{n}")
    store(cache, key, b"data")
    content(cache, key)
    with cache.claim(key):
        forget(cache, key)
threads = [threading.Thread(target=use, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
cache.sweep()  # as a client does when it is closed
gc.collect()
root = str(cache.settings.directory)
opened = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
          if os.path.exists(f"/proc/self/fd/{fd}")] if os.path.isdir("/proc/self/fd") else []
say([path for path in opened if path.startswith(root)])
""",
        "-W",
        "error",
    )
    assert child.finish() == "[]"
