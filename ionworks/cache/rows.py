"""What the cache keeps: its keys, and what the index says about each file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from typing import TYPE_CHECKING

from attrs import asdict, field, frozen
from attrs.validators import instance_of, optional

if TYPE_CHECKING:
    from pathlib import Path


# The name of a file: digest of the measurement, digest of the artefact, a number used once.
ENTRY_NAME = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{16}\.[0-9a-f]{16}\.(?:parquet|file)")
# Marks of the files that this process has hashed.
_hashed: dict[Path, list[int]] = {}
_MOST_HASHED = 10_000


def _digest(*parts: str, length: int) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:length]


def measurement_digest(service: str, account: str, measurement_id: str) -> str:
    """Return the part of a key's digest that all artefacts of a measurement share."""
    return _digest(service, account, measurement_id, length=32)


def view_digest(service: str, account: str) -> str:
    """Return the digest of all that a service shows to an account."""
    return _digest(service, account, length=32)


@frozen
class Key:
    """What an entry is the answer to.

    Parameters
    ----------
    service : str
        Address of the service.
    account : str
        Whose view it is: an organization, or a digest of the credential, never the
        credential itself.
    measurement_id : str
        Id of the measurement.
    artefact : str
        ``"time_series"``, ``"steps"``, ``"cycles"``, ``"steps_and_cycles"`` or
        ``"file:<name>"``.
    """

    service: str
    account: str
    measurement_id: str
    artefact: str

    @property
    def measurement(self) -> str:
        """Digest of the measurement that this is a part of."""
        return measurement_digest(self.service, self.account, self.measurement_id)

    @property
    def view(self) -> str:
        """Digest of all that the service shows to the account."""
        return view_digest(self.service, self.account)

    @property
    def digest(self) -> str:
        """Name of this key in the index and of its files."""
        return f"{self.measurement}.{_digest(self.artefact, length=16)}"

    @property
    def slot(self) -> str:
        """Which of a bounded number of locks it has. Few other keys have the same."""
        return f"{self.measurement[:2]}{self.digest[-1]}"

    @property
    def suffix(self) -> str:
        """Ending of its files."""
        return ".file" if self.artefact.startswith("file:") else ".parquet"


@frozen
class Entry:
    """A stored artefact, found whole.

    Parameters
    ----------
    key : Key
        What it is.
    path : pathlib.Path
        The file. It is never written again, but another process may delete it at any time
        (eviction, `forget`, a newer version): opening it may raise FileNotFoundError, which
        is a miss. A file that is open stays readable.
    size : int
        Length in bytes.
    etag : str or None
        Version that the service gave to it.
    stored_at : float
        When it was stored or last confirmed, seconds since the epoch.
    stale : bool
        Whether it is older than the time to live.
    """

    key: Key
    path: Path
    size: int
    etag: str | None
    stored_at: float
    stale: bool


@frozen
class Row:
    """What the index says about an entry."""

    file: str = field(validator=instance_of(str))
    size: int = field(validator=instance_of(int))
    sha256: str = field(validator=instance_of(str))
    etag: str | None = field(validator=optional(instance_of(str)))
    stored_at: float = field(validator=instance_of((int, float)))

    @classmethod
    def read(cls, key: str, text: str) -> Row | None:
        """Read a row; None if it is not one of this key."""
        try:
            row = cls(**json.loads(text))
        except (ValueError, TypeError):
            return None
        # Its own key begins the name, so a row cannot pass off another file as its own.
        named = row.file.startswith(f"{key}.") and ENTRY_NAME.fullmatch(row.file)
        return row if named else None

    def write(self) -> str:
        """Return the row as text."""
        return json.dumps(asdict(self))


def mark_of(found: os.stat_result) -> list[int]:
    """Tell a file apart from what it was before any change.

    Every write, truncation or replacement sets the change time, and no program can set it
    back.
    """
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def sha256_of(path: Path) -> str:
    """Hash a file, not following a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_sound(path: Path, row: Row) -> bool:
    """Tell whether a file holds what its row says.

    Each process hashes a file when it reads it first, and again when its mark has changed. A disk
    that loses a bit changes no mark, so what other processes found is no proof; to hash at every
    read would take about as long as the read.

    Raises
    ------
    OSError
        The file is there and cannot be read.
    """
    known = _hashed.pop(path, None)
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != row.size:
            return False
        mark = mark_of(found)
        if mark != known and sha256_of(path) != row.sha256:
            return False
    except FileNotFoundError:
        return False
    while len(_hashed) >= _MOST_HASHED:
        _hashed.pop(next(iter(_hashed), path), None)
    _hashed[path] = mark
    return True
