"""Which folders a platform may use: empty ones and its own; others are not touched."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from safety.filled import contents, fill, objects, statement
from safety.uploads import stored

from ionworks import Ionworks
from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.local import address, folders, layout
from ionworks.local.server import Platform

MARKER = "ionworks-platform.json"
posix = pytest.mark.skipif(os.name != "posix", reason="about links and names of POSIX")


@pytest.fixture(autouse=True)
def _stop_own_platforms() -> Iterator[None]:
    yield
    for folder in list(address._own):
        address._own.pop(folder).close()


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "data", folder / "note.txt")
    return folder / "data"


@pytest.fixture
def data(_filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_filled, tmp_path / "data", symlinks=True)


def put(path: Path, content: bytes = b"mine") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def repository(folder: Path) -> None:
    for name in ("HEAD", "config", "objects/ab/cdef", "objects/pack/x.pack", "refs/heads/main"):
        put(folder / name)


def database_of_another_program(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "platform.db")) as database, database:
        database.execute("CREATE TABLE cell_measurements (id TEXT)")
        database.execute("PRAGMA user_version = 2")
    put(folder / "objects" / "photo.jpg")


def database_of_a_killed_program(folder: Path) -> None:
    """A database whose tables are only in its log."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('CREATE TABLE photos (id)'); "
        "c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, folder / "platform.db"], check=True)
    assert (folder / "platform.db-wal").stat().st_size


