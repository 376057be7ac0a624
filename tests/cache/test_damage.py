"""Whatever happens to its files, the cache tells what was stored, or nothing."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import diskcache
import pytest
from attrs import evolve
from cache.tools import KEY, content, files, forget, store

from ionworks.cache import rows
from ionworks.cache.rows import sha256_of

DATA = bytes(range(256)) * 40


def shorten(path: Path) -> None:
    path.write_bytes(DATA[:-1])


def lengthen(path: Path) -> None:
    path.write_bytes(DATA + b"x")


def alter(path: Path) -> None:
    """Change a byte in place and hide it: same length, same time of modification."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff\xff")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def link(path: Path) -> None:
    elsewhere = path.parents[2] / "elsewhere"
    elsewhere.write_bytes(DATA)
    path.unlink()
    path.symlink_to(elsewhere)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [shorten, lengthen, alter, empty, link, folder, Path.unlink])
def test_a_harmed_file_is_one_miss_and_is_replaced(cache, harm):
    harm(store(cache, KEY, DATA).path)
    assert cache.find(KEY) is None
    assert cache.find(KEY) is None
    store(cache, KEY, b"again")
    assert content(cache, KEY) == b"again"


def test_a_file_that_was_copied_back_is_believed_after_a_look(cache, tmp_path, monkeypatch):
    looked: list[Path] = []
    monkeypatch.setattr(rows, "sha256_of", lambda path: looked.append(path) or sha256_of(path))
    path = store(cache, KEY, DATA).path
    assert content(cache, KEY) == DATA
    assert content(cache, KEY) == DATA
    assert looked == [path]  # once in a process, for hashing takes about as long as reading
    shutil.copy(path, tmp_path / "backup")
    path.unlink()
    shutil.copy(tmp_path / "backup", path)
    assert content(cache, KEY) == DATA
    assert content(cache, KEY) == DATA
    assert looked == [path, path]  # once more


def database(cache) -> sqlite3.Connection:
    return sqlite3.connect(cache.settings.directory / "sdk-v1" / "index" / "cache.db")


def execute(cache, statement: str, *values: object) -> None:
    with closing(database(cache)) as connection, connection:
        connection.execute(statement, values)


def row_of(cache) -> dict:
    with closing(database(cache)) as connection:
        ((text,),) = connection.execute("SELECT value FROM Cache").fetchall()
    return json.loads(text)


class Bomb:
    """Unpickling it writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def planted(bomb: bytes, file: str) -> list[tuple[str, tuple[object, ...]]]:
    """Rows that diskcache's own disks would unpickle, and others that they could be taken for."""
    rows = [
        ("UPDATE Cache SET mode = ?, filename = ?, value = ?", (mode, filename, value))
        for mode in (0, 1, 2, 3, 4, None)  # 4 is a pickle, in the row or in the file
        for filename, value in ((None, bomb), (file, None), (file, "text"))
    ]
    keys = [("UPDATE Cache SET raw = ?, key = ?", (raw, bomb)) for raw in (0, 1, None)]
    tags = [("UPDATE Cache SET tag = ?", (bomb,)), ("UPDATE Settings SET value = ?", (bomb,))]
    return rows + keys + tags


def test_pickles_are_never_loaded(cache, tmp_path):
    """The advisory CVE-2025-69872 of diskcache is about this, and does not apply."""
    bomb = pickle.dumps(Bomb(tmp_path / "bomb"))
    pickle.loads(bomb)
    (tmp_path / "bomb").unlink()
    store(cache, KEY, DATA)
    (cache.settings.directory / "sdk-v1" / "index" / "planted.val").write_bytes(bomb)
    for statement, values in planted(bomb, "planted.val"):
        store(cache, KEY, DATA)
        execute(cache, statement, *values)
        assert content(cache, KEY) in (None, DATA)
        cache.clear()  # reads every key
        assert not (tmp_path / "bomb").exists(), (statement, values)
    store(cache, KEY, b"again")
    assert content(cache, KEY) == b"again"


class NoPickle:
    """Stands in the place of the module of that name."""

    HIGHEST_PROTOCOL = pickle.HIGHEST_PROTOCOL

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"pickle.{name} was reached")


