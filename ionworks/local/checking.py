"""``ionworks check``: read a whole data folder, and list what is wrong in it."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from ionworks.errors import ConfigurationError
from ionworks.local import layout
from ionworks.local.folders import DATABASE, LOST, OBJECTS, State, located, look
from ionworks.local.inventory import Inventory, snapshot
from ionworks.local.stored import Stored, measure

# Seconds between two looks: a platform may use the folder, so only what stays wrong counts.
_PAUSES: Final = (0.0, 0.2, 1.0)


@frozen
class StorageReport:
    """What a check of a data folder found.

    Attributes
    ----------
    findings : tuple of str
        What is wrong; empty when the folder is sound.
    objects, size_bytes : int
        How many objects were read, and how much that was.
    without_digest : int
        How many of them have no recorded SHA-256.
    unconfirmed : int
        How many objects belong to uploads under way, or are about to be removed.
    lost : int
        How many objects are in ``lost+found``.
    """

    findings: tuple[str, ...]
    objects: int = 0
    size_bytes: int = 0
    without_digest: int = 0
    unconfirmed: int = 0
    lost: int = 0


def check(folder: Path) -> StorageReport:
    """Read everything in a data folder; a platform may serve it at the same time.

    Parameters
    ----------
    folder : Path
        The data folder. Nothing in it is changed.

    Raises
    ------
    ConfigurationError
        It is not the data folder of a platform.
    """
    data = located(folder)
    if look(data) is State.NEW:
        raise ConfigurationError(f"{data} is empty or not there; it is not a data folder.")
    path = data / DATABASE
    if not path.exists():
        return StorageReport((f"database: {path} is missing",))
    try:
        with snapshot(path) as database:
            findings = _faults(database)
            if findings:
                return StorageReport(tuple(findings))
            report, suspects = _read_objects(Inventory(database), data)
        for pause in _PAUSES:
            if suspects:
                time.sleep(pause)
                with snapshot(path) as database:
                    inventory = Inventory(database)
                    suspects = [key for key in suspects if _fault(inventory, data, key)]
        with snapshot(path) as database:
            faults = [_fault(Inventory(database), data, key) for key in suspects]
    except sqlite3.Error as problem:
        return StorageReport((f"database: {problem}",))
    return StorageReport(
        tuple(filter(None, faults)),
        report.objects,
        report.size_bytes,
        report.without_digest,
        report.unconfirmed,
        sum(1 for place in _lost_folders(data) for _ in layout.keys_in(place)),
    )


def _faults(database: sqlite3.Connection) -> list[str]:
    """Return what is wrong in the database itself."""
    found = [text for (text,) in database.execute("PRAGMA integrity_check") if text != "ok"]
    dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    return [f"database: {text}" for text in found] + [
        f"database: row {row} of {table} refers to a row of {parent} that is not there"
        for table, row, parent, _ in dangling
    ]


def _read_objects(inventory: Inventory, data: Path) -> tuple[StorageReport, list[str]]:
    """Read all objects; also return the keys of those that seem to be wrong."""
    objects = data / OBJECTS
    suspects = [key for key in inventory.needed() if not layout.is_regular(objects / key)]
    count = total = without_digest = unconfirmed = 0
    for key in layout.keys_in(objects):
        if _is_passing(inventory, key):
            unconfirmed += 1
            continue
        if _fault(inventory, data, key):
            suspects.append(key)
            continue
        count += 1
        without_digest += inventory.recorded(key)[0] is None
        total += (objects / key).stat().st_size if layout.is_regular(objects / key) else 0
    return StorageReport((), count, total, without_digest, unconfirmed), suspects


def _is_passing(inventory: Inventory, key: str) -> bool:
    """Tell whether an object still waits to be confirmed or removed."""
    return not inventory.names(key) and (
        inventory.is_removed(key) or bool(inventory.uploaded_with(key))
    )


def _fault(inventory: Inventory, data: Path, key: str) -> str | None:
    """Return what is wrong with an object; None if it is intact, or not needed."""
    path = data / OBJECTS / key
    if not layout.is_regular(path):
        if not inventory.is_needed(key):
            return None
        places = [place for place in _lost_folders(data) if layout.is_regular(place / key)]
        return f"missing: {key}" + "".join(f" (one is in {place})" for place in places)
    if not inventory.names(key):
        return None if _is_passing(inventory, key) else f"named by no record: {key}"
    try:
        found = measure(path)
    except FileNotFoundError:  # removed while this read it
        return _fault(inventory, data, key)
    except OSError as problem:
        return f"unreadable: {key}: {problem.strerror}"
    return differs(inventory.recorded(key), found, key)


def differs(recorded: tuple[str | None, int | None], found: Stored, key: str) -> str | None:
    """Return how an object differs from its record; None if it does not, or has no record."""
    if recorded[1] not in (None, found.size):
        return f"wrong size: {key} has {found.size} bytes instead of {recorded[1]}"
    if recorded[0] not in (None, found.sha256):
        return f"wrong content: {key} has another SHA-256 than it had when it was stored"
    return None


def _lost_folders(data: Path) -> Iterator[Path]:
    """Walk the folders of objects in ``lost+found``."""
    lost = data / LOST
    if lost.is_dir() and not lost.is_symlink():
        yield from (place / OBJECTS for place in sorted(lost.iterdir()) if not place.is_symlink())
