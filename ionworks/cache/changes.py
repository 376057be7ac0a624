"""Changes of the cache that must happen completely or not at all: each is one transaction.

A file is renamed into place within it. The files that a change makes superfluous are
returned and deleted after it: a process that is killed in between leaves a file without a
row, which is swept, and no row without its file.
"""

from __future__ import annotations

import json
import secrets
import time
from typing import TYPE_CHECKING

from attrs import evolve

from ionworks.cache.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from ionworks.cache.folder import Folder
    from ionworks.cache.index import Rows
    from ionworks.cache.rows import Entry, Key
    from ionworks.cache.writer import Draft

_GENERATION = "generation:"
# No download lasts longer, and only one that is under way needs to know.
_GENERATION_SECONDS = 86_400.0
# How long nothing is stored of a measurement while a change of it may be under way.
_UNSETTLED_SECONDS = 3600.0

Generations = tuple[str | None, str | None, str | None]


def generations(rows: Rows, key: Key) -> Generations:
    """Return what a forgotten measurement, an outdated account or a stored entry changes."""
    return (
        rows.get(_GENERATION + key.measurement),
        rows.get(_GENERATION + key.view),
        rows.get(key.digest),
    )


def place(
    rows: Rows, folder: Folder, key: Key, draft: Draft, row: Row, since: Generations
) -> list[Path] | None:
    """Put a written file in the place of what is stored under its key.

    Returns the files it replaces. None, and nothing is stored, if the measurement was
    forgotten `since` or may be changing now: then the file may hold what was true before. The
    same holds if another reader has stored the artefact `since`: it did not wait for this one,
    and may have what is newer.
    """
    current = generations(rows, key)
    if current[:2] != since[:2] or _time_in_row(current[0], "unsettled_until") > time.time():
        return None
    if current[2] not in (None, since[2]):
        return None
    replaced = _row_of(rows, key.digest)
    path = folder.entries / row.file
    draft.move(path)
    rows.put(key.digest, row.write())
    return [] if replaced is None else [folder.entries / replaced.file]


def entry_keys(rows: Rows) -> list[str]:
    """List the keys of the entries, the oldest first."""
    return [key for key in rows.keys() if not key.startswith(_GENERATION)]  # noqa: SIM118


def evict(rows: Rows, folder: Folder, max_bytes: int) -> list[Path]:
    """Drop the oldest entries until the rest is within a size. The newest stays in any case."""
    excess = rows.total_size() - max_bytes
    evicted: list[Path] = []
    for key in entry_keys(rows)[:-1] if excess > 0 else ():
        row = _row_of(rows, key)
        rows.delete(key)
        if row is not None:
            evicted.append(folder.entries / row.file)
            excess -= row.size
        if excess <= 0:
            break
    return evicted


def confirm(rows: Rows, entry: Entry) -> None:
    """Store the new time of an entry, unless it was replaced or deleted meanwhile."""
    row = _row_of(rows, entry.key.digest)
    if row is not None and row.file == entry.path.name:
        rows.put(entry.key.digest, evolve(row, stored_at=entry.stored_at).write())


def drop(rows: Rows, key: Key, seen: str) -> None:
    """Drop a row that its file contradicts, unless it has changed meanwhile."""
    if rows.get(key.digest) == seen:
        rows.delete(key.digest)


def drop_entry(rows: Rows, entry: Entry) -> None:
    """Drop the row of an entry, unless another file has taken its place."""
    row = _row_of(rows, entry.key.digest)
    if row is not None and row.file == entry.path.name:
        rows.delete(entry.key.digest)


def forget(rows: Rows, folder: Folder, measurement: str, *, settled: bool) -> list[Path]:
    """Drop all of a measurement, and stop downloads under way from being stored.

    Unless the change is `settled`, later downloads are not stored either for a time: they
    may still bring what was true before it.
    """
    until = 0.0 if settled else time.time() + _UNSETTLED_SECONDS
    _put_generation(rows, measurement, _GENERATION_SECONDS, unsettled_until=until)
    paths = folder.entry_paths(measurement)
    for path in paths:
        rows.delete(_key_of(path))
    return paths


def outdate(rows: Rows, view: str) -> None:
    """Make all that an account has stored stale, and stop downloads from being stored."""
    # It stays, because entries may be kept without a time limit.
    _put_generation(rows, view, None, outdated_at=time.time())


def look_up(rows: Rows, key: Key) -> tuple[str | None, float]:
    """Read the row of a key, and when all entries of its account were made stale (0 for never)."""
    text = rows.get(key.digest)
    return text, 0.0 if text is None else _time_in_row(
        rows.get(_GENERATION + key.view), "outdated_at"
    )


def clear(rows: Rows, folder: Folder) -> list[Path]:
    """Drop all rows and unfinished files."""
    for key in entry_keys(rows):
        rows.delete(key)
    folder.sweep_partial(also_written=True)
    return folder.entry_paths()


def sweep(rows: Rows, folder: Folder, keep: str, ttl: float | None) -> list[Path]:
    """Drop the rows older than a time to live but one, and what killed processes left behind."""
    rows.expire()
    folder.sweep_partial()
    kept: set[str] = set()
    for key in rows.keys():  # noqa: SIM118 - not a mapping
        row = _row_of(rows, key)
        if row is None:
            continue
        if key != keep and is_expired(row, ttl):
            rows.delete(key)
        else:
            kept.add(row.file)
    return [path for path in folder.entry_paths() if path.name not in kept]


def is_expired(row: Row, ttl: float | None) -> bool:
    """Tell whether an entry is older than a time to live."""
    # Also if it is from the future: a clock that was set back must not keep it for years.
    return ttl is not None and not abs(time.time() - row.stored_at) < ttl


def _put_generation(rows: Rows, name: str, expire: float | None, **moments: float) -> None:
    text = json.dumps({"generation": secrets.token_hex(8), **moments})
    rows.put(_GENERATION + name, text, expire=expire)


def _time_in_row(text: str | None, name: str) -> float:
    """Read a moment of a generation's row; one that is not ours has none."""
    try:
        return float(json.loads(text or "{}").get(name, 0.0))
    except (ValueError, TypeError, AttributeError):
        return 0.0


def _key_of(path: Path) -> str:
    return path.name.rsplit(".", 2)[0]


def _row_of(rows: Rows, key: str) -> Row | None:
    text = rows.get(key)
    return None if text is None else Row.read(key, text)
