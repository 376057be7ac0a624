"""The cache waits for nobody without end, and what has expired leaves the disk."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from types import SimpleNamespace

import pytest
from attrs import evolve
from cache.tools import KEY, Process, content, files, store
from field.damage import halves

from ionworks.cache import Cache, CacheSettings, CacheWarning, Key, companion, index, waiting
from ionworks.cache import store as store_module
from ionworks.cache.settings import GLOBAL

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")

STOPPED = """
import signal, sqlite3
KEY = type(KEY)(*(hear() for _ in range(4)))
claim = cache.claim(KEY)
writer = cache.writer(KEY)
writer.file.write(b"half")
say("holds")
hear()
database = sqlite3.connect(cache.settings.directory / "sdk-v1/index/cache.db")
database.execute("BEGIN EXCLUSIVE")
say("holds")
hear()
"""


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def process(directory):
    started = []

    def start(script):
        started.append(Process(directory, script))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def cache(directory):
    return Cache(CacheSettings(directory=directory))


@pytest.fixture
def series(do):
    """A stored series: its id, its data, and how a read names it in the cache."""
    spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": {}}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
    detail = {"measurement": {"name": "test"}, "time_series": halves()}
    made = do(lambda client: client.cell_measurement.create(cell.id, detail)).id
    service, account = do(lambda client: (client.settings.api_url, client.settings.account))
    return made, Key(service, account, made, "time_series")


@posix
def test_a_process_that_is_stopped_holds_up_nobody(do, series, directory, process, monkeypatch):
    ident, key = series
    settings = CacheSettings(directory=directory, max_wait=0.05)
    monkeypatch.setattr(index, "_BUSY_TIMEOUT", 0.2)
    monkeypatch.setattr(index, "_PAUSE_AFTER_TIMEOUT", 1e6)

    def read():
        return do(lambda client: client.cell_measurement.time_series(ident), cache=settings)

    child = process(STOPPED)
    for part in (key.service, key.account, key.measurement_id, key.artefact):
        child.say(part)
    assert child.hear() == "holds"

    # It is downloading the same table.
    os.kill(child.pid, signal.SIGSTOP)
    with pytest.warns(CacheWarning, match=f"'time_series' of measurement '{ident}'.*lock'"):
        assert read().equals(halves())
    assert read().equals(halves())  # stored now
    os.kill(child.pid, signal.SIGCONT)

    # It is writing the index.
    child.say("go on")
    assert child.hear() == "holds"
    os.kill(child.pid, signal.SIGSTOP)
    waits = []
    tried = index.Index._session

    def noted(self, *arguments, **options):
        waits.append(self)
        return tried(self, *arguments, **options)

    monkeypatch.setattr(index.Index, "_session", noted)
    with pytest.warns(CacheWarning, match="database is locked"):
        assert read().equals(halves())
    assert read().equals(halves())
    assert len(waits) == 1  # no read waits again for the same process


def test_who_makes_progress_is_waited_for(cache, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: clock.now, now=0.0)
    monkeypatch.setattr(waiting, "time", clock)
    patience = cache.patience(KEY)
    with cache.writer(KEY) as writer:
        for clock.now in range(0, 600, 29):
            assert not patience.is_over()
            writer.file.write(b"more")
        with cache.writer(evolve(KEY, measurement_id="another")) as another:
            assert not patience.is_over()
            clock.now += 29
            another.file.write(b"more")
            assert not patience.is_over()
            clock.now += 1
            with pytest.warns(CacheWarning, match="for 30 s"):
                assert patience.is_over()
            assert patience.is_over()  # said once


def test_who_hung_does_not_replace_what_is_newer(cache):
    with cache.writer(KEY) as hung:
        hung.file.write(b"old")
        store(cache, KEY, b"new")
        assert hung.commit() is None
        assert hung.source.read_bytes() == b"old"
    assert content(cache, KEY) == b"new"


def test_a_thread_that_never_returns_holds_up_nobody(cache, monkeypatch):
    store(cache, KEY, b"data")
    monkeypatch.setattr(index, "_GUARD_TIMEOUT", 0.01)
    holds, end = threading.Event(), threading.Event()

    def hang():
        with index._guard:
            holds.set()
            end.wait()

    thread = threading.Thread(target=hang)
    thread.start()
    holds.wait()
    try:
        with pytest.warns(CacheWarning, match="another thread"):
            assert content(cache, KEY) is None
    finally:
        end.set()
        thread.join()
    assert content(cache, KEY) == b"data"


@posix
def test_a_fork_beside_such_a_thread_ends(process):
    child = process(
        """
import warnings
from ionworks.cache import index
store(cache, KEY, b"data")
index._GUARD_TIMEOUT = 0.01
holds = threading.Event()
def hang():
    with index._guard:
        holds.set()
        hear()
