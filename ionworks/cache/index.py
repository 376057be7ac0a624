"""The index of the cache: which file holds what, in a diskcache database.

Imported on first use, because diskcache and sqlite3 cost more than a client that reads
nothing should pay.
"""
# diskcache has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUntypedBaseClass=false

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

import diskcache
from tenacity import retry, retry_if_exception, wait_random

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ionworks.cache.folder import Folder

T = TypeVar("T")

# Seconds to wait for another process; its transactions take milliseconds.
_BUSY_TIMEOUT = 5
# Seconds to wait for another thread of this process, which may itself wait for a process.
_GUARD_TIMEOUT = 30
# Seconds in which nothing is looked up after a wait for another process has timed out. Without
# this, every read would wait again for a process that hangs.
_PAUSE_AFTER_TIMEOUT = 60
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})

# SQLite keeps its locks in the memory of the process, so a child forked in the middle of a
# transaction would wait for good for one that never ends. Connections are used only while
# this lock is held, and no fork happens meanwhile. A child must not touch a connection of its
# parent at all, so it is closed before a fork.
_guard = threading.RLock()
# The database whose connection is open. There is at most one in a process: opening takes longer
# than all that a read of the cache does, and few processes use several caches.
_opened: _Database | None = None
_fork = threading.local()  # whether the thread that forks has the lock
_is_lock_lost = False  # whether the lock was copied into this process while another thread had it


def _before_fork() -> None:
    _fork.has_guard = _guard.acquire(timeout=_GUARD_TIMEOUT)
    if _fork.has_guard and _opened is not None:
        _opened.close()


def _after_fork_in_parent() -> None:
    if _fork.has_guard:
        _guard.release()


def _after_fork_in_child() -> None:
    global _is_lock_lost
    if _fork.has_guard:
        _guard.release()
    else:
        _is_lock_lost = True


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )


@contextmanager
def _guarded() -> Iterator[None]:
    if _is_lock_lost:
        raise OSError("this process was forked while another thread was using the index")
    if not _guard.acquire(timeout=_GUARD_TIMEOUT):
        raise OSError(f"another thread has been using the index for {_GUARD_TIMEOUT:g} s")
    try:
        yield
    finally:
        _guard.release()


class _DamagedError(Exception):
    """The database is not one that this module wrote."""


def _first(problem: sqlite3.Error) -> sqlite3.Error:
    """Return the error that led to this one: SQLite may have rolled back before diskcache does."""
    while isinstance(problem.__context__, sqlite3.Error):
        problem = problem.__context__
    return problem


def _is_busy(problem: BaseException) -> bool:
    code = getattr(problem, "sqlite_errorcode", 0)
    return isinstance(problem, sqlite3.Error) and code & 0xFF == sqlite3.SQLITE_BUSY


_until_free = retry(
    retry=retry_if_exception(_is_busy),
    stop=lambda state: (state.seconds_since_start or 0.0) >= _BUSY_TIMEOUT,
    wait=wait_random(0.001, 0.02),
    reraise=True,
)


class PlainDisk(diskcache.Disk):  # type: ignore[misc]
    """Rows of text and nothing else.

    The disks of diskcache unpickle what a row says is a pickle, and open and delete the
    file that a row names. Anybody who can write the database could run code in this way or read and
    delete any file. This one does none of it.
    """

    def put(self, key: Any) -> Any:
        """Return the key as it is stored."""
        if type(key) is not str:
            raise TypeError("keys are text")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """Read a stored key."""
        if not raw or type(key) is not str:
            raise _DamagedError("a key that is not text")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> Any:
        """Return the columns of a row; its size is that of the file it stands for."""
        if read or type(value) is not str:
            raise TypeError("values are text")
        return int(json.loads(value).get("size", 0)), diskcache.core.MODE_RAW, None, value

    def fetch(self, mode: int, filename: Any, value: Any, read: bool) -> str:
        """Read a stored value."""
        if mode != diskcache.core.MODE_RAW or filename is not None or type(value) is not str:
            raise _DamagedError("a value that is not text")
        return value

    def remove(self, file_path: Any) -> None:
        """Delete nothing: no row has a file."""


