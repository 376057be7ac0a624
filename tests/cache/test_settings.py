"""The functions of the reading-data guide set up the global cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from cache.tools import KEY, content, store

from ionworks import cache as module
from ionworks.cache import Cache, CacheSettings, global_settings
from ionworks.cache.settings import GLOBAL


def test_defaults(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setitem(GLOBAL, "directory", None)  # the suite keeps the cache elsewhere
    assert module.get_cache_enabled() is True
    assert module.get_cache_ttl() == 3600
    assert module.get_cache_directory() == tmp_path / ".ionworksdata_cache"
    assert global_settings() == CacheSettings()
    assert CacheSettings().max_bytes == 10 * 1024**3


def test_what_is_set_is_given_back_and_holds_from_then_on(global_cache, tmp_path):
    module.set_cache_directory(str(tmp_path / "other"))
    module.set_cache_ttl(7200)
    module.set_cache_enabled(False)
    assert module.get_cache_directory() == tmp_path / "other"
    assert module.get_cache_ttl() == 7200
    assert module.get_cache_enabled() is False
    assert global_settings() == CacheSettings(enabled=False, directory=tmp_path / "other", ttl=7200)
    module.set_cache_ttl(None)
    module.set_cache_enabled(True)
    assert global_settings() == CacheSettings(directory=tmp_path / "other", ttl=None)


def test_a_relative_directory_stays_where_it_is(global_cache, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    module.set_cache_directory("here")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert module.get_cache_directory() == tmp_path / "here"


def test_home_is_expanded(global_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    module.set_cache_directory("~/here")
    assert module.get_cache_directory() == tmp_path / "here"
    assert CacheSettings(directory="~/here").directory == tmp_path / "here"


@pytest.mark.parametrize("ttl", [-1, float("nan"), True])
def test_a_time_to_live_that_is_none(global_cache, ttl):
    with pytest.raises(ValueError, match="time to live"):
        module.set_cache_ttl(ttl)
    with pytest.raises(ValueError, match="time to live"):
        CacheSettings(ttl=ttl)
    assert module.get_cache_ttl() == 3600


@pytest.mark.parametrize("size", [-1, True])
def test_a_size_that_is_none(size):
    with pytest.raises(ValueError, match="max_bytes"):
        CacheSettings(max_bytes=size)


def test_clearing_tells_how_many(global_cache):
    assert module.clear_cache() == 0
    cache = Cache(global_settings())
    for name in ("a", "b"):
        store(cache, evolve(KEY, measurement_id=name), b"data")
    module.set_cache_enabled(False)
    assert module.clear_cache() == 2


def test_settings_of_its_own_share_nothing(global_cache, tmp_path):
    own = Cache(CacheSettings(directory=tmp_path / "own"))
    store(own, KEY, b"own")
    assert Cache(global_settings()).find(KEY) is None
    module.set_cache_enabled(False)
    module.clear_cache()
    assert content(own, KEY) == b"own"


def test_importing_costs_nothing():
    script = (
        "import sys, ionworks.cache\n"
        "print({'polars', 'pandas', 'diskcache', 'sqlite3', 'filelock'} & set(sys.modules))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"
