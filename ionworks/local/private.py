"""Private files and folders: how they are created, written and read.

Other users of the machine may have put something in their place: a link, a pipe, a device, a
file of their own. Nothing of that is followed, waited for or believed.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from ionworks.errors import ConfigurationError

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600

_POSIX: Final = os.name == "posix"
_OTHERS: Final = 0o077
_OTHERS_MAY_WRITE: Final = 0o022
# Opening a pipe must not block, and links must not be followed. Windows has neither flag.
_NO_WAITING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)


def make_folder(folder: Path) -> None:
    """Create a folder that only this user can enter, and its parents; it may exist."""
    if not folder.is_dir():
        if folder != folder.parent:  # a disk that is not there has none above it
            make_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=FOLDER_MODE)


def close_folder(folder: Path) -> None:
    """Close a folder of the platform to other users.

    If it was open to them, what is in it is closed as well. Call it only for a folder that is
    known to be the platform's.

    Raises
    ------
    ConfigurationError
        The folder, or something in it, belongs to another user.
    """
    if not _POSIX:
        return  # there, the folders of a user are closed by the access list that they inherit
    if not _taken_from_others(folder, FOLDER_MODE):
        return
    for place, folders, files in os.walk(folder):
        for name in folders:
            _taken_from_others(Path(place, name), FOLDER_MODE)
        for name in files:
            _taken_from_others(Path(place, name), FILE_MODE)


def _taken_from_others(path: Path, mode: int) -> bool:
    """Close a file or folder to others, and tell whether it was open to them."""
    state = path.lstat()
    if state.st_uid != os.geteuid():
        raise ConfigurationError(
            f"{path} belongs to another user (uid {state.st_uid}), who could change what the "
            "platform stores. Use another folder, or make this one yours (chown)."
        )
    if stat.S_ISLNK(state.st_mode) or not state.st_mode & _OTHERS:
        return False
    path.chmod(mode)
    return True


def refuse_planted(path: Path) -> None:
    """Refuse anything else in the place of a file of the platform; the file may be missing.

    Raises
    ------
    ConfigurationError
        It is not a regular file, or belongs to another user.
    """
    try:
        state = path.lstat()
    except FileNotFoundError:
        return
    problem = _problem(state, state.st_size, named=False)
    if problem is not None:
        raise ConfigurationError(_refusal(path, problem))


def make_file(path: Path) -> None:
    """Create an empty file that only this user can read; an existing one stays unchanged."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading, and nothing else: a pipe or a device would be read without end.

    Raises
    ------
    OSError
        It is no regular file, nor a link to one, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | _NO_WAITING)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
    return os.fdopen(handle, "rb")


def create(path: Path) -> BinaryIO:
    """Create a file that only this user can read, and open it for writing; it must be new."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, FILE_MODE), "wb")


def write(path: Path, text: str) -> None:
    """Write a file that only this user can read, completely or not at all, and sync it.

    Only the platform that holds the folder does so: a draft that is there was left by a crash.
    """
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with create(draft) as file:
        file.write(text.encode())
        sync(file)
    draft.replace(path)
    sync_folder(path.parent)


def sync(file: BinaryIO) -> None:
    """Wait until the bytes of a file are on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if not _POSIX:
        return  # Windows opens no folder
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path, most: int, *, named: bool = False) -> bytes | None:
    """Return the content of a file that only this user can have written.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        The largest size in bytes.
    named : bool, optional
        Whether the user named the file. Such a file may be a link and may belong to the
        administrator, as the secrets of containers do.

    Returns
    -------
    bytes or None
        None when there is no such file.

    Raises
    ------
    ConfigurationError
        It is not a regular file, or is a link, belongs to another user, can be written by others,
        is too large or cannot be read.
    """
    flags = os.O_RDONLY | _NO_WAITING | (0 if named else _NO_LINKS)
    try:
        if not named and path.is_symlink():
            raise ConfigurationError(_refusal(path, "is a link"))
        handle = os.open(path, flags)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigurationError(
            _refusal(path, f"cannot be read ({error.strerror})", named)
        ) from error
    try:
        problem = _problem(os.fstat(handle), most, named)
        if problem is not None:
            raise ConfigurationError(_refusal(path, problem, named))
        content = os.read(handle, most + 1)
    finally:
        os.close(handle)
    if len(content) > most:  # it grew, or its size is not what it says
        raise ConfigurationError(_refusal(path, f"has more than {most} bytes", named))
    return content


def _problem(state: os.stat_result, most: int, named: bool) -> str | None:
    if not stat.S_ISREG(state.st_mode):
        return "is no regular file"
    if _POSIX:
        owners = {os.geteuid(), 0} if named else {os.geteuid()}
        if state.st_uid not in owners:
            return f"belongs to another user (uid {state.st_uid})"
        if state.st_mode & _OTHERS_MAY_WRITE:
            return "can be written by other users"
    return f"has more than {most} bytes" if state.st_size > most else None


def _refusal(path: Path, problem: str, named: bool = False) -> str:
    advice = (
        "Name a file that only you can write."
        if named
        else "It is not what the platform writes; see who put it there, and remove it."
    )
    return f"{path} {problem}, so it is not used. {advice}"