class _Database(diskcache.Cache):  # type: ignore[misc]
    """A cache with one connection; `_guard` lets one thread at a time use it."""

    _connection: sqlite3.Connection | None = None
    _file: tuple[int, int] | None = None

    def __init__(self, directory: str, **settings: Any) -> None:
        try:
            super().__init__(directory, **settings)
        except BaseException:
            self.close()
            raise

    @property
    def _con(self) -> sqlite3.Connection:
        global _opened
        if self._connection is None:
            if _opened is not None:
                _opened.close()
            _opened = self
            self._connection = sqlite3.connect(
                os.path.join(self._directory, diskcache.core.DBNAME),  # noqa: PTH118
                timeout=self._timeout,
                isolation_level=None,
                check_same_thread=False,
            )
            self._file = self._found_file()
            # Some settings hold for a connection. There are none before the tables are made.
            with suppress(sqlite3.OperationalError):
                rows = self._connection.execute("SELECT key, value FROM Settings").fetchall()
                for key, value in rows:
                    if key.startswith("sqlite_"):
                        self.reset(key, value, update=False)
        return self._connection

    def _found_file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(os.path.join(self._directory, diskcache.core.DBNAME))  # noqa: PTH116, PTH118
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def is_replaced(self) -> bool:
        """Whether the file of the open connection is not the one in the folder any more."""
        return self._connection is not None and self._found_file() != self._file

    def close(self) -> None:
        """Close the connection; the next statement opens another one."""
        global _opened
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if _opened is self:
            _opened = None

    @property
    def _sql_retry(self) -> Any:
        # diskcache would try each statement again for a minute.
        return _until_free(self._sql)

    def reset(self, key: str, value: Any = diskcache.core.ENOVAL, update: bool = True) -> Any:
        """Change a setting; the pragmas of SQLite are not retried for a minute either."""
        if not key.startswith("sqlite_"):
            return super().reset(key, value, update)
        pragma, execute = key.removeprefix("sqlite_"), self._sql_retry
        # Some take long, or need the database alone, also if they change nothing.
        if execute(f"PRAGMA {pragma}").fetchall() != [(value,)]:
            execute(f"PRAGMA {pragma} = {value}").fetchall()
        setattr(self, key, value)
        return value


class Rows:
    """The rows, within one session."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def get(self, key: str) -> str | None:
        """Read a row."""
        value = self._cache.get(key)
        return None if value is None else str(value)

    def put(self, key: str, value: str, *, expire: float | None = None) -> None:
        """Write a row as the newest one."""
        self._cache.delete(key)
        self._cache.set(key, value, expire=expire)

    def delete(self, key: str) -> None:
        """Delete a row, if there is one."""
        self._cache.delete(key)

    def keys(self) -> list[str]:
        """List the keys, the oldest first."""
        return list(self._cache)

    def total_size(self) -> int:
        """Return the bytes of all files that rows stand for."""
        return int(self._cache.reset("size"))

    def expire(self) -> None:
        """Delete the rows whose time is over."""
        self._cache.expire()


class Index:
    """The database of one cache folder. Every failure is an OSError."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._cache: _Database | None = None
        self._paused_until = 0.0
        self.swept_at = time.time()
        self.is_tidy = False

    @property
    def is_paused(self) -> bool:
        """Whether reads are paused, because another process held the database for too long."""
        return time.monotonic() < self._paused_until

    def read(self, work: Callable[[Rows], T]) -> T:
        """Run work that only reads."""
        if self.is_paused:
            raise OSError("the index: another process was using it for too long a moment ago")
        return self._run(work, write=False)

    def write(self, work: Callable[[Rows], T]) -> T:
        """Run work in one transaction: it happens as a whole, or not at all.

        The work may run twice, when the first run finds that the database is damaged.
        """
        return self._run(work, write=True)

    def _run(self, work: Callable[[Rows], T], *, write: bool) -> T:
        with _guarded():
            self._folder.prepare()
            try:
                return self._session(work, write=write)
            except _DamagedError:
                # Nothing is lost that could not be read again.
                self._forget_database()
                self.is_tidy = False
                self._folder.set_index_aside()
            try:
                return self._session(work, write=write)
            except _DamagedError as problem:
                raise OSError(f"the index is damaged: {problem}") from problem

    def close(self) -> None:
        """Close the connection; the next read or write opens another one."""
        with _guarded():
            if self._cache is not None:
                self._cache.close()

    def _forget_database(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _session(self, work: Callable[[Rows], T], *, write: bool) -> T:
        try:
            if self._cache is not None and self._cache.is_replaced:
                self._forget_database()  # another process, or a person, has deleted it
            if self._cache is None:
                self._cache = self._open()
            cache = self._cache
            try:
                with cache.transact() if write else nullcontext():
                    return work(Rows(cache))
            except BaseException:
                cache.close()
                raise
        except diskcache.Timeout as refused:
            # Its name for any refusal to begin; what SQLite said is behind it.
            problem = _first(cast("sqlite3.Error", refused.__context__))
            self._pause_if_busy(problem)
            raise OSError(f"the index: {problem}") from refused
        except sqlite3.Error as last:
            problem = _first(last)
            if getattr(problem, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                raise _DamagedError(str(problem)) from problem
            self._pause_if_busy(problem)
            raise OSError(f"the index: {problem}") from problem

    def _pause_if_busy(self, problem: sqlite3.Error) -> None:
        if _is_busy(problem):
            self._paused_until = time.monotonic() + _PAUSE_AFTER_TIMEOUT

    # Not every statement of the opening waits for another process by itself.
    @_until_free
    def _open(self) -> _Database:
        # SQLite would make it readable for everybody.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(self._folder.index / "cache.db", flags, 0o600))
        try:
            return _Database(
                str(self._folder.index),
                timeout=_BUSY_TIMEOUT,
                disk=PlainDisk,
                # Eviction is ours: diskcache would count rows and delete ten at a time.
                cull_limit=0,
                eviction_policy="none",
                # A home is often on a network file system, where WAL does not work.
                sqlite_journal_mode="delete",
                sqlite_mmap_size=0,
                # A power cut may damage the index. It is then created again, and no
                # row is used that does not fit its file, so waiting for the disk gains nothing.
                sqlite_synchronous=0,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise _DamagedError(f"settings that are not ours: {problem!r}") from problem
