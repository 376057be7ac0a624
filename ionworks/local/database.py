"""The database of a platform: SQLite in its folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import OperationalError

from ionworks.local import private, quiet, schema
from ionworks.local.patterns import has_words, is_like
from ionworks.local.upgrades import upgrade

_PATIENCE: Final = 5.0
"""Seconds to wait for a writer: another thread, or another program that holds the file."""

_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CONNECTIONS: Final = 48  # kept open; at least as many as there are threads that ask for one


class DatabaseBusyError(Exception):
    """Another program, or another request, holds the database for too long."""


class Database:
    """Gives connections, each within one transaction.

    Parameters
    ----------
    path : Path
        The database file; made if need be.

    Raises
    ------
    ConfigurationError
        The file has a layout that this version does not know, or its upgrade failed.
    """

    def __init__(self, path: Path) -> None:
        private.make_file(path)  # SQLite gives its mode to the files that it makes beside it
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            pool_size=_CONNECTIONS,
            logging_name=quiet.ENGINE,
            pool_logging_name=quiet.ENGINE,
        )
        # Writers queue here in order; in SQLite they would race and poll.
        self._writing = Lock()
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            self._settle_layout(path)
        except BaseException:
            self.close()
            raise

    def _settle_layout(self, path: Path) -> None:
        with self.write() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version == 0:
                for statement in schema.statements():
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
        if version not in (0, schema.VERSION):
            upgrade(path, version)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Return a connection that sees one state of the database; it waits for no writer.

        Raises
        ------
        DatabaseBusyError
            Another program has locked the file even for readers.
        """
        with _named_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Return the connection that may write; commit at the end, roll back on an error.

        Raises
        ------
        DatabaseBusyError
            Others have written for longer than is waited for.
        """
        if not self._writing.acquire(timeout=_PATIENCE):
            raise DatabaseBusyError("other requests write to the database")
        try:
            # Locking at once, instead of at the first write, prevents deadlocks.
            with _named_errors(), self._engine.connect() as connection:
                connection.execution_options(locking=True)
                with connection.begin():
                    yield connection
        finally:
            self._writing.release()

    def close(self) -> None:
        """Close the files."""
        self._engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")
    connection.isolation_level = None  # transactions begin in `_begin` only
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    connection.create_function("is_like", 2, is_like, deterministic=True)
    connection.create_function("has_words", 2, has_words, deterministic=True)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        fault = error.orig if isinstance(error, OperationalError) else error
        # The lower byte is the code, the others are details.
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise DatabaseBusyError("another program holds the database") from error
        raise


def _begin(connection: Connection) -> None:
    locking = connection.get_execution_options().get("locking", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if locking else "BEGIN")


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
