"""The object store: a folder of files, each written whole or not at all."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from ionworks.local.stored import Stored, measure

_SEGMENT: Final = re.compile(r"(?!\.+$)[A-Za-z0-9._-]+")


class ObjectStore:
    """Objects by key, such as ``measurements/<id>/1/time_series.parquet``.

    Parameters
    ----------
    folder : Path
        Made if need be. What an earlier process left half-written is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self._objects = folder / "objects"
        self._incoming = folder / "incoming"
        shutil.rmtree(self._incoming, ignore_errors=True)
        for place in (self._objects, self._incoming):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, key: str) -> Path:
        """Return where an object lies; it need not exist.

        Raises
        ------
        ValueError
            The key could lead out of the folder.
        """
        parts = key.split("/")
        if not all(_SEGMENT.fullmatch(part) for part in parts):
            raise ValueError(f"not an object key: {key!r}")
        return self._objects.joinpath(*parts)

    def size(self, key: str) -> int | None:
        """Return the size of an object in bytes, None when it is not there."""
        path = self.path(key)
        return path.stat().st_size if path.is_file() else None

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """Give a place to write an object at; what is not kept is dropped."""
        path = self._incoming / uuid4().hex
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Path, key: str) -> None:
        """Make a written draft the object of a key, in one step."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path)

    def write(self, key: str, fill: Callable[[Path], object]) -> Stored:
        """Store what a function writes to the path that it is given; return its digest."""
        with self.draft() as draft:
            fill(draft)
            stored = measure(draft)
            with draft.open("rb") as file:
                sync(file)
            self.keep(draft, key)
        return stored

    def remove(self, prefix: str) -> None:
        """Drop an object, or all below a prefix; what is not there is no fault."""
        path = self.path(prefix)
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def sweep(self, wanted: Callable[[str], bool]) -> int:
        """Drop every object that nobody wants.

        Parameters
        ----------
        wanted : callable
            Tells of a key whether to keep its object.

        Returns
        -------
        int
            How many were dropped.
        """
        dropped = 0
        for folder, _, names in os.walk(self._objects, topdown=False):
            for name in names:
                path = Path(folder, name)
                if not wanted(path.relative_to(self._objects).as_posix()):
                    path.unlink(missing_ok=True)
                    dropped += 1
            if folder != str(self._objects) and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return dropped


def sync(file: BinaryIO) -> None:
    """Wait until the bytes of a file are on the disk."""
    file.flush()
    os.fsync(file.fileno())
