"""Where the cache cannot work, it says so once, and everything goes on without it."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
from cache.tools import KEY, content, files, forget, store

from ionworks.cache import (
    Cache,
    CacheSettings,
    CacheWarning,
    clear_cache,
    get_cache_directory,
)
from ionworks.cache.settings import GLOBAL

posix = pytest.mark.skipif(os.name != "posix", reason="about POSIX permissions")


def a_file(directory: Path) -> None:
    directory.write_text("not a folder")


def a_file_inside(directory: Path) -> None:
    directory.mkdir()
    (directory / "sdk-v1").write_text("not a folder")


def a_link_inside(directory: Path) -> None:
    directory.mkdir()
    (directory / "elsewhere").mkdir()
    (directory / "sdk-v1").symlink_to(directory / "elsewhere")


def a_linked_database(directory: Path) -> None:
    (directory / "sdk-v1" / "index").mkdir(parents=True)
    (directory / "elsewhere").touch()
    (directory / "sdk-v1" / "index" / "cache.db").symlink_to(directory / "elsewhere")


def below_a_file(directory: Path) -> None:
    directory.parent.rmdir()
    directory.parent.write_text("not a folder")


def use_twice(cache: Cache) -> None:
    for _ in range(2):
        assert cache.find(KEY) is None
        claim = cache.claim(KEY)
        assert claim is not None
        with claim, cache.writer(KEY) as writer:
            writer.file.write(b"data")
            assert writer.commit() is None
            assert writer.source == b"data"
    forget(cache, KEY)
    assert cache.clear() == 0


@pytest.mark.parametrize(
    "harm", [a_file, a_file_inside, a_link_inside, a_linked_database, below_a_file]
)
def test_warns_once_and_works_on(tmp_path, harm):
    (tmp_path / "chosen").mkdir()
    cache = Cache(CacheSettings(directory=tmp_path / "chosen" / "cache"))
    harm(cache.settings.directory)
    with pytest.warns(CacheWarning, match="cannot be used") as said:
        use_twice(cache)
    assert len(said) == 1
    elsewhere = cache.settings.directory / "elsewhere"
    assert not elsewhere.is_dir() or list(elsewhere.iterdir()) == []


@posix
def test_a_folder_that_cannot_be_written(process, directory):
    directory.mkdir()
    directory.chmod(0o500)
    child = process(
        """
import warnings
import ionworks.cache.index  # may be out of reach for the user below
if os.geteuid() == 0:  # whom no permission holds back
    os.seteuid(65534)
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    with cache.writer(KEY) as writer:
        writer.file.write(b"data")
        assert writer.commit() is None
        assert writer.source == b"data"
    assert cache.find(KEY) is None
    say(",".join(one.category.__name__ for one in said))
"""
    )
    assert child.finish() == "CacheWarning"


@posix
def test_the_disk_fills_up_while_writing(process, cache):
    # The limit on the size of files stands for the disk: both refuse a write half-way.
    child = process(
        """
import resource, warnings
from ionworks._io.sinks import FileSink
data = os.urandom(3_000_000)
with warnings.catch_warnings(record=True) as said, cache.writer(KEY) as writer:
    warnings.simplefilter("always")
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, resource.RLIM_INFINITY))
    sink = FileSink(writer.file)
    for _ in range(2):  # the second attempt begins again in memory
        sink.start(None)
        for first in range(0, len(data), 1_000_000):
            sink.write(data[first : first + 1_000_000])
    assert writer.commit() is None
    assert writer.source == data
    assert cache.find(KEY) is None
    say(",".join(one.category.__name__ for one in said))
"""
    )
    assert child.finish() == "CacheWarning"
    assert files(cache) == files(cache, "partial") == []


@posix
def test_the_disk_is_full_for_the_index_alone(process, cache):
    child = process(
        """
import resource, warnings
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    store(cache, KEY, b"first")
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    with cache.writer(KEY) as writer:
        writer.file.write(b"second")
        assert writer.commit() is None
        assert writer.source == b"second"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert content(cache, KEY) == b"first"
    say(",".join(one.category.__name__ for one in said))
"""
    )
    assert child.finish() == "CacheWarning"
    assert len(files(cache)) == 1


@posix
def test_only_this_user_can_look(cache, directory):
    before = os.umask(0)
    try:
        store(cache, KEY, b"data")
        with cache.claim(KEY), cache.writer(KEY):
            found = {path: path.stat().st_mode for path in [directory, *directory.rglob("*")]}
    finally:
        os.umask(before)
    assert len(found) >= 9
    for path, mode in found.items():
        assert stat.S_IMODE(mode) == (0o700 if stat.S_ISDIR(mode) else 0o600), path


@posix
def test_a_folder_that_others_may_enter_is_closed(cache, directory):
    store(cache, KEY, b"data")
    (directory / "sdk-v1" / "entries").chmod(0o777)
    assert content(cache, KEY) == b"data"
    assert stat.S_IMODE((directory / "sdk-v1" / "entries").stat().st_mode) == 0o700


@posix
def test_a_folder_of_somebody_else_is_not_believed(cache, monkeypatch):
    store(cache, KEY, b"planted")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.warns(CacheWarning, match="belongs to another user"):
        assert cache.find(KEY) is None


@posix
def test_where_all_may_write_the_directory_must_be_ones_own(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "target").mkdir()
    (shared / "cache").symlink_to(shared / "target")
    with pytest.warns(CacheWarning, match="cannot be used"):
        assert store(Cache(CacheSettings(directory=shared / "cache")), KEY, b"data") is None
    assert list((shared / "target").iterdir()) == []
    (shared / "own").mkdir(mode=0o755)
    assert store(Cache(CacheSettings(directory=shared / "own")), KEY, b"data") is not None
    assert stat.S_IMODE((shared / "own").stat().st_mode) == 0o700


def without_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.parametrize("home", [without_home, lambda: Path("/nonexistent"), lambda: Path()])
def test_without_a_home_the_files_are_below_temp(tmp_path, monkeypatch, home):
    monkeypatch.setattr(Path, "home", home)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setitem(GLOBAL, "directory", None)
    assert get_cache_directory().parent == tmp_path
    cache = Cache(CacheSettings())
    assert cache.settings.directory == get_cache_directory()
    store(cache, KEY, b"data")
    assert content(cache, KEY) == b"data"
    assert stat.S_IMODE(get_cache_directory().stat().st_mode) == 0o700
    assert clear_cache() == 1


def test_with_nowhere_to_write_nothing_breaks(tmp_path, monkeypatch):
    def nowhere() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(Path, "home", without_home)
    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    monkeypatch.chdir(tmp_path)
    assert CacheSettings().directory == tmp_path / ".ionworksdata_cache"
