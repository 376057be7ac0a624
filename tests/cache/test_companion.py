"""The names that the companion package imports, and the layout that it knows."""

from __future__ import annotations

import hashlib
import os
import stat
import time

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
    companion,
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


def test_a_table_is_stored_for_less_than_its_time_to_live(monkeypatch):
    now = 2e9
    monkeypatch.setattr(time, "time", lambda: now)
    _save_to_cache("m-1", {"steps": None})
    (path,) = _get_cache_dir().rglob("steps.null")
    for age, is_there in ((3599, True), (3600, False), (-3599, True), (-3600, False)):
        os.utime(path, (now - age, now - age))
        assert (_load_from_cache("m-1") is not None) is is_there


def test_what_has_expired_is_swept_with_its_folder_and_nothing_else(global_cache):
    for name in ("old", "young"):
        _save_to_cache(name, {"steps": None, "cycles": STEPS})
    old, young = sorted(_get_cache_dir().iterdir())
    (old / f"steps.{'0' * 16}.partial").touch()  # of a process that was killed
    for path in old.iterdir():
        os.utime(path, (1e9, 1e9))
    mine = _get_cache_dir() / "mine"
    for foreign in (mine, young):
        foreign.mkdir(exist_ok=True)
        (foreign / "no table.txt").touch()
        os.utime(foreign / "no table.txt", (1e9, 1e9))
    (mine / "steps.null").touch()
    os.utime(mine / "steps.null", (1e9, 1e9))
    companion.sweep_tables(global_cache, 3600.0)
    assert sorted(_get_cache_dir().iterdir()) == sorted([mine, young])
    assert len(list(mine.iterdir())) == 2
    assert set(_load_from_cache("young")) == {"steps", "cycles"}
    companion.sweep_tables(global_cache, None)  # nothing expires
    assert set(_load_from_cache("young")) == {"steps", "cycles"}
    assert companion.clear_tables(global_cache) == 2
    assert [path.name for path in young.iterdir()] == ["no table.txt"]


@pytest.mark.skipif(os.name != "posix", reason="about POSIX permissions")
@pytest.mark.parametrize("mode", [0o720, 0o702])
def test_what_others_may_write_is_not_believed(mode):
    _save_to_cache("m-1", {"steps": STEPS})
    (table,) = _get_cache_dir().rglob("steps.parquet")
    for path in (table, table.parent, _get_cache_dir()):
        before = path.stat().st_mode
        path.chmod(mode)
        assert _load_from_cache("m-1") is None
        path.chmod(0o755)  # others may read
        assert _load_from_cache("m-1") is not None
        path.chmod(stat.S_IMODE(before))
    _get_cache_dir().rename(elsewhere := _get_cache_dir().with_name("elsewhere"))
    _get_cache_dir().symlink_to(elsewhere)
    assert _load_from_cache("m-1") is None
    assert clear_cache() == 0


def test_an_id_is_any_text():
    for identifier in ("", "\ud800", "x" * 100):
        _save_to_cache(identifier, {"steps": STEPS})
        assert_frame_equal(_load_from_cache(identifier)["steps"], STEPS)


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
