"""The files of a folder: which may hold a series, and what keeps one from being read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from ionworks.readers.vendors import SUFFIXES, UNREADABLE

__all__ = ["NO_FILE", "files_below", "is_data", "obstacle", "unfit", "without_name"]

NO_FILE: Final = "there is no such file"
_TEXTS: Final = frozenset((".csv", ".txt", ".tsv", ".dat", ".asc", ".mpt"))
_TABLES: Final = frozenset((".parquet", ".xlsx", ".xlsm", ".xlsb", ".xls"))
_NUMBERED: Final = re.compile(r"\.\d{3}")  # Maccor numbers its exports
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


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
    return unfit(mode, is_link=path.is_symlink())


def unfit(mode: int, *, is_link: bool) -> str:
    """Say what a path is, by its mode, if it is no file; empty for a file."""
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


def without_name(text: str, file: str) -> str:
    """Leave the name of a file out of what is wrong with it, where it is said beside it."""
    name = file.replace("\\", "/").rpartition("/")[2]
    for each in (name, name.removesuffix(".gz")):
        if text.startswith(f"{each}: "):
            return text.removeprefix(f"{each}: ")
        if text.startswith(f"{each} "):
            return f"it {text.removeprefix(f'{each} ')}"
    return text
