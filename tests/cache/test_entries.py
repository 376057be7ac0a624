"""What is stored is found: whole, the latest, for its key and no other."""

from __future__ import annotations

import gc
import os
from contextlib import suppress

import pytest
from attrs import evolve
from cache.tools import KEY, content, files, forget, store

from ionworks._io.sinks import FileSink
from ionworks.cache import Cache, CacheSettings


def test_bytes_come_back_as_they_were_received(cache):
    data = os.urandom(100_000)
    with cache.writer(KEY) as writer:
        sink = FileSink(writer.file)
        sink.start(None)
        sink.write(b"an attempt that broke off")
        sink.start(len(data))
        sink.write(data[:70_000])
        sink.write(data[70_000:])
        stored = writer.commit('"v1"')
        assert writer.source.read_bytes() == data
    found = cache.find(KEY)
    assert found == stored
    assert found.path.read_bytes() == data
    assert (found.etag, found.size, found.stale) == ('"v1"', 100_000, False)


@pytest.mark.parametrize("part", ["service", "account", "measurement_id", "artefact"])
def test_keys_differ_in_every_part(cache, part):
    store(cache, KEY, b"mine")
    assert cache.find(evolve(KEY, **{part: getattr(KEY, part) + "x"})) is None


def test_parts_of_a_key_do_not_run_into_each_other(cache):
    store(cache, evolve(KEY, account="ab", measurement_id="c"), b"mine")
    assert cache.find(evolve(KEY, account="a", measurement_id="bc")) is None


def test_tables_are_named_as_parquet(cache):
    assert store(cache, KEY, b"table").path.suffix == ".parquet"
    assert store(cache, evolve(KEY, artefact="file:a.csv"), b"file").path.suffix == ".file"


def test_the_latest_replaces_and_leaves_no_file_behind(cache):
    store(cache, KEY, b"old")
    store(cache, KEY, b"new", '"v2"')
    assert content(cache, KEY) == b"new"
    assert len(files(cache)) == 1
    assert files(cache, "partial") == []


def test_an_open_file_outlives_its_replacement(cache):
    with store(cache, KEY, b"old").path.open("rb") as file:
        store(cache, KEY, b"new")
        assert file.read() == b"old"


def test_what_is_not_committed_is_not_there(cache):
    with cache.writer(KEY) as writer:
        writer.file.write(b"half")
    with suppress(RuntimeError), cache.writer(KEY) as writer:
        writer.file.write(b"half")
        raise RuntimeError
    abandoned = cache.writer(KEY)  # by a cancelled task, before it could enter it
    del abandoned
    gc.collect()
    assert cache.find(KEY) is None
    assert files(cache, "partial") == []


def test_an_abandoned_claim_is_given_back(cache):
    claim = cache.claim(KEY)
    assert cache.claim(KEY) is None
    del claim
    gc.collect()
    assert cache.claim(KEY) is not None


