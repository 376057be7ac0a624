"""What another user has put into a cache folder is neither read nor followed, and stops nothing.

Files of every kind stand where the cache keeps its own: links to files and folders, hard links,
pipes that nobody writes to, sockets, devices. A read takes such a thing for a miss and goes on;
what they lead to is not returned, changed or deleted. `cache/test_damage.py` has the
rest: pickles, rows that name foreign files, harmed databases.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hostile.conftest import client_of
from support.scripted import Reply, Seen, scripted

from ionworks import clear_cache, get_cache_directory
from ionworks.cache import Cache, CacheSettings, Key, companion

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about files of POSIX")

KEY = Key("https://api", "account", "m", "file:f")


def a_pipe(path: Path, _outside: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_socket(path: Path, _outside: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_link(path: Path, outside: Path) -> None:
    path.unlink()
    path.symlink_to(outside)


def a_hard_link(path: Path, outside: Path) -> None:
    path.unlink()
    path.hardlink_to(outside)


def a_device(path: Path, _outside: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def a_loop(path: Path, _outside: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


PLANTS = [a_pipe, a_socket, a_link, a_hard_link, a_device, a_loop]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "outside"
    path.write_bytes(b"planted")
    return path


@pytest.mark.parametrize("plant", PLANTS)
def test_in_the_place_of_a_file(tmp_path: Path, outside: Path, plant: Callable[..., None]) -> None:
    cache = Cache(CacheSettings(directory=tmp_path / "cache"))
    store(cache, b"content")
    found = cache.find(KEY)
    assert found is not None
    plant(found.path, outside)
    again = cache.find(KEY)
    assert again is None or again.path.read_bytes() == b"content"
    store(cache, b"again")
    found = cache.find(KEY)
    assert found is not None
    assert found.path.read_bytes() == b"again"
    cache.clear()
    assert outside.read_bytes() == b"planted"


def store(cache: Cache, content: bytes) -> None:
    with cache.writer(KEY) as writer:
        writer.file.write(content)
        writer.commit()


@pytest.mark.filterwarnings("ignore::ionworks.cache.CacheWarning")
@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("place", ["index/cache.db", "entries", "partial", "locks", "index", "."])
def test_in_the_place_of_the_caches_own(
    tmp_path: Path, outside: Path, plant: Callable[..., None], place: str
) -> None:
    directory = tmp_path / "cache"
    target = directory / "sdk-v1" / place
    target.parent.mkdir(parents=True, exist_ok=True)
    if place == ".":
        target = directory / "sdk-v1"
        if target.exists():
            target.rmdir()
    target.touch()
    plant(target, outside)

    def answer(seen: Seen) -> Reply:
        if seen.path == "/stored":
            return Reply(200, b"content", {})
        return Reply(307, b"", {"Location": f"{service.url}/stored"})

    settings = CacheSettings(directory=directory)
    with scripted(answer=answer) as service:
        for _ in range(2):
            with client_of(service.url, cache=settings) as client:
                assert client.cell_measurement.get_file("m", "f") == b"content"
    assert outside.read_bytes() == b"planted"
    assert stat.S_IMODE(outside.stat().st_mode) & 0o077 == 0o044


@pytest.mark.parametrize("plant", PLANTS)
def test_in_the_place_of_a_table_of_the_companion(
    outside: Path, plant: Callable[..., None]
) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(outside)
    companion.save_tables("m", {"steps": pl.DataFrame({"b": [2]})})
    (table,) = get_cache_directory().rglob("steps.parquet")
    plant(table, outside)
    assert companion.load_tables("m") is None
    companion.save_tables("m", {"steps": pl.DataFrame({"c": [3]})})
    tables = companion.load_tables("m")
    assert tables is not None
    assert tables["steps"].columns == ["c"]
    clear_cache()
    assert pl.read_parquet(outside).columns == ["a"]


@pytest.mark.parametrize("harm", ["other", "open"])
def test_tables_that_somebody_else_may_have_written_are_not_believed(
    monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    companion.save_tables("m", {"steps": pl.DataFrame({"a": [1]})})
    assert companion.load_tables("m") is not None
    (table,) = get_cache_directory().rglob("steps.parquet")
    if harm == "other":
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    else:
        table.parent.chmod(0o777)
    assert companion.load_tables("m") is None


def test_a_folder_for_downloads_may_hold_links_but_they_are_replaced(
    tmp_path: Path, outside: Path
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "f.txt").symlink_to(outside)

    def answer(seen: Seen) -> Reply:
        if seen.path == "/stored":
            return Reply(200, b"content", {})
        if seen.path.endswith("/files"):
            return Reply(body=b'{"filenames": ["f.txt"]}')
        return Reply(307, b"", {"Location": f"{service.url}/stored"})

    with scripted(answer=answer) as service, client_of(service.url) as client:
        with pytest.raises(FileExistsError, match="overwrite=True"):
            client.cell_measurement.save_files("m", folder)
        assert (folder / "f.txt").is_symlink()
        (path,) = client.cell_measurement.save_files("m", folder, overwrite=True)
    assert path.read_bytes() == b"content"
    assert not path.is_symlink()
    assert outside.read_bytes() == b"planted"
