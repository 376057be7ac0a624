"""Locks by which several workers share the measurements of a folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zlib import crc32

from filelock import FileLock, Timeout

from ionworks.local import private

CLAIMS: Final = "working"
# A lock for each measurement would leave a file for each. Two of a group only wait for each other.
_GROUPS: Final = 64


class Claims:
    """Gives one worker at a time a measurement of a folder.

    The system gives a lock back when its process ends, however it ends.

    Parameters
    ----------
    data : Path
        The data folder.
    may_work : callable
        Tells whether a worker may begin something now.
    """

    def __init__(self, data: Path, may_work: Callable[[], bool] = lambda: True) -> None:
        self._folder = data / CLAIMS
        self._may_work = may_work
        private.make_folder(self._folder)

    @contextmanager
    def of(self, measurement_id: str) -> Iterator[bool]:
        """Tell whether the measurement is this worker's alone, until the block ends."""
        lock = self._lock(f"{crc32(measurement_id.encode()) % _GROUPS:02}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        try:
            # Asked with the lock held: a platform that starts waits for the lock.
            yield self._may_work()
        finally:
            lock.release()

    def wait(self, timeout: float) -> None:
        """Wait until every other worker has ended what it processes.

        Parameters
        ----------
        timeout : float
            Seconds to wait for each.

        Raises
        ------
        Timeout
            One has not.
        """
        for path in self._folder.glob("*.lock"):
            lock = self._lock(path.name)
            lock.acquire(timeout=timeout)
            lock.release()

    def _lock(self, name: str) -> FileLock:
        path = self._folder / name
        private.refuse_planted(path)
        return FileLock(path, mode=private.FILE_MODE, thread_local=False)
