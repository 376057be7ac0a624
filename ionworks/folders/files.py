"""The files of a folder: which are looked at, and what is read from one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from ionworks.errors import FileFormatError
from ionworks.readers import ReadResult, read
from ionworks.readers.folders import obstacle, unfit
from ionworks.readers.vendors import SUFFIXES

__all__ = [
    "Content",
    "content_of",
    "digest_of_bytes",
    "open_file",
    "read_content",
    "require_folder",
    "whole_lines",
]

_BINARY: Final = (b"\x1f\x8b", b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


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
    """Refuse a path that is not a folder.

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
    if why := unfit(os.fstat(handle).st_mode, is_link=False):
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
