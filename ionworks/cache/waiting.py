"""Waiting for another reader that downloads the same artefact, for a bounded time."""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING

from ionworks.cache.folder import CacheWarning

if TYPE_CHECKING:
    from ionworks.cache.folder import Folder
    from ionworks.cache.rows import Key


class Patience:
    """How long one read still waits for others that download what it wants.

    Parameters
    ----------
    folder : Folder
        Where they write.
    key : Key
        What is wanted.
    max_wait : float
        Seconds to wait while they write nothing.
    """

    def __init__(self, folder: Folder, key: Key, max_wait: float) -> None:
        self._folder = folder
        self._key = key
        self._max_wait = max_wait
        self._written: set[tuple[str, int]] | None = None
        self._quiet_since = 0.0
        self._is_over = False

    def is_over(self) -> bool:
        """Tell whether to go on without waiting; warns the first time that it says so."""
        if self._is_over:
            return True
        written = self._folder.written(self._key.slot)
        now = time.monotonic()
        if written != self._written:
            self._written, self._quiet_since = written, now
        if now - self._quiet_since < self._max_wait:
            return False
        self._is_over = True
        lock = self._folder.lock(self._key)
        warnings.warn(
            f"another reader has been downloading {self._key.artefact!r} of measurement "
            f"{self._key.measurement_id!r} without progress for {self._max_wait:g} s, so it is "
            f"downloaded here too. The process that hangs has locked {str(lock)!r}; end it if it "
            "does not continue",
            CacheWarning,
            stacklevel=3,
        )
        return True
