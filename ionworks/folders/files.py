"""The files of a folder: which are looked at, and what is read from one."""

from __future__ import annotations

import hashlib
import re
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ionworks.readers import ReadResult, read
from ionworks.readers.vendors import SUFFIXES, UNREADABLE
from ionworks.tables.columns import CURRENT, CYCLE, STEP, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Content",
    "content_of",
    "digest_of_bytes",
    "digest_of_rows",
    "files_below",
    "is_data",
    "read_content",
    "require_folder",
    "whole_lines",
]

_TEXTS: Final = frozenset((".csv", ".txt", ".tsv", ".dat", ".asc", ".mpt"))
_TABLES: Final = frozenset((".parquet", ".xlsx", ".xlsm", ".xlsb", ".xls"))
_NUMBERED: Final = re.compile(r"\.\d{3}")  # Maccor numbers its exports
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
    """

    name: str
    data: bytes

    @property
    def is_text(self) -> bool:
        """Whether it grows line by line."""
        return not self.data.startswith(_BINARY) and Path(self.name).suffix.lower() not in SUFFIXES


def require_folder(folder: Path) -> None:
    """Refuse what is no folder.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        The message names it.
    """
    if not folder.exists():
        raise FileNotFoundError(f"there is no folder {folder}")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name the folder that it is in")


def files_below(folder: Path) -> list[str]:
    """List the files of a folder and of those in it; hidden ones are left out."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)
    )


def is_data(file: str) -> bool:
    """Tell by its name whether a file may hold a series."""
    name = file.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    known = suffix in _TEXTS or suffix in _TABLES or suffix in SUFFIXES or suffix in UNREADABLE
    return known or _NUMBERED.fullmatch(suffix) is not None


def content_of(path: Path) -> Content:
    """Read the bytes of a file."""
    return Content(path.name, path.read_bytes())


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
    return Content(content.name, data[:end])


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


def digest_of_rows(frame: pl.DataFrame) -> str:
    """Return a digest of what a series says: the columns that every reading must agree on."""
    import polars as pl

    digest = hashlib.sha256()
    for column in (TIME, VOLTAGE, CURRENT, STEP, CYCLE):
        if column in frame.columns:
            values = frame[column].cast(pl.Float64, strict=False)
            digest.update(f"{column} {values.len()} {values.null_count()}\n".encode())
            digest.update(array("d", values.fill_null(float("nan")).to_list()).tobytes())
    return digest.hexdigest()


def read_content(content: Content, options: Mapping[str, Any]) -> ReadResult:
    """Read these bytes as `ionworks.read` reads a file."""
    with tempfile.TemporaryDirectory(prefix="ionworks-") as folder:
        path = Path(folder) / content.name
        path.write_bytes(content.data)
        return read(path, **options)
