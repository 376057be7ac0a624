"""The journal of a folder: which file is stored as what, so that a second run goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Lock
from typing import Any, Final

from attrs import asdict, frozen

from ionworks.errors import ConfigurationError

__all__ = ["JOURNAL", "Journal", "Stored"]

JOURNAL: Final = "ionworks-journal.jsonl"


@frozen
class Stored:
    """What is stored of a file.

    Attributes
    ----------
    file : str
        Its path in the folder.
    measurement_id : str
        The measurement that has its rows.
    size : int
        Bytes of the file that were read.
    sha256 : str
        Digest of these bytes.
    rows : int
        Rows that are stored.
    rows_sha256 : str
        Digest of these rows.
    """

    file: str
    measurement_id: str
    size: int
    sha256: str
    rows: int
    rows_sha256: str


class Journal:
    """A file with one line for each thing that was done. The last line about a file counts.

    Lines are only added, each at once, so that a program that is killed leaves at most a last line
    without its end, which is not read.

    Parameters
    ----------
    path : pathlib.Path
        Where it is, or will be.

    Raises
    ------
    ConfigurationError
        There is another kind of file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._stored: dict[str, Stored] = {}
        data = path.read_bytes() if path.exists() else b""
        if data and not data.startswith(b"{"):
            raise ConfigurationError(
                f"{path} is not a journal of uploads; give another place as `journal`"
            )
        for line in data.split(b"\n")[:-1]:
            if (stored := _read(line)) is not None:
                self._stored[stored.file] = stored

    def get(self, file: str) -> Stored | None:
        """Return what is stored of a file, as far as the journal knows."""
        return self._stored.get(file)

    def add(self, stored: Stored) -> None:
        """Write what is stored of a file, if it is news."""
        with self._lock:
            if self._stored.get(stored.file) == stored:
                return
            line = json.dumps(asdict(stored), ensure_ascii=False).encode() + b"\n"
            with self.path.open("a+b") as file:
                end = file.seek(0, os.SEEK_END)
                if end:  # a line that was not written to its end stays alone
                    file.seek(end - 1)
                    if file.read(1) != b"\n":
                        line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            self._stored[stored.file] = stored

    def require_writable(self) -> None:
        """Refuse a journal that cannot be written, before anything is done.

        Raises
        ------
        ConfigurationError
            The message says how to choose another place.
        """
        try:
            with self.path.open("ab"):
                pass
        except OSError as problem:
            raise ConfigurationError(
                f"the journal {self.path} cannot be written ({problem.strerror}); give another "
                "place as `journal`"
            ) from problem


def _read(line: bytes) -> Stored | None:
    """Read a line; None for one that was not written to its end."""
    try:
        fields: Any = json.loads(line)
        return Stored(**fields)
    except (ValueError, TypeError):
        return None