FOREIGN: dict[str, Callable[[Path], object]] = {
    "its folders": lambda folder: (
        put(folder / "incoming" / "mail"),
        put(folder / "objects" / "cup.obj"),
    ),
    "names of its own": lambda folder: (
        put(folder / "incoming" / uuid4().hex),
        put(folder / "objects/measurements/m/1/time_series.parquet"),
    ),
    "a repository": repository,
    "a file": lambda folder: put(folder / "notes.txt"),
    "a hidden file": lambda folder: put(folder / ".bashrc"),
    "a folder": lambda folder: (folder / "photos").mkdir(),
    "a lock of its own": lambda folder: put(folder / "serving.lock"),
    "a database": database_of_another_program,
    "a database in a log": database_of_a_killed_program,
    "a text as database": lambda folder: put(folder / "platform.db"),
    "a folder as database": lambda folder: (folder / "platform.db").mkdir(),
    "a marker of something else": lambda folder: put(folder / MARKER, b"{}"),
    "a marker that is no JSON": lambda folder: put(folder / MARKER, b"\xff{"),
    "a marker of a later version": lambda folder: put(folder / MARKER, b'{"layout": 2, "id": "x"}'),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_folder_that_holds_something_else_is_not_touched(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "lab"
    folder.mkdir()
    FOREIGN[kind](folder)
    before = contents(folder)
    with pytest.raises(ConfigurationError, match="lab"):
        Platform(folder)
    with pytest.raises(ConfigurationError, match="lab"):
        Ionworks(api_url=f"local:{folder}")
    assert contents(folder) == before


LINKED = ("objects", "objects/measurements", "objects/raw_data", "incoming", "platform.db", MARKER)


@posix
@pytest.mark.parametrize("name", [*LINKED, "serving.lock"])
def test_a_part_that_is_a_link_is_refused(data: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (data / name).rename(elsewhere)
    if elsewhere.is_dir():
        put(elsewhere / uuid4().hex)
        put(elsewhere / "x" / "1" / "time_series.parquet")
    (data / name).symlink_to(elsewhere)
    before = contents(tmp_path)
    with pytest.raises(ConfigurationError, match="is a link"):
        Platform(data)
    assert contents(tmp_path) == before


@posix
def test_links_to_nothing_are_links_too(tmp_path: Path) -> None:
    for name in ("objects", "serving.lock", "platform.db"):
        folder = tmp_path / f"folder of {name}"
        folder.mkdir()
        (folder / name).symlink_to(tmp_path / "made through a link")
        with pytest.raises(ConfigurationError, match="is a link"):
            Platform(folder)
    assert not (tmp_path / "made through a link").exists()


@posix
def test_links_deep_within_the_objects_are_not_followed(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere / "1" / "time_series.parquet")
    put(elsewhere / "data")
    links = [data / "objects/measurements/a", data / "objects/raw_data/b", data / "incoming" / "c"]
    for link in links:
        link.symlink_to(elsewhere)
    file = data / "objects" / "raw_data" / "d" / "data"
    file.parent.mkdir()
    file.symlink_to(elsewhere / "data")
    draft = data / "incoming" / uuid4().hex
    draft.symlink_to(elsewhere / "data")
    before = contents(elsewhere)
    with Platform(data):
        pass
    assert contents(elsewhere) == before
    assert all(link.is_symlink() for link in [*links, file, draft])
    assert not (data / "lost+found").exists()


@posix
def test_an_object_that_is_a_link_is_not_there_for_readers(tmp_path: Path) -> None:
    with Platform(tmp_path / "data") as platform:
        link = stored(platform, b"rows")
        (file,) = (tmp_path / "data/objects/raw_data").glob("*/data")
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
        answer = httpx.get(link)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "NOT_FOUND")


@posix
def test_a_delete_does_not_follow_links(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    with Platform(data) as platform, Ionworks(platform.api_key, api_url=platform.url) as client:
        (raw,) = client.raw_data.list()
        folder = data / "objects" / "raw_data" / raw.id
        folder.rename(elsewhere)
        folder.symlink_to(elsewhere)
        cell = next(iter(client.cell_instance.list(client.cell_spec.list()[0].id)))
        series = next(m for m in client.cell_measurement.list(cell.id) if m.name == "series 0")
        own = data / "objects" / "measurements" / series.id / "1"
        put(own / "my notes.txt")
        client.raw_data.delete(raw.id)
        client.cell_measurement.delete(series.id)
        client.bin.empty()
    assert contents(elsewhere) == {"data": b"a note"}
    assert contents(own) == {"my notes.txt": b"mine"}


def test_other_files_of_the_users_stay_where_they_are(data: Path) -> None:
    mine = [
        "README.txt",
        "incoming/mail",
        "objects/photo.jpg",
        "objects/measurements/photo.jpg",
        "objects/measurements/m/1/other.parquet",
        "objects/measurements/m/x/time_series.parquet",
        "objects/raw_data/r/data.csv",
        "objects/pack/data",
    ]
    for name in mine:
        put(data / name)
    with Platform(data):
        assert all((data / name).read_bytes() == b"mine" for name in mine)
    assert not (data / "lost+found").exists()


def test_a_folder_is_marked_when_it_is_made(tmp_path: Path) -> None:
    Platform(tmp_path / "data").close()
    marker = json.loads((tmp_path / "data" / MARKER).read_text())
    assert marker == {"layout": 1, "id": folders.identity(tmp_path / "data")}
    Platform(tmp_path / "other").close()
    assert folders.identity(tmp_path / "other") != marker["id"]
    Platform(tmp_path / "data").close()
    assert json.loads((tmp_path / "data" / MARKER).read_text()) == marker


def test_a_folder_of_the_release_before_is_recognised_and_marked(data: Path) -> None:
    (data / MARKER).unlink()
    before = objects(data)
    assert folders.look(data) is folders.State.UNMARKED
    with Platform(data):
        assert (data / MARKER).exists()
    assert objects(data) == before


def test_a_folder_of_the_release_before_is_recognised_by_its_log_alone(tmp_path: Path) -> None:
    """A first start that was killed leaves its tables in the log."""
    with Platform(tmp_path / "running"):
        killed = shutil.copytree(tmp_path / "running", tmp_path / "killed")
    (killed / MARKER).unlink()
    with closing(
        sqlite3.connect(f"{(killed / 'platform.db').as_uri()}?immutable=1", uri=True)
    ) as c:
        assert c.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert folders.look(killed) is folders.State.UNMARKED
    with Platform(killed):
        pass


@pytest.mark.parametrize(
    "name", [".DS_Store", "serving.lock", "api-key", f".{MARKER}.new", "lost+found/", "objects/"]
)
def test_a_folder_may_hold_what_says_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("a-key-of-a-users-own-0123456789" if name == "api-key" else "")
    with Platform(tmp_path) as platform:
        assert (name != "api-key") or platform.api_key == path.read_text()


def test_a_first_start_may_end_anywhere_and_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call of these ends a start once; the next one goes on from what is there."""

    class Ended(BaseException):
        pass

    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps -= 1
        if steps < 0:
            raise Ended

    def ending(function: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object, **named: object) -> object:
            step()
            return function(*arguments, **named)

        return called

    at, ended = 0, True
    while ended:
        folder, steps, ended = tmp_path / str(at), at, False
        with monkeypatch.context() as patch:
            for name in ("open", "mkdir", "fsync", "replace", "chmod"):
                patch.setattr(os, name, ending(getattr(os, name)))
            patch.setattr(Path, "replace", ending(Path.replace))
            patch.setattr(Path, "mkdir", ending(Path.mkdir))
            patch.setattr(sqlite3, "connect", ending(sqlite3.connect))
            try:
                Platform(folder).close()
            except Ended:
                ended = True
        Platform(folder).close()
        assert (folder / MARKER).exists()
        at += 1
    assert at > 10


def test_platforms_that_start_at_the_same_moment_in_an_empty_folder(tmp_path: Path) -> None:
    def start(_: int) -> Platform | None:
        try:
            return Platform(tmp_path / "data")
        except FolderInUseError:
            return None

    with ThreadPoolExecutor(4) as pool:
        started = [platform for platform in pool.map(start, range(4)) if platform is not None]
    assert len(started) == 1
    started[0].close()


NAMES = ["a?b", "a#b", "a%41", "%41", "A", "a  b", "ä€", "a?mode=ro", "a&b=c;d", "'\"", "a\\b"]


@posix
def test_any_name_is_the_name_of_one_folder(tmp_path: Path) -> None:
    """Each has its own project, in the folder that is called so, and nothing is beside it."""
    for name in NAMES:
        with Ionworks(api_url=f"local:{tmp_path / name}") as client:
            client.project.create({"name": f"of {name}"})
            assert {project.name for project in client.project.list()} == {
                "Default project",
                f"of {name}",
            }
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    assert all((tmp_path / name / "platform.db").stat().st_size for name in NAMES)


@posix
def test_a_relative_name_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Ionworks(api_url="local:%41"):
        assert [path.name for path in tmp_path.iterdir()] == ["%41"]


@posix
def test_a_name_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    with Platform(folder) as platform, Ionworks(platform.api_key, api_url=platform.url) as client:
        assert client.project.list().count == 1
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(
    "name",
    [
        "/".join(["d" * 100] * 6),
        "d" * 300,
        "nul\0l",
        "\ud800",
        "~nobody-of-this-name/x",
        "file/folder",
        "file",
    ],
)
def test_a_name_that_cannot_be_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    for use in (lambda: Platform(Path(name)), lambda: Ionworks(api_url=f"local:{name}")):
        with pytest.raises(ConfigurationError) as refused:
            use()
        assert "\n" not in str(refused.value)
    assert contents(tmp_path) == {"file": b"mine"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody may write to")
def test_a_place_where_nothing_can_be_made_is_an_error_of_ours() -> None:
    for name in ("/proc/ionworks/data", "/proc/self/ionworks"):
        with pytest.raises(ConfigurationError, match="cannot be used"):
            Platform(Path(name))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may do anything")
@pytest.mark.parametrize("part", ["platform.db", "objects", ""])
def test_what_may_not_be_read_is_an_error_of_ours(data: Path, part: str) -> None:
    path = data / part
    mode = path.stat().st_mode
    path.chmod(0o000)
    try:
        with pytest.raises(ConfigurationError, match="cannot be used"):
            Platform(data)
    finally:
        path.chmod(mode)


@posix
def test_files_are_for_their_owner_alone_also_in_a_folder_that_is_not(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    fill(data, tmp_path / "note.txt")
    statement(data, "SELECT 1")
    open_to_others = [path for path in data.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.parametrize(
    ("below", "what"),
    [("objects", "a folder"), ("platform.db", "a regular file"), ("platform.db-wal", "a regular")],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_part_of_another_kind_is_named(
    tmp_path: Path, below: str, what: str, marked: bool
) -> None:
    if marked:
        Platform(tmp_path / "data").close()
    place = tmp_path / "data" / below
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    if what == "a folder":
        place.write_text("a file")
    else:
        place.mkdir()
    with pytest.raises(ConfigurationError, match=f"{below} must be {what}.*something else"):
        folders.look(tmp_path / "data")


def test_objects_without_a_database_are_told_from_other_things(tmp_path: Path) -> None:
    (tmp_path / "objects").mkdir()
    assert folders.look(tmp_path) is folders.State.NEW
    (tmp_path / "platform.db.old").write_text("x")
    with pytest.raises(ConfigurationError, match=r"is not empty: it has platform\.db\.old"):
        folders.look(tmp_path)
    key = tmp_path / "objects" / layout.time_series(str(uuid4()), 1)
    key.parent.mkdir(parents=True)
    key.write_bytes(b"content")
    with pytest.raises(ConfigurationError, match="is missing, empty or has no records"):
        folders.look(tmp_path)


def test_of_other_things_in_a_folder_three_are_named(tmp_path: Path) -> None:
    for count, more in ((3, ""), (4, " and 1 more"), (5, " and 2 more")):
        place = tmp_path / str(count)
        place.mkdir()
        for name in "abcde"[:count]:
            (place / name).write_text("x")
        with pytest.raises(ConfigurationError, match=rf"it has a, b, c{more}\. Nothing"):
            folders.look(place)


@pytest.mark.parametrize("left", [("",), ("", "-wal"), ("", "-wal", "-shm")])
def test_an_empty_database_of_an_interrupted_first_start_is_nothing(
    tmp_path: Path, left: tuple[str, ...]
) -> None:
    for end in left:
        (tmp_path / f"platform.db{end}").touch()
    assert folders.look(tmp_path) is folders.State.NEW
    (tmp_path / "platform.db").write_bytes(b"somebody else's")
    with pytest.raises(ConfigurationError, match=r"is not empty: it has platform\.db"):
        folders.look(tmp_path)
