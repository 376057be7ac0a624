"""The lock of a data folder: who holds it serves the folder."""

from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

LOCK_FILE: Final = "serving.lock"
_MOMENT: Final = 0.5  # seconds, many times what a look at the lock takes


def hold(data: Path) -> FileLock:
    """Take the lock of a folder.

    Raises
    ------
    Timeout
        Another platform has it.
    """
    lock = FileLock(data / LOCK_FILE, mode=0o600, thread_local=False)
    lock.acquire(timeout=_MOMENT)  # not at once: somebody may be looking
    return lock


def is_held(data: Path) -> bool:
    """Tell whether a platform serves a folder, or is about to."""
    if not (data / LOCK_FILE).exists():
        return False
    lock = FileLock(data / LOCK_FILE, mode=0o600, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False
