"""The journal of a folder: which file is stored as what, so that a second run goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict, frozen
from filelock import FileLock, Timeout

from ionworks._io.replacing import replacing
from ionworks.errors import ConfigurationError, FolderInUseError

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks

__all__ = ["JOURNAL", "Journal", "Stored"]

JOURNAL: Final = "ionworks-journal.jsonl"
_WAIT: Final = 0.2  # seconds between two tries
_TRIES: Final = 50
_MANY: Final = 10_000  # lines


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

    Lines are added, each at once, so that a program that is killed leaves at most a last line
    without its end, which is not read. Whoever adds lines holds a lock beside it, which ends with
    the program. Lines that do not count any more are left out when there are many.

    Parameters
    ----------
    path : pathlib.Path
        Where it is, or will be.

    Attributes
    ----------
    version : int
        Another number after each change.

    Raises
    ------
    ConfigurationError
        There is another kind of file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._adding = Lock()
        self._stored: dict[str, Stored] = {}
        self._file = 0  # its number: after a shortening it is another one
        self._read = 0  # bytes of whole lines that were read
        self._lines = 0
        self.version = 0
        self.refresh()

    def refresh(self) -> None:
        """Read what others have added.

        Raises
        ------
        ConfigurationError
            This is another kind of file.
        """
        if self.path.exists() and not self.path.is_file():
            raise self._no_journal()
        number, size = 0, 0
        if self.path.exists():
            found = self.path.stat()
            number, size = found.st_ino, found.st_size
        if size < self._read or number != self._file:  # somebody has shortened or deleted it
            self._read, self._lines = 0, 0
        elif size == self._read:
            return
        self._file, before = number, self._stored
        self._stored = {} if self._read == 0 else dict(before)
        data = b""
        if size:
            with self.path.open("rb") as file:
                if file.read(1) != b"{":
                    raise self._no_journal()
                file.seek(self._read)
                data = file.read()
        end = data.rfind(b"\n") + 1
        self._read += end
        for line in data[:end].split(b"\n"):
            if (stored := _parsed(line)) is not None:
                self._stored[stored.file] = stored
                self._lines += 1
        self.version += self._stored != before

    def _no_journal(self) -> ConfigurationError:
        return ConfigurationError(
            f"{self.path} is not a journal of uploads; give another place as `journal`"
        )

    def get(self, file: str) -> Stored | None:
        """Return what is stored of a file, as far as the journal knows."""
        return self._stored.get(file)

    def add(self, stored: Stored) -> None:
        """Write what is stored of a file, if it is news."""
        with self._adding:
            if self._stored.get(stored.file) == stored:
                return
            line = _line(stored)
            with self.path.open("a+b") as file:
                end = file.seek(0, os.SEEK_END)
                if end:  # a line that was not written to its end stays alone
                    file.seek(end - 1)
                    if file.read(1) != b"\n":
                        line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
                if self._read == end:
                    self._read += len(line)
                    self._lines += 1
            self._stored[stored.file] = stored
            self.version += 1

    async def lock(self, client: AsyncIonworks) -> Callable[[], None]:
        """Let no other program upload the files of this folder, and return what ends that.

        What others have added is read then. One that works here is waited for, some seconds long.

        Raises
        ------
        FolderInUseError
            It still works then.
        ConfigurationError
            The journal cannot be written. The message says how to choose another place.
        """
        backend = client._runtime.backend
        await backend.run_in_thread(self.require_writable)
        place = self.path.with_name(f".{self.path.name}.lock")
        lock = FileLock(place, thread_local=False)
        for left in reversed(range(_TRIES)):
            try:
                await backend.run_in_thread(partial(lock.acquire, blocking=False))
                break
            except Timeout:
                if not left:
                    raise FolderInUseError(
                        f"another program uploads the files of this folder: it holds {place}; "
                        "wait until it has ended"
                    ) from None
            except NotImplementedError:  # the file system knows no locks
                return lambda: None
            await backend.sleep(_WAIT)
        try:
            await backend.run_in_thread(self.refresh)
            if self._lines > max(_MANY, 10 * len(self._stored)):
                await backend.run_in_thread(self._shorten)
        except BaseException:
            lock.release()
            raise
        return lock.release

    def _shorten(self) -> None:
        """Keep the last line about each file."""
        with replacing(self.path) as file:
            file.writelines(map(_line, self._stored.values()))
        self.refresh()

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


def _line(stored: Stored) -> bytes:
    return json.dumps(asdict(stored), ensure_ascii=False).encode() + b"\n"


def _parsed(line: bytes) -> Stored | None:
    """Read a line; None for one that was not written to its end."""
    try:
        fields: Any = json.loads(line)
        return Stored(**fields)
    except (ValueError, TypeError):
        return None
