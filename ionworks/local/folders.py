"""The data folder of a platform: which folders can become one, and the marker in it."""

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from ionworks.errors import ConfigurationError
from ionworks.local import layout, private
from ionworks.local.claims import CLAIMS
from ionworks.local.locking import LOCK_FILE

MARKER: Final = "ionworks-platform.json"
DATABASE: Final = "platform.db"
OBJECTS: Final = "objects"
INCOMING: Final = "incoming"
LOST: Final = "lost+found"
BACKUP_MARKER: Final = "ionworks-backup.json"

_LAYOUT: Final = 1
_LONGEST: Final = 512  # bytes; SQLite takes no longer path of a database
_LOG_READ: Final = 4 << 20
_MAGIC: Final = b"SQLite format 3\0"
_TABLES: Final = ("organizations", "cell_measurements", "upload_objects")
_FILES: Final = (MARKER, LOCK_FILE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
_KINDS: Final = [
    f"{OBJECTS}/{kind}" for kind in ("measurements", "property_datasets", *layout.SINGLE)
]
_FOLDERS: Final = (OBJECTS, *_KINDS, INCOMING, CLAIMS)

# Files that the system, or an interrupted first start, leaves in an otherwise empty folder.
_HARMLESS: Final = frozenset(
    {
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "api-key",
        ".api-key.new",
        "serving.json",
        ".serving.json.new",
        f".{MARKER}.new",
    }
)


class State(Enum):
    """What a folder is used for."""

    NEW = auto()  # absent or empty
    UNMARKED = auto()  # made by a release that wrote no markers
    MARKED = auto()


def located(path: Path) -> Path:
    """Return the absolute path of a folder, which does not have to exist.

    Raises
    ------
    ConfigurationError
        No folder can have this path, or its path is too long for a database.
    """
    try:
        folder = path.expanduser().resolve()
        length = len(os.fsencode(folder / DATABASE))
    except (OSError, RuntimeError, ValueError) as problem:
        reason = str(problem).rstrip(".")
        raise ConfigurationError(
            f"{str(path)!r} is not the path of a folder ({reason}); name a folder, such as "
            "'local:PATH'."
        ) from None
    if length > _LONGEST:
        raise ConfigurationError(
            f"The path of the data folder is too long for a database ({length} bytes of at most "
            f"{_LONGEST}, with the name of the database); choose a shorter one: {folder}"
        )
    return folder


def look(data: Path) -> State:
    """Tell what a folder is used for, without changing it.

    Raises
    ------
    ConfigurationError
        The folder holds something else, or cannot be read.
    """
    with usable(data):
        try:
            names = sorted(os.listdir(data))  # noqa: PTH208 - names are all that is needed
        except FileNotFoundError:
            return State.NEW
        except NotADirectoryError:
            raise ConfigurationError(
                f"{data} is a file, not a folder. If it is a bundle, its address is bundle:{data}"
            ) from None
        _refuse_links(data)
        if MARKER in names:
            _check_marker(data / MARKER)
            return State.MARKED
        if BACKUP_MARKER in names:
            raise ConfigurationError(
                f"{data} is a backup, or a bundle. To work in it, restore it to a new folder: "
                f"ionworks restore {data} FOLDER. To read it, the address is bundle:{data}"
            )
        if _has_our_tables(data / DATABASE):
            return State.UNMARKED
        others = [name for name in names if not _is_harmless(data / name)]
        if not others:
            return State.NEW
        if (data / MARKER).exists():  # another process has marked it since the listing
            return look(data)
        if any(name.startswith((DATABASE, OBJECTS)) for name in others) and _has_objects(data):
            raise database_is_gone(data)
    shown = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
    raise ConfigurationError(
        f"{data} is not the data folder of a platform and is not empty: it has {shown}. "
        "Nothing in it was changed. Choose an empty folder or a new one."
    )


def prepare(data: Path) -> None:
    """Create the folder if necessary; one that exists must be empty, or a data folder.

    Raises
    ------
    ConfigurationError
        The folder holds something else, or cannot be made.
    """
    if look(data) is State.NEW:
        with usable(data):
            private.make_folder(data)


def claim(data: Path) -> None:
    """Mark the folder as a data folder; only the holder of its lock may do so.

    Raises
    ------
    ConfigurationError
        The folder holds something else, or cannot be written to.
    """
    if look(data) is not State.MARKED:
        mark(data)


def mark(data: Path) -> None:
    """Write the marker of a data folder."""
    marker = {"layout": _LAYOUT, "id": str(uuid4())}
    with usable(data):
        private.write(data / MARKER, json.dumps(marker))


def identity(data: Path) -> str | None:
    """Return the id of a data folder; None if it is not marked yet."""
    path = data / MARKER
    return _check_marker(path) if path.exists() else None


def database_is_gone(data: Path) -> ConfigurationError:
    """Return the error for objects whose database is missing or has no records."""
    return ConfigurationError(
        f"{data / OBJECTS} holds objects, but {DATABASE} is missing, empty or has no records. "
        f"Nothing was changed. Put the right {DATABASE} back (with its -wal file, if there is "
        "one), or restore a backup to a new folder (ionworks restore BACKUP FOLDER), or move the "
        "objects out of the folder to start without them."
    )


@contextmanager
def usable(data: Path) -> Iterator[None]:
    """Turn errors of the system about a folder into a `ConfigurationError`."""
    try:
        yield
    except OSError as problem:
        place = problem.filename or data
        raise ConfigurationError(
            f"The data folder {data} cannot be used: {problem.strerror or problem} ({place})."
        ) from problem


def _refuse_links(data: Path) -> None:
    """Refuse a part of the folder that is a link, or a file instead of a folder or vice versa."""
    for names, right, noun in (
        (_FILES, stat.S_ISREG, "a regular file"),
        (_FOLDERS, stat.S_ISDIR, "a folder"),
    ):
        for name in names:
            try:
                mode = (data / name).lstat().st_mode
            except FileNotFoundError:
                continue
            if not right(mode):
                found = "a link" if stat.S_ISLNK(mode) else "something else"
                raise ConfigurationError(
                    f"{data / name} must be {noun}, but is {found}. The platform follows no links "
                    "in its folder. Nothing was changed; put the data themselves there, or choose "
                    "another folder."
                )


def _check_marker(path: Path) -> str:
    """Return the id that a marker states."""
    try:
        with path.open("rb") as file:
            marker: Any = json.loads(file.read(4096))
        found, identifier = marker["layout"], marker["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        found, identifier = None, None
    if not isinstance(found, int) or not isinstance(identifier, str):
        raise ConfigurationError(
            f"{path} is damaged, or not the marker of a data folder. If the folder has the data "
            "of a platform, delete this file: the next start recognises the database."
        )
    if found != _LAYOUT:
        raise ConfigurationError(
            f"{path.parent} was made by another version of ionworks (folder layout {found}, this "
            f"one reads {_LAYOUT}); use that version, or choose another folder."
        )
    return identifier


def _is_harmless(path: Path) -> bool:
    """Tell whether a folder with this file in it still counts as empty."""
    if path.name in _HARMLESS:
        return True
    if path.name == LOST:  # made by the file system of a disk that is mounted here
        return path.is_dir()
    if path.name in (OBJECTS, INCOMING):
        return not any(path.iterdir())
    if path.name == LOCK_FILE:
        return path.stat().st_size == 0
    if path.name.startswith(DATABASE) and path.name in _FILES:
        return _has_no_tables(path.with_name(DATABASE))
    return False


def _has_our_tables(path: Path) -> bool:
    """Tell whether a database is one of ours, even if its tables are only in its log."""
    tables = _tables(path)
    if tables is None:
        return False
    if tables.issuperset(_TABLES):
        return True
    log = _log_of(path)
    return all(f"CREATE TABLE {name} ".encode() in log for name in _TABLES)


def _has_no_tables(path: Path) -> bool:
    """Tell whether an interrupted first start left this database, without tables."""
    return (
        path.exists()
        and not (path.stat().st_size and _tables(path) != set())
        and not (_log_of(path))
    )


def _tables(path: Path) -> set[str] | None:
    """Return the tables of a database file without its log; None if it is not a database."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
    except FileNotFoundError:
        return None
    # Immutable: nothing is locked, and the log is not applied, since the folder may not be ours.
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {name for (name,) in names}
    except sqlite3.Error:
        return None


def _log_of(path: Path) -> bytes:
    """Return the beginning of the log of a database, where its tables are created."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists():
        return b""
    with log.open("rb") as file:
        return file.read(_LOG_READ)


def _has_objects(data: Path) -> bool:
    return any(layout.keys_in(data / OBJECTS))
