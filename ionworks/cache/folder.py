"""The part of a cache directory that is the cache's own.

A user may point the cache at a directory that holds other things. So all files are in one
subfolder, which is private, and nothing is touched that is not named like a file of ours.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import time
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ionworks.cache.rows import ENTRY_NAME

if TYPE_CHECKING:
    from ionworks.cache.rows import Key

# Changes with the layout, so that versions of this package do not read each other's files.
_VERSION = 1
_ROOT = f"sdk-v{_VERSION}"
_SUBFOLDERS = ("index", "entries", "partial", "locks")
_PARTIAL = re.compile(r"[0-9a-f]{16}\.partial")
_SLOT_LENGTH = 3
_LAYOUT = re.compile(r"sdk-v(\d+)")
_SET_ASIDE = re.compile(r"[0-9a-f]{16}\.index")
# Where files cannot be locked, age tells: a transfer that is alive writes more often than this,
# since it gives up after minutes of silence.
_ABANDONED_AFTER = 3600.0

# Windows has no locks that end when the file is closed.
fcntl: Any = import_module("fcntl") if os.name == "posix" else None

_warned: dict[Path, object] = {}


class CacheWarning(UserWarning):
    """The cache cannot do its work; reading goes on without it."""


def warn_once(directory: Path, problem: Exception) -> None:
    """Say that a cache directory cannot be used, the first time in this process."""
    mine = object()  # setdefault is atomic, and no lock of it can be left behind by a fork
    if _warned.setdefault(directory, mine) is not mine:
        return
    warnings.warn(
        f"the cache in {str(directory)!r} cannot be used ({problem}); reading goes on without "
        "it. Choose another directory, or switch the cache off",
        CacheWarning,
        stacklevel=3,
    )


def make_private(path: Path) -> None:
    """Make a folder that only this user may enter, or make sure that it is one.

    Raises
    ------
    OSError
        It cannot be made, it is a link, or it belongs to somebody else.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(f"{str(path)!r} is not a folder")
    if not hasattr(os, "geteuid"):
        return
    if found.st_uid != os.geteuid():
        raise PermissionError(f"{str(path)!r} belongs to another user")
    if found.st_mode & 0o077:
        path.chmod(0o700)


def make_directory(directory: Path) -> None:
    """Make the directory that a user chose.

    Where everybody may write, as below ``/tmp``, somebody else may have made it to read
    or to plant data; there it has to be this user's own.
    """
    if not directory.is_dir():
        directory.parent.mkdir(parents=True, exist_ok=True)
        make_private(directory)
    elif directory.parent.stat().st_mode & stat.S_ISVTX:
        make_private(directory)


def remove(path: Path) -> bool:
    """Delete a file and tell whether it was there and is gone."""
    try:
        path.unlink()
    except OSError:  # gone already, or open on a system that keeps open files
        return False
    return True


def _lock(descriptor: int) -> bool | None:
    """Lock an open file until it is closed; None where that is not possible.

    The lock ends with the process, whatever ends it, and is seen by other machines that share
    the folder, neither of which is true of a process id.
    """
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_abandoned(path: Path) -> bool:
    """Tell whether nobody writes a file any more. It may have gone meanwhile (OSError)."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        locked = _lock(descriptor)
        changed = os.fstat(descriptor).st_mtime
    finally:
        os.close(descriptor)
    return locked is True or changed <= time.time() - _ABANDONED_AFTER


@frozen
class Folder:
    """The files of the cache below one directory."""

    directory: Path

    @property
    def root(self) -> Path:
        """Everything below is ours."""
        return self.directory / _ROOT

    @property
    def index(self) -> Path:
        """The database that says which file holds what."""
        return self.root / "index"

    @property
    def entries(self) -> Path:
        """Whole files, never written again."""
        return self.root / "entries"

    @property
    def partial(self) -> Path:
        """Files that are being written."""
        return self.root / "partial"

    @property
    def locks(self) -> Path:
        """Empty files to lock."""
        return self.root / "locks"

    def lock(self, key: Key) -> Path:
        """Return the file that is locked by whoever downloads the artefact of a key."""
        return self.locks / f"{key.slot}.lock"

    def prepare(self) -> None:
        """Make the folders, or make sure that they are safe to use.

        Raises
        ------
        OSError
            They cannot be made, or somebody else could write there.
        """
        make_directory(self.directory)
        make_private(self.root)
        for name in _SUBFOLDERS:
            make_private(self.root / name)

    def new_partial(self, slot: str) -> tuple[int, Path]:
        """Create a file to write into for a key of this slot; return its descriptor and path."""
        path = self.partial / f"{slot}{secrets.token_hex(8)[_SLOT_LENGTH:]}.partial"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o600)
        _lock(descriptor)
        return descriptor, path

    def written(self, slot: str) -> set[tuple[str, int]]:
        """List the files being written for keys of a slot, with their lengths in bytes."""
        found: set[tuple[str, int]] = set()
        with suppress(OSError), os.scandir(self.partial) as files:
            for file in files:
                if file.name.startswith(slot) and _PARTIAL.fullmatch(file.name):
                    with suppress(OSError):  # it is finished
                        found.add((file.name, file.stat(follow_symlinks=False).st_size))
        return found

    def entry_paths(self, measurement: str = "") -> list[Path]:
        """List the entries, of one measurement if its digest is given."""
        try:
            paths = list(self.entries.iterdir())
        except OSError:
            return []
        return [
            path
            for path in paths
            if path.name.startswith(measurement) and ENTRY_NAME.fullmatch(path.name)
        ]

    def sweep_partial(self, *, also_written: bool = False) -> None:
        """Delete what processes left behind that were killed while writing.

        Parameters
        ----------
        also_written : bool, default False
            Also delete files that are being written. Their writers continue in memory.
        """
        for path in list(self.partial.iterdir()):
            with suppress(OSError):
                if _SET_ASIDE.fullmatch(path.name):
                    shutil.rmtree(path)
                elif _PARTIAL.fullmatch(path.name) and (also_written or _is_abandoned(path)):
                    path.unlink()

    def remove_older_layouts(self, unused_since: float) -> None:
        """Delete the folders of earlier versions of this package in which nothing happens.

        Parameters
        ----------
        unused_since : float
            Folders whose entries have changed after this stay, since an installation of that
            version may use them. In seconds since the epoch.
        """
        for path in list(self.directory.iterdir()):
            layout = _LAYOUT.fullmatch(path.name)
            if layout is None or int(layout[1]) >= _VERSION:
                continue
            with suppress(OSError):
                make_private(path)  # it is a folder, and nobody else's
                entries = path / "entries"
                if (entries if entries.exists() else path).lstat().st_mtime < unused_since:
                    shutil.rmtree(path)

    def set_index_aside(self) -> None:
        """Take a damaged index out of the way, database and journal in one step."""
        aside = self.partial / f"{secrets.token_hex(8)}.index"
        self.index.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
        make_private(self.index)