threading.Thread(target=hang).start()
holds.wait()
pid = os.fork()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    found = content(cache, KEY)
say(f"{found} {'forked' in str(caught[0].message)}") if pid == 0 else os.waitpid(pid, 0)
os._exit(0) if pid == 0 else say("parent")
"""
    )
    assert [child.hear(), child.hear()] == ["None True", "parent"]
    child.say("end")
    assert child.finish() == ""


def stored_at(monkeypatch, moment, cache, name, etag=None):
    """Store an entry at a moment, in seconds since the epoch."""
    key = evolve(KEY, measurement_id=name)
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: moment)
        assert store(cache, key, name.encode(), etag)
    return key


@pytest.mark.parametrize(
    ("ttl", "etag", "age", "stays"),
    [
        (3600.0, None, 3599.0, True),
        (3600.0, None, 3601.0, False),
        (3600.0, "v1", 3601.0, False),
        (60.0, "v1", 61.0, False),
        (3600.0, "v1", -1e9, False),  # by a clock that was wrong
        (None, None, 1e9, True),
    ],
)
def test_what_has_expired_leaves_while_others_are_stored(
    directory, monkeypatch, ttl, etag, age, stays
):
    cache = Cache(CacheSettings(directory=directory, ttl=ttl))
    old = stored_at(monkeypatch, 2e9, cache, "old", etag)
    monkeypatch.setattr("time.time", lambda: 2e9 + age)
    assert (content(cache, old), len(files(cache))) == (b"old", 1)  # a read deletes nothing
    new = stored_at(monkeypatch, 2e9 + age, cache, "new")
    assert len(files(cache)) == 1 + stays
    assert content(cache, new) == b"new"
    assert content(cache, old) == (b"old" if stays else None)


def test_a_process_can_confirm_what_is_stale_for_an_hour(cache, monkeypatch):
    read, unread = (stored_at(monkeypatch, 1.9e9, cache, name, "v1") for name in ("a", "b"))
    monkeypatch.setattr(store_module, "_indexes", {})  # as another process
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert content(cache, unread) == b"b"
    monkeypatch.setattr("time.time", lambda: 2e9 + 3599)
    stored_at(monkeypatch, 2e9 + 3599, cache, "new")
    cache.touch(cache.find(read))
    monkeypatch.setattr("time.time", lambda: 2e9 + 3601)
    stored_at(monkeypatch, 2e9 + 3601, cache, "newer")
    assert [content(cache, key) for key in (read, unread)] == [b"a", None]


def test_a_client_that_closes_deletes_what_has_expired(do, series, directory, cache, monkeypatch):
    ident, key = series
    old = stored_at(monkeypatch, time.time() - 3601, cache, "old", "v1")
    young = stored_at(monkeypatch, time.time() - 3000, cache, "young")

    def read_in(client):
        return client.cell_measurement.time_series(ident)

    def nothing(client):
        return client.health_check()

    do(nothing, cache=cache.settings)
    assert len(files(cache)) == 2  # a client that reads nothing leaves the disk alone
    do(read_in, cache=cache.settings)
    assert [content(cache, wanted) for wanted in (old, young)] == [None, b"young"]
    assert cache.find(key).path in files(cache)
    assert len(files(cache)) == 2

    # What the service confirms is fresh from then on, and stays.
    shorter = evolve(cache.settings, ttl=1000.0)
    now = time.time() + 2000
    monkeypatch.setattr("time.time", lambda: now)
    do(read_in, cache=shorter)
    assert [path.name for path in files(cache)] == [cache.find(key).path.name]

    # A folder that is gone is not created again.
    cache.find(key)
    shutil.rmtree(directory)
    do(nothing, cache=cache.settings)
    assert not directory.exists()


def test_python_that_ends_with_an_open_client_deletes_it_too(cache, process, monkeypatch):
    stored_at(monkeypatch, time.time() - 3601, cache, "old", "v1")
    assert process("store(cache, KEY, b'new'), content(cache, KEY)").finish() == ""
    assert [path.read_bytes() for path in files(cache)] == [b"new"]


def test_a_lower_limit_holds_from_the_next_write_on(directory):
    for number in range(3):
        key = evolve(KEY, measurement_id=f"m-{number}")
        store(Cache(CacheSettings(directory=directory)), key, bytes(100))
    lower = Cache(CacheSettings(directory=directory, max_bytes=150))
    store(lower, KEY, bytes(100))
    assert len(files(lower)) == 1


def test_the_folder_of_an_earlier_version_leaves_when_it_is_unused(cache, directory):
    for name, age in [("sdk-v0", 2e5), ("sdk-v00", 0.0), ("sdk-v99", 2e5), ("mine", 2e5)]:
        entries = directory / name / "entries"
        entries.mkdir(parents=True)
        changed = entries.stat().st_mtime - age
        os.utime(entries, (changed, changed))
    (directory / "sdk-v").symlink_to(directory / "mine")
    store(cache, KEY, b"data")
    left = {path.name for path in directory.iterdir()}
    assert left == {"sdk-v00", "sdk-v99", "mine", "sdk-v", "sdk-v1"}
    shutil.rmtree(directory)


def test_what_the_companion_stored_leaves_too(directory, monkeypatch):
    monkeypatch.setitem(GLOBAL, "directory", directory)
    monkeypatch.setitem(GLOBAL, "ttl_seconds", 3600.0)
    companion.save_tables("old", {"steps": None})
    for path in directory.rglob("*.null"):
        os.utime(path, (1e9, 1e9))
    companion.save_tables("new", {"steps": None})
    folders = [path.name for path in companion.tables_directory().iterdir()]
    assert [name.partition("_")[0] for name in folders] == ["new"]
