"""Files that appear completely or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(target: Path, *, overwrite: bool = True) -> Iterator[BinaryIO]:
    """Write a file beside its target and rename it when it is whole.

    What was in the target stays until then, and stays for good when writing fails. A file that is
    replaced leaves its permissions to the new one. A link is replaced, not followed.

    Parameters
    ----------
    target : pathlib.Path
        The file to write.
    overwrite : bool, default True
        False refuses a target that is there, also one that appears in the meantime.

    Raises
    ------
    FileExistsError
        The target is there and may not be replaced.
    OSError
        The target is a folder, or something else that is not a file.
    """
    mode = _mode_of(target)
    if not overwrite:
        refuse_existing(target)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    # A new file gets the usual permissions, which temporary files do not have.
    try:
        handle = os.open(part, flags, 0o666 if mode is None else 0o600)
    except FileNotFoundError:
        raise FileNotFoundError(
            errno.ENOENT, "there is no such folder", os.fspath(target.parent)
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                part.chmod(mode)
            yield file
        if overwrite:
            part.replace(target)
        else:
            _place(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def refuse_existing(target: Path) -> None:
    """Check that a name is free.

    Raises
    ------
    FileExistsError
        A file, a folder or a link has it.
    """
    if os.path.lexists(target):
        raise FileExistsError(f"{target} exists already; pass overwrite=True to replace it")


def _mode_of(target: Path) -> int | None:
    """Return the permissions of the file that is there; None if there is none, or a link."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{target} is a folder; give the name of a file in it")
    if stat.S_ISLNK(mode):
        return None
    if not stat.S_ISREG(mode):
        raise OSError(f"{target} is no regular file, so it cannot be replaced by one")
    return stat.S_IMODE(mode) & 0o777


def _place(part: Path, target: Path) -> None:
    """Give a file its name, unless the name was taken in the meantime."""
    try:
        target.hardlink_to(part)  # which, unlike a rename, replaces nothing
    except FileExistsError:
        refuse_existing(target)
        raise
    except OSError:  # a file system without hard links
        refuse_existing(target)
        part.rename(target)
    else:
        part.unlink()
