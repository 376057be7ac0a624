"""Any sequence of uses and accidents: the latest bytes, or a miss that there is a reason for."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from attrs import evolve
from cache.tools import KEY, content, files, forget, store
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ionworks.cache import Cache, CacheSettings

KEYS = [
    evolve(KEY, measurement_id=measurement, artefact=artefact)
    for measurement in ("m-1", "m-2")
    for artefact in ("time_series", "steps", "file:raw.csv")
]
keys = st.sampled_from(KEYS)
data = st.binary(max_size=40)


class Model(RuleBasedStateMachine):
    """A dictionary beside the cache."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.cache = Cache(CacheSettings(directory=self.directory))
        self.stored: dict = {}

    def teardown(self) -> None:
        shutil.rmtree(self.directory)

    @rule(key=keys, data=data)
    def store(self, key, data):
        assert store(self.cache, key, data) is not None
        self.stored[key] = data

    @rule(key=keys, data=data)
    def break_off(self, key, data):
        with self.cache.writer(key) as writer:
            writer.file.write(data)

    @rule(key=keys, data=data)
    def change_during_a_download(self, key, data):
        with self.cache.writer(key) as writer:
            writer.file.write(data)
            self.forget(key)
            assert writer.commit() is None
            assert writer.source.read_bytes() == data

    @rule(key=keys)
    def forget(self, key):
        forget(self.cache, key)
        for artefact in [k for k in self.stored if k.measurement_id == key.measurement_id]:
            del self.stored[artefact]

    @rule(key=keys)
    def confirm(self, key):
        entry = self.cache.find(key)
        if entry is not None:
            self.cache.touch(entry)

    @rule(key=keys)
    def discard(self, key):
        entry = self.cache.find(key)
        if entry is not None:
            self.cache.discard(entry)
            del self.stored[key]

    @rule(key=keys, harm=data)
    def harm(self, key, harm):
        entry = self.cache.find(key)
        if entry is not None and entry.path.read_bytes() != harm:
            entry.path.write_bytes(harm)
            del self.stored[key]

    @rule()
    def clear(self):
        assert self.cache.clear() <= len(self.stored) + len(KEYS)
        self.stored.clear()

    @rule()
    def lose_the_index(self):
        shutil.rmtree(self.directory / "sdk-v1" / "index", ignore_errors=True)
        self.stored.clear()

    @invariant()
    def finds_what_was_stored(self):
        assert {key: content(self.cache, key) for key in KEYS} == {
            key: self.stored.get(key) for key in KEYS
        }

    @invariant()
    def leaves_nothing_half_done(self):
        assert files(self.cache, "partial") == []


Model.TestCase.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
TestModel = Model.TestCase
