"""The database of a platform: SQLite in its folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event

from ionworks.local import schema
from ionworks.local.patterns import is_like
from ionworks.local.upgrades import upgrade


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
        self._engine = create_engine(f"sqlite:///{path}")
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
                schema.metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
        if version not in (0, schema.VERSION):
            upgrade(path, version)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the connection that may write; commit at the end, roll back on an error."""
        # Locking at once, not at the first write, leaves nothing to deadlock on.
        with self._engine.connect() as connection:
            connection.execution_options(locking=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give back the files."""
        self._engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in `_begin` only
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    connection.create_function("is_like", 2, is_like, deterministic=True)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA busy_timeout = 30000")


def _begin(connection: Connection) -> None:
    locking = connection.get_execution_options().get("locking", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if locking else "BEGIN")


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()