def test_nothing_is_pickled(cache, monkeypatch):
    for module in ("pickle", "pickletools"):
        monkeypatch.setattr(diskcache.core, module, NoPickle())
    with pytest.raises(AssertionError, match="reached"):  # it is by diskcache's own disk
        diskcache.Cache(cache.settings.directory / "other").set("key", object())
    store(cache, KEY, DATA, etag="one")
    store(cache, evolve(KEY, measurement_id="m-2"), DATA)
    assert content(cache, KEY) == DATA
    with closing(database(cache)) as connection:
        columns = "typeof(key), raw, mode, filename, typeof(value)"
        rows = connection.execute(f"SELECT DISTINCT {columns} FROM Cache").fetchall()
    assert rows == [("text", 1, diskcache.core.MODE_RAW, None, "text")]
    forget(cache, KEY)
    assert content(cache, KEY) is None
    assert cache.clear() == 1


def test_the_index_names_no_file_to_read_or_delete(cache, tmp_path):
    (tmp_path / "private").write_text("private")
    store(cache, KEY, DATA)
    execute(cache, "UPDATE Cache SET mode = 3, filename = ?", "../../../private")
    assert cache.find(KEY) is None
    store(cache, KEY, DATA)
    execute(cache, "UPDATE Cache SET filename = ?", "../../../private")
    store(cache, KEY, DATA)
    cache.clear()
    assert (tmp_path / "private").read_text() == "private"


def test_a_row_cannot_pass_off_another_file(cache, tmp_path):
    other = store(cache, evolve(KEY, account="another"), DATA).path
    cache.clear()
    store(cache, KEY, DATA)
    row = row_of(cache)
    outside = tmp_path / "outside.parquet"
    for path in (other, outside):
        path.write_bytes(DATA)
    tokens = row["file"].split(".")
    for file in (
        other.name,
        str(outside),
        f"../../../{outside.name}",
        f"{tokens[0]}.{tokens[1]}.x/../../../../{outside.name}",
        7,
        None,
    ):
        execute(cache, "UPDATE Cache SET value = ?", json.dumps(row | {"file": file}))
        assert cache.find(KEY) is None
        assert outside.exists()
        store(cache, KEY, DATA)


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"size": 1}', '{"file": "x", "unknown": 1}', "null"]
)
def test_rows_that_make_no_sense_are_a_miss(cache, text):
    store(cache, KEY, DATA)
    execute(cache, "UPDATE Cache SET value = ?", text)
    assert cache.find(KEY) is None
    store(cache, KEY, b"again")
    assert content(cache, KEY) == b"again"


def overwrite(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def scramble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def strip(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE Cache")


def plant_settings(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO Settings VALUES ('disk_unknown', 1)")


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parents[2])


@pytest.mark.parametrize(
    "harm",
    [overwrite, cut, scramble, empty, strip, plant_settings, Path.unlink, remove_folder],
)
@pytest.mark.parametrize("running", [True, False], ids=["running", "restarted"])
def test_a_harmed_index_is_created_again(cache, harm, running, monkeypatch):
    store(cache, KEY, DATA)
    harm(cache.settings.directory / "sdk-v1" / "index" / "cache.db")
    if not running:
        monkeypatch.setattr("ionworks.cache.store._indexes", {})
    assert content(cache, KEY) in (None, DATA)
    store(cache, KEY, b"again")
    assert content(cache, KEY) == b"again"
    # Files that the old index knew of are gone, as soon as a process sweeps.
    assert len(files(cache)) == 1 or running
    assert files(cache, "partial") == []


@pytest.mark.parametrize("locks", [True, False])
def test_what_killed_processes_left_behind_is_swept(cache, monkeypatch, locks):
    if not locks:  # then the time of the last write tells
        monkeypatch.setattr("ionworks.cache.folder.fcntl", None)
    store(cache, KEY, DATA)
    entry = cache.find(KEY).path
    orphan = entry.with_name(entry.name.replace(entry.name[50:66], "0" * 16))
    partial = files(cache)[0].parents[1] / "partial"
    left = partial / f"{'0' * 16}.partial"
    index = partial / f"{'2' * 16}.index"
    index.mkdir()
    foreign = partial / "notes"
    for path in (orphan, left, foreign, index / "cache.db"):
        path.write_bytes(b"half")
    if not locks:
        os.utime(left, (0, 0))
    monkeypatch.setattr("ionworks.cache.store._indexes", {})  # as another process
    with cache.writer(evolve(KEY, measurement_id="m-3")) as writer:
        store(cache, evolve(KEY, measurement_id="m-2"), DATA)
        live = writer.source
        assert live.exists()
    assert content(cache, KEY) == DATA
    assert [path.exists() for path in (orphan, left, index)] == [False] * 3
    assert foreign.exists()
