"""The object store: a folder of files, each written whole or not at all."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from ionworks.local import layout, private
from ionworks.local.folders import INCOMING, LOST, OBJECTS
from ionworks.local.stored import Stored, measure

_KEY: Final = re.compile(rf"{layout.SEGMENT}(?:/{layout.SEGMENT})*")
_DRAFT: Final = re.compile(r"[0-9a-f]{32}")  # as `uuid4().hex` writes it

# The mode says whether an object was confirmed, for when the database is older than the object.
_AWAITED: Final = 0o400
_CONFIRMED: Final = private.FILE_MODE


class ObjectStore:
    """Objects by key, such as ``measurements/<id>/1/time_series.parquet``.

    Links are not followed, and only files with names of the platform are changed or removed.

    Parameters
    ----------
    folder : Path
        The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._objects = folder / OBJECTS
        self._incoming = folder / INCOMING
        for place in (self._objects, self._incoming):
            private.make_folder(place)

    def remove_drafts(self) -> None:
        """Remove the drafts that an earlier process left."""
        for path in self._incoming.iterdir():
            if _DRAFT.fullmatch(path.name) and layout.is_regular(path):
                path.unlink()

    def path(self, key: str) -> Path:
        """Return where an object lies; it need not exist.

        Raises
        ------
        ValueError
            The key could lead out of the folder.
        FileNotFoundError
            A link stands where the object, or a folder of it, should be.
        """
        if not _KEY.fullmatch(key):
            raise ValueError(f"not an object key: {key!r}")
        path = self._objects
        for part in key.split("/"):
            path = path / part
            if path.is_symlink():
                raise FileNotFoundError(f"{path} is a link, which is not followed")
        return path

    def size(self, key: str) -> int | None:
        """Return the size of an object in bytes, None when it is not there."""
        with suppress(FileNotFoundError, NotADirectoryError):
            found = self.path(key).lstat()
            return found.st_size if stat.S_ISREG(found.st_mode) else None
        return None

    def keys(self) -> Iterator[str]:
        """Walk the keys of all objects."""
        return layout.keys_in(self._objects)

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """Give a place to write an object at; what is not kept is removed."""
        path = self._incoming / uuid4().hex
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Path, key: str) -> None:
        """Make a written draft the object of a key that a record names, in one step."""
        self._place(draft, key, _CONFIRMED)

    def keep_unconfirmed(self, draft: Path, key: str) -> None:
        """Make a written draft the object of a key, until `confirm` says that a record names it."""
        self._place(draft, key, _AWAITED)

    def _place(self, draft: Path, key: str, mode: int) -> None:
        path = self.path(key)
        private.make_folder(path.parent)
        _set_mode(draft, mode)
        draft.replace(path)

    def write(self, key: str, fill: Callable[[Path], object]) -> Stored:
        """Store what a function writes to the path that it is given; return its digest."""
        with self.draft() as draft:
            fill(draft)
            stored = measure(draft)
            with draft.open("rb") as file:
                private.sync(file)
            self.keep(draft, key)
        return stored

    def confirm(self, keys: Iterable[str]) -> None:
        """Mark objects as named by a record; missing ones are skipped."""
        for key in keys:
            with suppress(FileNotFoundError):
                _set_mode(self.path(key), _CONFIRMED)

    def is_confirmed(self, key: str) -> bool:
        """Tell whether an object was confirmed, or may have been."""
        return stat.S_IMODE(self.path(key).lstat().st_mode) != _AWAITED

    def remove(self, prefix: str) -> None:
        """Remove an object, or all below a prefix; missing ones are skipped."""
        with suppress(FileNotFoundError):
            path = self.path(prefix)
            if not path.is_dir():
                path.unlink()
                return
            for key in layout.keys_in(self._objects, prefix):
                (self._objects / key).unlink(missing_ok=True)
            self._prune(path)

    def set_aside(self, keys: Iterable[str], moment: str) -> Path:
        """Move objects to a folder of their own in ``lost+found``.

        Parameters
        ----------
        keys : iterable of str
            Of the objects.
        moment : str
            The first part of the name of the folder.

        Returns
        -------
        Path
            The folder, in which the objects have the same keys.

        Raises
        ------
        OSError
            An object cannot be moved; it stays where it is.
        """
        if (self._folder / LOST).is_symlink():
            raise FileExistsError(f"{self._folder / LOST} is a link, which is not followed")
        place = _new_folder(self._folder / LOST, moment)
        for key in keys:
            target = place / OBJECTS / key
            private.make_folder(target.parent)
            self.path(key).rename(target)
        return place

    def prune(self) -> None:
        """Remove empty folders of objects."""
        self._prune(self._objects)

    def _prune(self, top: Path) -> None:
        for folder, _, _ in os.walk(top, topdown=False):
            path = Path(folder)
            if layout.is_folder(path.relative_to(self._objects).as_posix()):
                with suppress(OSError):  # it is not empty
                    path.rmdir()


def _set_mode(path: Path, mode: int) -> None:
    if os.name == "posix":  # elsewhere a file that may only be read could not be replaced
        with suppress(PermissionError):  # not every file system keeps modes
            path.chmod(mode)


def _new_folder(parent: Path, name: str) -> Path:
    private.make_folder(parent)
    number = 1
    while True:
        path = parent / (name if number == 1 else f"{name}-{number}")
        try:
            path.mkdir(mode=private.FOLDER_MODE)
        except FileExistsError:
            number += 1
        else:
            return path