def test_age_makes_stale_and_confirmation_fresh(cache, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    store(cache, KEY, b"data", '"v1"')
    monkeypatch.setattr("time.time", lambda: 1_003_599.0)
    assert not cache.find(KEY).stale
    monkeypatch.setattr("time.time", lambda: 1_003_600.0)
    old = cache.find(KEY)
    assert old.stale
    assert content(cache, KEY) == b"data"  # what staleness means is for the reader to say
    fresh = evolve(old, stale=False, stored_at=1_003_600.0)
    assert cache.touch(old) == fresh
    assert cache.find(KEY) == fresh
    monkeypatch.setattr("time.time", lambda: 500_000.0)
    assert cache.find(KEY).stale  # stored by a clock that was wrong


@pytest.mark.parametrize(("ttl", "stale"), [(None, False), (0, True), (1e12, False)])
def test_time_to_live(directory, monkeypatch, ttl, stale):
    cache = Cache(CacheSettings(directory=directory, ttl=ttl))
    store(cache, KEY, b"data")
    assert cache.find(KEY).stale is stale
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert cache.find(KEY).stale is stale


def test_confirming_does_not_bring_back_what_was_replaced_or_forgotten(cache):
    old = store(cache, KEY, b"old")
    new = store(cache, KEY, b"new", '"v2"')
    cache.touch(old)
    assert cache.find(KEY) == new
    forget(cache, KEY)
    cache.touch(new)
    assert cache.find(KEY) is None


def test_discarding_spares_a_newer_one(cache):
    old = store(cache, KEY, b"old")
    store(cache, KEY, b"new")
    cache.discard(old)
    assert content(cache, KEY) == b"new"
    cache.discard(cache.find(KEY))
    assert cache.find(KEY) is None
    assert files(cache) == []


def test_forgetting_takes_all_of_one_measurement(cache):
    steps, csv = evolve(KEY, artefact="steps"), evolve(KEY, artefact="file:raw.csv")
    others = [evolve(KEY, measurement_id="m-2"), evolve(KEY, account="another")]
    for key in [KEY, steps, csv, *others]:
        store(cache, key, b"data")
    forget(cache, KEY)
    assert [cache.find(key) for key in (KEY, steps, csv)] == [None] * 3
    assert [content(cache, key) for key in others] == [b"data"] * 2
    assert len(files(cache)) == 2


def test_an_answer_from_before_a_change_is_read_and_not_stored(cache):
    with cache.writer(KEY) as writer:
        writer.file.write(b"from before")
        forget(cache, KEY)
        assert writer.commit() is None
        assert writer.source.read_bytes() == b"from before"
    assert cache.find(KEY) is None
    assert files(cache) == files(cache, "partial") == []
    store(cache, KEY, b"from after")
    assert content(cache, KEY) == b"from after"


def test_a_change_elsewhere_does_not_disturb_a_download(cache):
    with cache.writer(KEY) as writer:
        writer.file.write(b"data")
        forget(cache, evolve(KEY, measurement_id="m-2"))
        assert writer.commit() is not None


def test_switched_off(directory):
    cache = Cache(CacheSettings(directory=directory, enabled=False))
    with cache.claim(KEY), cache.writer(KEY) as writer:
        writer.file.write(b"data")
        assert writer.commit() is None
        assert writer.source == b"data"
    assert cache.find(KEY) is None
    forget(cache, KEY)
    assert cache.clear() == 0
    assert not directory.exists()


def test_changes_reach_a_cache_that_is_switched_off(cache, directory):
    store(cache, KEY, b"data")
    forget(Cache(CacheSettings(directory=directory, enabled=False)), KEY)
    assert cache.find(KEY) is None


def test_the_oldest_go_first_and_the_newest_never(directory):
    cache = Cache(CacheSettings(directory=directory, max_bytes=250))
    keys = [evolve(KEY, measurement_id=f"m-{n}") for n in range(4)]
    for key in keys[:2]:
        store(cache, key, bytes(100))
    cache.touch(cache.find(keys[0]))  # now the second one is the oldest
    store(cache, keys[2], bytes(100))
    assert [content(cache, key) is None for key in keys[:3]] == [False, True, False]
    assert len(files(cache)) == 2
    store(cache, keys[3], bytes(1000))  # larger than the cache
    assert [content(cache, key) is None for key in keys] == [True, True, True, False]
    store(cache, keys[0], bytes(10))
    assert [content(cache, key) is None for key in keys] == [False, True, True, True]
    assert len(files(cache)) == 1


def test_replacing_does_not_count_twice(directory):
    cache = Cache(CacheSettings(directory=directory, max_bytes=250))
    other = evolve(KEY, measurement_id="m-2")
    store(cache, other, bytes(100))
    for _ in range(5):
        store(cache, KEY, bytes(100))
    assert content(cache, other) is not None


def test_clearing_counts_and_spares_what_is_not_ours(cache, directory):
    for name in ("a", "b", "c"):
        store(cache, evolve(KEY, measurement_id=name), b"data")
    foreign = [
        directory / "notes.txt",
        directory / "m-1_0123456789abcdef" / "time_series.parquet",
        directory / "sdk-v1" / "entries" / "mine.parquet",
        directory / "sdk-v1" / "partial" / "mine.partial",
    ]
    for path in foreign:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"keep")
    assert cache.clear() == 3
    assert cache.find(KEY) is None
    assert [path.read_bytes() for path in foreign] == [b"keep"] * 4
    assert cache.clear() == 0
    store(cache, KEY, b"again")
    assert content(cache, KEY) == b"again"


def test_clearing_during_a_download_loses_nothing(cache):
    with cache.writer(KEY) as writer:
        writer.file.write(b"half")
        cache.clear()
        writer.file.write(b" and half")
        assert writer.commit() is None
        assert writer.source == b"half and half"
    assert cache.find(KEY) is None
