"""Compatibility: the names that the companion package `ionworksdata` imports from this one.

It looks tables up by the id of a measurement alone, in a layout of its own: a folder for
each measurement, ``<key>.parquet`` for each table and an empty ``<key>.null`` for a table
that is known not to be there. That layout is kept here, in a subfolder beside the files of
the cache, and reads of this package do not use it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ionworks.cache.folder import make_directory, make_private, remove, warn_once
from ionworks.cache.settings import GLOBAL, get_cache_directory
from ionworks.tables import read_parquet, to_polars, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import polars as pl

_ROOT = "companion-v1"
_FOLDER = re.compile(r"[A-Za-z0-9_-]*_[0-9a-f]{16}")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TABLE = re.compile(r"[A-Za-z0-9_-]+\.(?:parquet|null)")
_FILE = re.compile(r"[A-Za-z0-9_-]+\.(?:parquet|null|[0-9a-f]{16}\.partial)")


def tables_directory() -> Path:
    """Return the folder that the layout is in."""
    return get_cache_directory() / _ROOT


def load_tables(measurement_id: str) -> dict[str, pl.DataFrame | None] | None:
    """Read the tables of a measurement that are stored and not too old.

    Returns
    -------
    dict or None
        By key; a table is None when it is known not to be there. None if the cache is off
        or has nothing.
    """
    if not GLOBAL["enabled"]:
        return None
    tables: dict[str, pl.DataFrame | None] = {}
    for path in _files(_folder_of(get_cache_directory(), measurement_id)):
        if _TABLE.fullmatch(path.name) and _is_fresh(path, GLOBAL["ttl_seconds"]):
            with suppress(Exception):  # damaged, or deleted meanwhile: not stored
                tables[path.stem] = read_parquet(path) if path.suffix == ".parquet" else None
    return tables or None


def save_tables(measurement_id: str, tables: Mapping[str, Any]) -> None:
    """Store tables of a measurement beside those that are there; never raises."""
    if not GLOBAL["enabled"]:
        return
    directory = get_cache_directory()
    try:
        folder = _folder_of(directory, measurement_id)
        make_directory(directory)
        make_private(folder.parent)
        sweep_tables(directory, GLOBAL["ttl_seconds"])
        make_private(folder)
        for key, table in tables.items():
            if _KEY.fullmatch(key):
                _write(folder, key, table)
    except Exception as problem:
        warn_once(directory, problem)


def forget_tables(directory: Path, measurement_id: str) -> None:
    """Delete the tables of a measurement."""
    for path in _files(_folder_of(directory, measurement_id)):
        remove(path)


def sweep_tables(directory: Path, ttl: float | None) -> None:
    """Delete the tables of all measurements that are older than the time to live."""
    for folder in _children(directory / _ROOT):
        if _FOLDER.fullmatch(folder.name):
            for path in _files(folder):
                if not _is_fresh(path, ttl):
                    remove(path)
            with suppress(OSError):  # something is in it
                folder.rmdir()


def clear_tables(directory: Path) -> int:
    """Delete the tables of all measurements; return the number of files."""
    deleted = 0
    for folder in _children(directory / _ROOT):
        if _FOLDER.fullmatch(folder.name):
            deleted += sum(remove(path) for path in _files(folder))
            with suppress(OSError):  # something else is in it
                folder.rmdir()
    return deleted


def _folder_of(directory: Path, measurement_id: str) -> Path:
    readable = re.sub(r"[^A-Za-z0-9_-]", "_", measurement_id)
    digest = hashlib.md5(
        measurement_id.encode(errors="replace"), usedforsecurity=False
    ).hexdigest()[:16]
    return directory / _ROOT / f"{readable}_{digest}"


def _children(folder: Path) -> list[Path]:
    try:
        return [] if folder.is_symlink() else list(folder.iterdir())
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    if not (_is_own(folder.parent, stat.S_ISDIR) and _is_own(folder, stat.S_ISDIR)):
        return []
    files = [path for path in _children(folder) if _FILE.fullmatch(path.name)]
    return [path for path in files if _is_own(path, stat.S_ISREG)]


def _is_own(path: Path, kind: Callable[[int], bool]) -> bool:
    """Tell whether something is what it should be, and nobody else can have put it there."""
    try:
        found = path.lstat()
    except OSError:
        return False
    if not kind(found.st_mode) or (kind is stat.S_ISREG and found.st_nlink != 1):
        return False
    return not hasattr(os, "geteuid") or (
        found.st_uid == os.geteuid() and not found.st_mode & 0o022
    )


def _is_fresh(path: Path, ttl: float | None) -> bool:
    try:
        return ttl is None or abs(time.time() - path.stat().st_mtime) < ttl
    except OSError:
        return False


def _write(folder: Path, key: str, table: Any) -> None:
    import polars as pl

    partial = folder / f"{key}.{secrets.token_hex(8)}.partial"
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            if table is not None:
                write_parquet(table if isinstance(table, pl.DataFrame) else to_polars(table), file)
        kept, dropped = (".null", ".parquet") if table is None else (".parquet", ".null")
        partial.replace(folder / f"{key}{kept}")
        remove(folder / f"{key}{dropped}")
    finally:
        remove(partial)
