"""``ionworks backup`` and ``ionworks restore``: copy a whole data folder, and restore it.

A backup is a folder with a copy of the database, the objects that its records name, a list of
their SHA-256, and a marker. The marker is written last: a backup without it is incomplete. The
API key is not part of the backup, so that readers of a backup cannot call the platform.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from filelock import Timeout

from ionworks.errors import ConfigurationError
from ionworks.local import layout, private
from ionworks.local.checking import differs
from ionworks.local.folders import (
    BACKUP_MARKER,
    DATABASE,
    OBJECTS,
    State,
    claim,
    identity,
    located,
    look,
    prepare,
)
from ionworks.local.inventory import Inventory, snapshot
from ionworks.local.locking import hold
from ionworks.local.stored import Stored, measure

_COPY: Final = "database.sqlite"  # not as in a data folder, so that nobody confuses the two
_SUMS: Final = "SHA256SUMS"  # in the format of sha256sum
_LAYOUT: Final = 1
LONGEST_MARKER: Final = 1 << 16  # bytes
_TRIES: Final = 3
_PATIENCE: Final = 30.0  # seconds to wait for another writer


@frozen
class Copied:
    """What was copied.

    Attributes
    ----------
    place : Path
        Where the copy is.
    objects, size_bytes : int
        How many objects it has, and their size.
    findings : tuple of str
        What is wrong with some of the objects; the others are intact.
    """

    place: Path
    objects: int
    size_bytes: int
    findings: tuple[str, ...]


def back_up(folder: Path, target: Path) -> Copied:
    """Copy a data folder, even while a platform serves it.

    Parameters
    ----------
    folder : Path
        The data folder.
    target : Path
        Folder of the backup. It is created if necessary; one that exists must be empty.

    Raises
    ------
    ConfigurationError
        The folder is not a data folder, the target cannot be used, or the copy failed.
    """
    data, place = located(folder), located(target)
    if look(data) is State.NEW or not (data / DATABASE).exists():
        raise ConfigurationError(f"{data} has no database; there is nothing to back up.")
    _refuse_overlap(data, place)
    with _in_words(f"The backup to {place} failed, and what is there is not whole: delete it."):
        _make_empty(place)
        copied, findings = _copy_folder(data, place)
        _write_sums(place, copied)
        _sync_all()
        marker = {
            "layout": _LAYOUT,
            "folder": identity(data),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "objects": len(copied),
            "sums": measure(place / _SUMS).sha256,
        }
        private.write(place / BACKUP_MARKER, json.dumps(marker, indent=1))
    return Copied(place, len(copied), sum(each.size for each in copied.values()), tuple(findings))


def restore(backup: Path, folder: Path) -> Copied:
    """Restore a backup to a data folder.

    Parameters
    ----------
    backup : Path
        Folder of the backup.
    folder : Path
        The data folder. It is created if necessary; one that exists must be empty.

    Raises
    ------
    ConfigurationError
        The backup is incomplete, the folder cannot be used, or the copy failed.
    """
    place, data = located(backup), located(folder)
    _refuse_overlap(place, data)
    sums = _read_sums(place)
    if look(data) is not State.NEW:
        raise ConfigurationError(
            f"{data} has the data of a platform already; restore to a new or an empty folder."
        )
    prepare(data)
    with (
        _in_words(f"The restore to {data} failed, and what is there is not whole: delete it."),
        _holding(data),
    ):
        draft = data / f".{DATABASE}.new"
        draft.unlink(missing_ok=True)
        if _copy(place / _COPY, draft).sha256 != sums.pop(_COPY):
            draft.unlink()  # so that the folder stays empty for another backup
            raise ConfigurationError(
                f"{place / _COPY} is damaged: it has another SHA-256 than it was written with. "
                "Take another backup."
            )
        size = 0
        findings: list[str] = []
        for name, digest in sums.items():
            key = name.removeprefix(f"{OBJECTS}/")
            try:
                found = _copy(place / name, data / name)
            except FileNotFoundError:
                findings.append(f"missing in the backup: {key}")
                continue
            size += found.size
            findings += filter(None, [differs((digest, None), found, key)])
        _sync_all()
        # With the database the folder is complete. If a crash prevents the marker, the next start
        # writes it.
        draft.replace(data / DATABASE)
        private.sync_folder(data)
        claim(data)
    return Copied(data, len(sums), size, tuple(findings))


def _copy_folder(data: Path, place: Path) -> tuple[dict[str, Stored], list[str]]:
    """Copy the database, and the objects that the copied database names.

    Objects never change, but a platform removes those that no record names any more. If one is
    missing, the database is copied again; the last time, writers have to wait.
    """
    copied: dict[str, Stored] = {}
    findings: dict[str, str] = {}
    absent: list[str] = []
    for attempt in range(_TRIES + 1):
        last = attempt == _TRIES
        with _no_writers(data / DATABASE) if last else nullcontext():
            _copy_database(data / DATABASE, place / _COPY)
            with snapshot(place / _COPY) as database:
                inventory = Inventory(database)
                absent = _copy_objects(inventory, data, place, copied, findings)
                for key in [key for key in copied if not inventory.names(key)]:
                    (place / OBJECTS / key).unlink()
                    del copied[key]
                    findings.pop(key, None)
        if not absent:
            break
    findings |= {key: f"missing: {key}" for key in absent}
    return copied, list(findings.values())


def _copy_objects(
    inventory: Inventory,
    data: Path,
    place: Path,
    copied: dict[str, Stored],
    findings: dict[str, str],
) -> list[str]:
    """Copy the objects that are not copied yet; return the keys of missing ones."""
    absent: list[str] = []
    without_steps: list[str] = []
    for key in inventory.needed():
        steps = layout.steps_beside(key)
        for each in (key,) if steps is None else (steps, key):
            if each in copied:
                continue
            source, target = data / OBJECTS / each, place / OBJECTS / each
            try:
                if not layout.is_regular(source):
                    raise FileNotFoundError
                copied[each] = _copy(source, target)
            except FileNotFoundError:
                (without_steps if each == steps else absent).append(key)
                continue
            wrong = differs(inventory.recorded(each), copied[each], each)
            if wrong is not None:
                findings[each] = wrong
    # Steps are optional: if their series is still the current one, they never existed.
    with snapshot(data / DATABASE) as database:
        now = Inventory(database)
        return absent + [key for key in without_steps if not now.is_needed(key)]


def _copy_database(source: Path, target: Path) -> None:
    """Copy the state of a database at one moment into one file."""
    target.unlink(missing_ok=True)
    private.create(target).close()
    with snapshot(source) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb+") as file:
        private.sync(file)


@contextmanager
def _no_writers(path: Path) -> Iterator[None]:
    """Keep others from writing to a database, and so from removing objects that it names."""
    uri = f"{path.as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE)) as database:
        database.isolation_level = None
        database.execute("BEGIN IMMEDIATE")
        yield


def _copy(source: Path, target: Path) -> Stored:
    """Copy a file, and return its digest and its size."""
    private.make_folder(target.parent)
    private.open_regular(source).close()  # fails before the target is created
    with private.create(target) as copy:
        found = measure(source, copy)
        private.sync(copy)
    return found


def _write_sums(place: Path, copied: dict[str, Stored]) -> None:
    with private.create(place / _SUMS) as file:
        file.write(f"{measure(place / _COPY).sha256}  {_COPY}\n".encode())
        for key, each in sorted(copied.items()):
            file.write(f"{each.sha256}  {OBJECTS}/{key}\n".encode())
        private.sync(file)


def _read_sums(place: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a backup.

    Raises
    ------
    ConfigurationError
        The backup is incomplete, or was made by another version.
    """
    try:
        marker = read_marker(place)
        if marker["layout"] != _LAYOUT:
            raise ConfigurationError(f"{place} is a backup of another version of ionworks.")
        with private.open_regular(place / _SUMS) as file:
            text = file.read()
        if hashlib.sha256(text).hexdigest() != marker["sums"]:
            raise ValueError
        sums = {name: digest for digest, name in map(str.split, text.decode().splitlines())}
        if _COPY not in sums or not all(map(_is_name, sums.keys() - {_COPY})):
            raise ValueError
    except FileNotFoundError as problem:
        raise ConfigurationError(
            f"{place} is not a whole backup: it has no {Path(problem.filename).name}. It was "
            "interrupted, or is something else."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        if isinstance(problem, ConfigurationError):
            raise
        raise ConfigurationError(f"{place} is a damaged backup ({BACKUP_MARKER}).") from None
    return sums


def read_marker(place: Path) -> Any:
    """Read the marker of a backup.

    Raises
    ------
    OSError, ValueError, RecursionError
        There is none, or it is no JSON.
    """
    with private.open_regular(place / BACKUP_MARKER) as file:
        return parse_marker(file.read(LONGEST_MARKER))


def parse_marker(content: bytes) -> Any:
    """Read the content of a marker.

    Raises
    ------
    ValueError, RecursionError
        It is no JSON.
    """
    return json.loads(content)


def holds(name: str) -> bool:
    """Tell whether a file of this relative path can be one of a backup."""
    return name in (BACKUP_MARKER, _SUMS, _COPY) or _is_name(name)


def _is_name(name: str) -> bool:
    kind, _, key = name.partition("/")
    return kind == OBJECTS and layout.is_key(key)


def _refuse_overlap(source: Path, target: Path) -> None:
    if source in (target, *target.parents) or target in source.parents:
        raise ConfigurationError(f"{source} and {target} must not lie in each other.")


def _make_empty(place: Path) -> None:
    private.make_folder(place)
    if any(place.iterdir()):
        raise ConfigurationError(
            f"{place} is not empty. Name a new or an empty folder for the backup; what an "
            f"interrupted backup left (it has no {BACKUP_MARKER}) can be deleted."
        )


@contextmanager
def _holding(data: Path) -> Iterator[None]:
    """Hold the lock of a folder that is still empty."""
    try:
        lock = hold(data)
    except Timeout:
        raise ConfigurationError(f"Another platform has just started in {data}.") from None
    try:
        if look(data) is not State.NEW:
            raise ConfigurationError(f"Another platform has just started in {data}.")
        yield
    finally:
        lock.release()


@contextmanager
def _in_words(advice: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as problem:
        place = getattr(problem, "filename", None)
        shown = f" ({place})" if place else ""
        reason = getattr(problem, "strerror", None) or problem
        raise ConfigurationError(f"{advice} The reason: {reason}{shown}.") from problem


def _sync_all() -> None:
    """Wait until the names of all copies are on the disk, where the system offers that."""
    if hasattr(os, "sync"):
        os.sync()
