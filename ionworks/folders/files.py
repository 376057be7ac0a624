"""The files of a folder: which are looked at, and what is read from one."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from ionworks.errors import FileFormatError
from ionworks.readers import ReadResult, read
from ionworks.readers.vendors import SUFFIXES, UNREADABLE

__all__ = [
    "NO_FILE",
    "Content",
    "content_of",
    "digest_of_bytes",
    "files_below",
    "is_data",
    "obstacle",
    "open_file",
    "read_content",
    "require_folder",
    "whole_lines",
]

NO_FILE: Final = "there is no such file"
_TEXTS: Final = frozenset((".csv", ".txt", ".tsv", ".dat", ".asc", ".mpt"))
_TABLES: Final = frozenset((".parquet", ".xlsx", ".xlsm", ".xlsb", ".xls"))
_NUMBERED: Final = re.compile(r"\.\d{3}")  # Maccor numbers its exports
_BINARY: Final = (b"\x1f\x8b", b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@frozen
class Content:
    """The bytes of a file, or its first ones.

    Attributes
    ----------
    name : str
        Name of the file.
    data : bytes
        What was read of it.
    identity : tuple of int
        Device and number of the file: another file of the same name has other ones.
    """

    name: str
    data: bytes
    identity: tuple[int, int] = (0, 0)

    @property
    def is_text(self) -> bool:
        """Whether it grows line by line."""
        return not self.data.startswith(_BINARY) and Path(self.name).suffix.lower() not in SUFFIXES


def require_folder(folder: Path) -> None:
    """Refuse what is no folder.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, PermissionError
        The message names it.
    """
    if not folder.exists():
        raise FileNotFoundError(f"there is no folder {folder}")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name the folder that it is in")
    os.scandir(folder).close()


def files_below(folder: Path) -> dict[str, str]:
    """List the files of a folder and of those in it; hidden ones are left out.

    Returns
    -------
    dict of str to str
        For each path what keeps it from being read: empty for a file.
    """
    found: dict[str, str] = {}

    def note(problem: OSError) -> None:
        path = Path(problem.filename).relative_to(folder)
        found[f"{_text(path.as_posix())}/"] = f"this folder cannot be read ({problem.strerror})"

    for place, folders, files in os.walk(folder, onerror=note):
        above = Path(place)
        links = [name for name in folders if (above / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links and not name.startswith(".")]
        for name in (*files, *links):
            if not name.startswith("."):
                path = above / name
                file = path.relative_to(folder).as_posix()
                shown = _text(file)
                found[shown] = (
                    obstacle(path) if shown == file else "its name is not valid text; rename it"
                )
    return found


def _text(file: str) -> str:
    """Write bytes of a name that are no text as what they are."""
    return file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def obstacle(path: Path) -> str:
    """Say why a path is not to be opened, as a pipe would wait for ever; empty for a file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "it is a link to nothing" if path.is_symlink() else NO_FILE
    except OSError as problem:
        return f"it cannot be read ({problem.strerror})"
    return _unfit(mode, is_link=path.is_symlink())


def _unfit(mode: int, *, is_link: bool) -> str:
    if stat.S_ISREG(mode):
        return ""
    what = next((name for is_it, name in _KINDS if is_it(mode)), "no file")
    return f"it is a link to {what}" if is_link else f"it is {what}"


def is_data(file: str) -> bool:
    """Tell by its name whether a file may hold a series."""
    name = file.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    known = suffix in _TEXTS or suffix in _TABLES or suffix in SUFFIXES or suffix in UNREADABLE
    return known or _NUMBERED.fullmatch(suffix) is not None


def open_file(path: Path) -> Any:
    """Open a file for reading, without a buffer. What has become a pipe meanwhile is refused.

    Raises
    ------
    FileNotFoundError
        It is gone.
    FileFormatError
        It is no file, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise
    except OSError as problem:
        why = obstacle(path) or f"it cannot be read ({problem.strerror})"
        raise FileFormatError(why) from problem
    file = os.fdopen(handle, "rb", buffering=0)
    if why := _unfit(os.fstat(handle).st_mode, is_link=False):
        file.close()
        raise FileFormatError(why)
    return file


def content_of(path: Path) -> Content:
    """Read the bytes of a file."""
    with open_file(path) as file:
        found = os.fstat(file.fileno())
        return Content(path.name, file.readall(), (found.st_dev, found.st_ino))


def whole_lines(content: Content) -> Content:
    """Leave out a last line of text that has no end yet; other files are whole."""
    if not content.is_text:
        return content
    data = content.data
    if data[:2] == b"\xff\xfe":
        end = _after(data, b"\n\0")
    elif data[:2] == b"\xfe\xff":
        end = _after(data, b"\0\n")
    else:
        end = data.rfind(b"\n") + 1
    return evolve(content, data=data[:end])


def _after(data: bytes, line_end: bytes) -> int:
    """Return the place after the last line end in text of two bytes a letter."""
    place = len(data)
    while (place := data.rfind(line_end, 0, place)) >= 0:
        if place % 2 == 0:
            return place + 2
        place += 1
    return 0


def digest_of_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def read_content(content: Content, options: Mapping[str, Any]) -> ReadResult:
    """Read these bytes as `ionworks.read` reads a file."""
    with tempfile.TemporaryDirectory(prefix="ionworks-") as folder:
        path = Path(folder) / content.name
        path.write_bytes(content.data)
        return read(path, **options)
