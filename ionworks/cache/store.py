"""The cache: files of measurements, stored as they were received and found by an index."""

from __future__ import annotations

import atexit
import secrets
import time
from contextlib import nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from attrs import Factory, evolve, field, frozen

from ionworks.cache import changes, companion
from ionworks.cache.folder import Folder, remove, warn_once
from ionworks.cache.rows import Entry, Row, is_sound, measurement_digest, view_digest
from ionworks.cache.waiting import Patience
from ionworks.cache.writer import Draft, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from ionworks.cache.index import Index, Rows
    from ionworks.cache.rows import Key
    from ionworks.cache.settings import CacheSettings

T = TypeVar("T")

# How often a process deletes what has expired while it stores. It does so first after this time,
# so that stale entries that it is about to read can still be confirmed.
_SWEEP_SECONDS = 3600.0
# How long nothing happened in the folder of an earlier version before it is deleted.
_UNUSED_SECONDS = 86_400.0

_indexes: dict[Path, Index] = {}
# The caches that were used since they were last swept, by folder.
_unswept: dict[Path, Cache] = {}


def _index_of(folder: Folder) -> Index:
    from ionworks.cache.index import Index

    # Atomic, and without a lock that a fork could leave locked in the child.
    return _indexes.setdefault(folder.root, Index(folder))


@atexit.register
def _sweep_at_exit() -> None:
    """Sweep for the clients that nobody closed, and close every index."""
    for cache in list(_unswept.values()):
        cache.sweep()
    for index in list(_indexes.values()):
        with suppress(OSError):
            index.close()


