"""The names that the companion package imports, and the layout that it knows."""

from __future__ import annotations

import hashlib
import os
import stat

import polars as pl
import pytest
from cache.tools import KEY, content, forget, store
from polars.testing import assert_frame_equal

from ionworks.cache import (
    _CACHE_CONFIG,
    Cache,
    CacheWarning,
    _get_cache_dir,
    _load_from_cache,
    _save_to_cache,
    clear_cache,
    global_settings,
    set_cache_enabled,
    set_cache_ttl,
)

SERIES = pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [3.7, float("nan")]})
STEPS = pl.DataFrame({"Step count": [0, 1]})

pytestmark = pytest.mark.usefixtures("global_cache")


def test_tables_come_back(global_cache):
    assert _load_from_cache("m-1") is None
    _save_to_cache("m-1", {"time_series": SERIES, "cycles": None})
    _save_to_cache("m-1", {"steps": STEPS})
    found = _load_from_cache("m-1")
    assert set(found) == {"time_series", "steps", "cycles"}
    assert_frame_equal(found["time_series"], SERIES)
    assert_frame_equal(found["steps"], STEPS)
    assert found["cycles"] is None
    assert _load_from_cache("m-2") is None


def test_the_layout(global_cache):
    identifier = "a/b ö-c_1"
    _save_to_cache(identifier, {"time_series": SERIES, "steps": None})
    digest = hashlib.md5(identifier.encode()).hexdigest()[:16]
    folder = _get_cache_dir() / f"a_b__-c_1_{digest}"
    assert _get_cache_dir().parent == global_cache
    assert sorted(path.name for path in folder.iterdir()) == ["steps.null", "time_series.parquet"]
    assert (folder / "steps.null").read_bytes() == b""
    assert_frame_equal(pl.read_parquet(folder / "time_series.parquet"), SERIES)
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_latest_replaces():
    for steps in (None, STEPS, None):
        _save_to_cache("m-1", {"steps": steps})
        found = _load_from_cache("m-1")["steps"]
        assert (found is None) == (steps is None)


def test_other_tables_are_taken_too():
    _save_to_cache("m-1", {"steps": {"Step count": [0, 1]}, "time_series": STEPS.to_pandas()})
    found = _load_from_cache("m-1")
    assert_frame_equal(found["steps"], STEPS)
    assert_frame_equal(found["time_series"], STEPS)


def test_age_is_judged_by_file():
    _save_to_cache("m-1", {"time_series": SERIES, "steps": STEPS})
    (path,) = _get_cache_dir().rglob("steps.parquet")
    os.utime(path, (0, 0))
    assert set(_load_from_cache("m-1")) == {"time_series"}
    set_cache_ttl(None)
    assert set(_load_from_cache("m-1")) == {"time_series", "steps"}


def test_settings_may_be_changed_in_place(tmp_path):
    _CACHE_CONFIG["directory"] = tmp_path / "changed"
    _CACHE_CONFIG["ttl_seconds"] = 1
    assert _get_cache_dir().parent == tmp_path / "changed"
    assert global_settings().ttl == 1
    _CACHE_CONFIG["enabled"] = False
    assert global_settings().enabled is False


def test_switched_off():
    _save_to_cache("m-1", {"steps": STEPS})
    set_cache_enabled(False)
    assert _load_from_cache("m-1") is None
    _save_to_cache("m-2", {"steps": STEPS})
    set_cache_enabled(True)
    assert _load_from_cache("m-2") is None


def test_damaged_files_are_not_there():
    _save_to_cache("m-1", {"time_series": SERIES, "steps": STEPS})
    (path,) = _get_cache_dir().rglob("time_series.parquet")
    path.write_bytes(path.read_bytes()[:50])
    assert set(_load_from_cache("m-1")) == {"steps"}


def test_saving_never_raises(global_cache):
    _save_to_cache("m-1", {"../../outside": STEPS, "steps": STEPS})
    assert set(_load_from_cache("m-1")) == {"steps"}
    assert not (global_cache / "outside.parquet").exists()
    with pytest.warns(CacheWarning, match="cannot be used"):
        _save_to_cache("m-2", {"steps": object()})
    assert list(_get_cache_dir().rglob("*.partial")) == []


def test_both_live_in_one_directory(global_cache):
    cache = Cache(global_settings())
    store(cache, KEY, b"data")
    _save_to_cache(KEY.measurement_id, {"steps": STEPS, "cycles": None})
    _save_to_cache("m-2", {"steps": STEPS})
    notes = _get_cache_dir() / "notes.parquet"
    notes.write_text("keep")
    assert content(cache, KEY) == b"data"
    forget(cache, KEY)  # a change of the measurement holds for both
    assert _load_from_cache(KEY.measurement_id) is None
    assert _load_from_cache("m-2") is not None
    store(cache, KEY, b"data")
    assert clear_cache() == 2
    assert _load_from_cache("m-2") is None
    assert notes.exists()
