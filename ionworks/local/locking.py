"""The lock of a data folder: who holds it serves the folder."""

from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from ionworks.local import private

LOCK_FILE: Final = "serving.lock"
_MOMENT: Final = 0.5  # seconds, many times what a look at the lock takes


def hold(data: Path) -> FileLock:
    """Take the lock of a folder.

    Raises
    ------
    Timeout
        Another platform has it.
    ConfigurationError
        Another user has put something in its place.
    """
    lock = _lock(data)
    lock.acquire(timeout=_MOMENT)  # not at once: somebody may be looking
    return lock


def is_held(data: Path) -> bool:
    """Tell whether a platform serves a folder, or is about to.

    Raises
    ------
    ConfigurationError
        Another user has put something in the place of the lock.
    """
    lock = _lock(data)
    if not Path(lock.lock_file).exists():
        return False
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def _lock(data: Path) -> FileLock:
    path = data / LOCK_FILE
    private.refuse_planted(path)
    return FileLock(path, mode=private.FILE_MODE, thread_local=False)