@frozen
class Cache:
    """The files of measurements in one directory.

    Safe to use from threads and processes at once, and after a fork. Whatever happens to
    the directory, no method raises: a cache that cannot be read finds nothing, one that
    cannot be written stores nothing, and the first time in a process a `CacheWarning` says so.

    All methods wait for the disk.

    Parameters
    ----------
    settings : CacheSettings
        Where, how long, how much.
    """

    settings: CacheSettings
    _folder: Folder = field(
        default=Factory(lambda self: Folder(self.settings.directory), takes_self=True),
        init=False,
        repr=False,
        eq=False,
    )

    # --- reading ------------------------------------------------------------------------

    def find(self, key: Key) -> Entry | None:
        """Look an artefact up.

        Parameters
        ----------
        key : Key
            What is wanted.

        Returns
        -------
        Entry or None
            The entry, whole and unaltered, but maybe `stale`; None for a miss. A file that
            is not what was stored is deleted.
        """
        if not self.settings.enabled:
            return None
        _unswept[self._folder.root] = self
        try:
            text, outdated_at = _index_of(self._folder).read(partial(changes.look_up, key=key))
            row = None if text is None else self._sound_row(key, text)
        except OSError as problem:
            warn_once(self.settings.directory, problem)
            return None
        if row is None:
            return None
        return Entry(
            key=key,
            path=self._folder.entries / row.file,
            size=row.size,
            etag=row.etag,
            stored_at=row.stored_at,
            stale=changes.is_expired(row, self.settings.ttl) or row.stored_at <= outdated_at,
        )

    def touch(self, entry: Entry) -> Entry:
        """Note that the service has confirmed an entry.

        Parameters
        ----------
        entry : Entry
            One that was found; its etag is still the service's.

        Returns
        -------
        Entry
            The same, fresh.
        """
        fresh = evolve(entry, stored_at=time.time(), stale=False)
        self._write(partial(changes.confirm, entry=fresh))
        return fresh

    def discard(self, entry: Entry) -> None:
        """Delete an entry that turned out to be unreadable.

        Parameters
        ----------
        entry : Entry
            One that was found. A newer one of the same key stays.
        """
        self._write(partial(changes.drop_entry, entry=entry))
        remove(entry.path)

    # --- writing ------------------------------------------------------------------------

    def writer(self, key: Key) -> Writer:
        """Open a file to download an artefact into.

        Parameters
        ----------
        key : Key
            What will be written.

        Returns
        -------
        Writer
            Always one that works: where the cache does not, it writes into memory.
        """
        since: changes.Generations = (None, None, None)
        opened = None
        if self.settings.enabled:
            try:
                index = _index_of(self._folder)
                since = index.read(partial(changes.generations, key=key))
                opened = self._folder.new_partial(key.slot)
            except OSError as problem:
                warn_once(self.settings.directory, problem)
        return Writer(
            Draft(opened, on_failure=partial(warn_once, self.settings.directory)),
            store=partial(self._store, key, since),
        )

    def claim(self, key: Key) -> AbstractContextManager[object] | None:
        """Ask to be the only one to download an artefact, among all threads and processes.

        Parameters
        ----------
        key : Key
            What will be downloaded.

        Returns
        -------
        context manager or None
            Leave it to let others go on; the end of the process does so too, whatever
            ended it. None if somebody else is at it: wait, look the artefact up, ask again,
            for as long as `patience` says. A holder of one claim must not wait for another.
        """
        # What somebody else downloads could not be found while the index is not read.
        if not self.settings.enabled or _index_of(self._folder).is_paused:
            return nullcontext()
        from filelock import FileLock, Timeout

        # A lock file cannot be deleted safely, so keys share a bounded number of them. Two
        # that meet wait for each other without need, which is rare.
        lock = FileLock(
            self._folder.lock(key),
            mode=0o600,
            thread_local=False,  # a pool may give it back in another thread
        )
        try:
            self._folder.prepare()
            return lock.acquire(blocking=False)
        except Timeout:
            return None
        except OSError as problem:
            warn_once(self.settings.directory, problem)
            return nullcontext()

    def patience(self, key: Key) -> Patience:
        """Bound how long a read waits for the claim of an artefact.

        Parameters
        ----------
        key : Key
            What is wanted.

        Returns
        -------
        Patience
            Ask it each time that `claim` gives None.
        """
        return Patience(self._folder, key, self.settings.max_wait)

    # --- deleting -----------------------------------------------------------------------

    def forget(
        self, service: str, account: str, measurement_id: str, *, settled: bool = True
    ) -> None:
        """Delete all that is stored of a measurement, because it has changed.

        What is being downloaded of it is not stored. This works on a cache that is switched
        off too, since it may be switched on again.

        Parameters
        ----------
        service, account, measurement_id : str
            As in `Key`.
        settled : bool, default True
            False if the change may still be under way. Nothing is stored of the measurement
            then until it is forgotten as settled, or for an hour.
        """
        companion.forget_tables(self.settings.directory, measurement_id)
        # Others may begin to store while a change is under way, so they have to find the note.
        if not self._folder.root.is_dir() and (settled or not self.settings.enabled):
            return
        measurement = measurement_digest(service, account, measurement_id)
        # Without its file a row is a miss, so this helps also when the index is stuck.
        found = self._folder.entry_paths(measurement)
        forget = partial(
            changes.forget, folder=self._folder, measurement=measurement, settled=settled
        )
        _remove_all({*found, *(self._write(forget) or ())})

    def outdate(self, service: str, account: str) -> None:
        """Make all that is stored for an account stale, because any of it may be deleted.

        Parameters
        ----------
        service, account : str
            As in `Key`.
        """
        if self._folder.root.is_dir():
            self._write(partial(changes.outdate, view=view_digest(service, account)))

    def usage(self) -> tuple[int, int]:
        """Count the stored files and their bytes."""
        if not self._folder.root.is_dir():
            return 0, 0
        try:
            return _index_of(self._folder).read(
                lambda rows: (len(changes.entry_keys(rows)), rows.total_size())
            )
        except OSError as problem:
            warn_once(self.settings.directory, problem)
            return 0, 0

    def clear(self) -> int:
        """Delete every file of the cache, and none that is not one of its own.

        Returns
        -------
        int
            The number of stored files deleted.
        """
        deleted = companion.clear_tables(self.settings.directory)
        if not self._folder.root.is_dir():
            return deleted
        paths = self._write(partial(changes.clear, folder=self._folder))
        return deleted + _remove_all(self._folder.entry_paths() if paths is None else paths)

    def sweep(self) -> None:
        """Delete the entries that are older than the time to live, and close the index.

        What killed processes left behind is deleted too. Nothing happens unless this process
        has looked something up since it last did this.
        """
        index = _indexes.get(self._folder.root)
        if index is None:
            return
        with suppress(OSError):  # a later one does it
            if _unswept.pop(self._folder.root, None) is not None and self._may_sweep(index):
                _remove_all(index.write(lambda rows: self._sweep(index, "", rows, expired=True)))
            index.close()

    def _may_sweep(self, index: Index) -> bool:
        return self.settings.enabled and not index.is_paused and self._folder.root.is_dir()

    # --- inside -------------------------------------------------------------------------

    def _write(self, work: Callable[[Rows], T]) -> T | None:
        try:
            return _index_of(self._folder).write(work)
        except OSError as problem:
            warn_once(self.settings.directory, problem)
            return None

    def _sound_row(self, key: Key, text: str) -> Row | None:
        """Read the row of a key, if its file is what the row says."""
        row = Row.read(key.digest, text)
        path = None if row is None else self._folder.entries / row.file
        if row is not None and path is not None and is_sound(path, row):
            return row
        _index_of(self._folder).write(partial(changes.drop, key=key, seen=text))
        if path is not None:
            remove(path)
        return None

    def _store(
        self,
        key: Key,
        since: changes.Generations,
        draft: Draft,
        etag: str | None,
        sha256: str | None,
    ) -> Entry | None:
        if draft.path is None:
            return None
        try:
            row = Row(
                file=f"{key.digest}.{secrets.token_hex(8)}{key.suffix}",
                size=draft.size(),
                sha256=sha256 or draft.sha256(),
                etag=etag,
                stored_at=time.time(),
            )
            index = _index_of(self._folder)
            stored, superfluous = index.write(partial(self._place, index, key, draft, row, since))
        except OSError as problem:
            if not isinstance(problem, FileNotFoundError):  # it was cleared meanwhile
                warn_once(self.settings.directory, problem)
            draft.move_to_memory()
            return None
        _remove_all(superfluous)
        if not stored:
            return None
        path = self._folder.entries / row.file
        return Entry(key, path, row.size, etag, row.stored_at, stale=False)

    def _place(
        self, index: Index, key: Key, draft: Draft, row: Row, since: changes.Generations, rows: Rows
    ) -> tuple[bool, list[Path]]:
        superfluous = changes.place(rows, self._folder, key, draft, row, since)
        if superfluous is None:
            return False, []
        superfluous += self._tidy(index, key, rows)
        superfluous += changes.evict(rows, self._folder, self.settings.max_bytes)
        return True, superfluous

    def _tidy(self, index: Index, key: Key, rows: Rows) -> list[Path]:
        """Delete what has expired if it is time, and once what killed processes left."""
        ttl = self.settings.ttl
        pause = _SWEEP_SECONDS if ttl is None else min(ttl, _SWEEP_SECONDS)
        is_time = not 0 <= time.time() - index.swept_at < pause
        if not is_time and index.is_tidy:
            return []
        return self._sweep(index, key.digest, rows, expired=is_time)

    def _sweep(self, index: Index, keep: str, rows: Rows, *, expired: bool) -> list[Path]:
        now = time.time()
        index.is_tidy = True
        if expired:
            index.swept_at = now
        ttl = self.settings.ttl if expired else None
        self._folder.remove_older_layouts(unused_since=now - _UNUSED_SECONDS)
        companion.sweep_tables(self.settings.directory, ttl)
        return changes.sweep(rows, self._folder, keep, ttl)


def _remove_all(paths: Iterable[Path]) -> int:
    return sum(remove(path) for path in paths)
