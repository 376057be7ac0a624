"""Sizes and SHA-256 digests of stored objects.

A digest is taken when an object is stored. Each later read compares the two, so
that a fault of the disk is noticed before the bytes are used.
"""

import hashlib
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

from attrs import frozen
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from ionworks.local import private
from ionworks.local.errors import Refusal
from ionworks.local.schema import objects

_MOST_HASHED: Final = 10_000
_CHUNK: Final = 1 << 20


@frozen
class Stored:
    """The state of an object when it was stored.

    Attributes
    ----------
    sha256 : str
        Digest of its bytes, in hexadecimal.
    size : int
        Length in bytes.
    """

    sha256: str
    size: int


class DamagedError(Exception):
    """The bytes of an object are not those that were stored."""


def measure(path: Path, copy: BinaryIO | None = None) -> Stored:
    """Read a file, and return its digest and its size.

    Parameters
    ----------
    path : Path
        The file.
    copy : file, optional
        Takes what is read.
    """
    digest, size = hashlib.sha256(), 0
    with private.open_regular(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if copy is not None:
                copy.write(chunk)
    return Stored(digest.hexdigest(), size)


def record(connection: Connection, key: str, stored: Stored) -> None:
    """Note what was stored under a key; an earlier note is replaced."""
    values = {"sha256": stored.sha256, "size_bytes": stored.size}
    connection.execute(
        insert(objects)
        .values(object_key=key, **values)
        .on_conflict_do_update(index_elements=["object_key"], set_=values)
    )


def find(connection: Connection, key: str) -> Stored | None:
    """Return the note of an object; None if it was stored by a version without digests."""
    table = objects.c
    row = connection.execute(
        select(table.sha256, table.size_bytes).where(table.object_key == key)
    ).first()
    return None if row is None else Stored(*row)


def forget(connection: Connection, prefix: str) -> None:
    """Delete the notes of an object, or of all below a prefix."""
    key = objects.c.object_key
    below = (key > f"{prefix}/") & (key < f"{prefix}0")  # "0" follows "/"
    connection.execute(delete(objects).where((key == prefix) | below))


class Inspector:
    """Compares objects on the disk with what was stored.

    A file is hashed when it is first read, and again after it was written. Threads share
    an inspector.
    """

    def __init__(self) -> None:
        self._hashed: dict[Path, tuple[str, tuple[int, ...]]] = {}
        self._lock = Lock()

    def check(self, path: Path, stored: Stored | None) -> None:
        """Check that an object is still what was stored.

        Parameters
        ----------
        path : Path
            Where it lies.
        stored : Stored, optional
            What was noted of it; without a note there is nothing to compare.

        Raises
        ------
        DamagedError
            It is not.
        FileNotFoundError
            There is no such object.
        """
        if stored is None:
            return
        found = path.stat()
        state = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        sound = (stored.sha256, state)
        with self._lock:
            known = self._hashed.pop(path, None)
        if known != sound and measure(path) != stored:
            raise DamagedError
        with self._lock:  # the one that was looked at last comes last
            self._hashed.pop(path, None)
            while len(self._hashed) >= _MOST_HASHED:
                del self._hashed[next(iter(self._hashed))]
            self._hashed[path] = sound


def damaged() -> Refusal:
    """Return the refusal to send a damaged object."""
    return Refusal(
        500,
        "DAMAGED_OBJECT",
        "What is stored does not match the SHA-256 that it was stored with; the disk may be "
        "failing. Restore it from a backup, or upload it again.",
    )
