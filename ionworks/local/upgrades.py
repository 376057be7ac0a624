"""Upgrades of a folder that an earlier version made: its database gets the present layout.

The database is copied to a file beside it, emptied, and filled from the copy, in one transaction:
a process that is killed leaves the old layout or the new one, nothing between.
"""

import logging
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Table

from ionworks.errors import ConfigurationError
from ionworks.local import private, schema

_log: Final = logging.getLogger(__name__)
_OLDEST: Final = 1

_SPECIFICATION: Final = """(
    SELECT cell.cell_specification_id FROM old.cell_instances cell
    WHERE cell.id = cell_measurements.cell_instance_id
)"""
_PROJECT: Final = """(
    SELECT specification.project_id
    FROM old.cell_instances cell
    JOIN old.cell_specifications specification ON specification.id = cell.cell_specification_id
    WHERE cell.id = {cell_id}
)"""
_CELL_OF_TAG: Final = """(
    SELECT measurement.cell_instance_id FROM old.cell_measurements measurement
    WHERE measurement.id = measurement_tags.measurement_id
)"""

_NEW_COLUMNS: Final[Mapping[tuple[str, str], str]] = {
    # Layout 1 noted that rows wait to be appended, and had one place for them.
    ("cell_measurements", "extension"): """
        CASE WHEN extending
        THEN 'measurements/' || id || '/' || data_version || '/time_series_extend.parquet' END
    """,
    ("cell_measurements", "cell_specification_id"): _SPECIFICATION,
    ("cell_measurements", "project_id"): _PROJECT.format(
        cell_id="cell_measurements.cell_instance_id"
    ),
    ("measurement_tags", "project_id"): _PROJECT.format(cell_id=_CELL_OF_TAG),
}
"""Values of columns that the old layout lacks. Columns that are not here get their default."""

_UNKNOWN_REFERENCES: Final[Mapping[tuple[str, str], str]] = {
    ("cell_measurements", "channel_id"): "channels",
    ("cell_measurements", "protocol_id"): "protocols",
}
"""Columns that held any text before there was a table of what they name."""

_NEW_ROWS: Final[Mapping[str, str]] = {
    # Until layout 3 there was one user, the owner of the platform.
    "organization_members": """
        INSERT INTO main.organization_members (
            organization_id, user_id, role_name, is_active, created_at, updated_at
        )
        SELECT organization_id, id, 'Admin', 1, created_at, updated_at FROM old.users
    """,
    # Until layout 3 a job was a part of the element that it worked for.
    "jobs": """
        INSERT INTO main.jobs (
            id, project_id, job_type, status, error, error_code,
            organization_id, created_by, created_by_email, created_at, updated_at
        )
        SELECT element.job_id, pipeline.project_id, element.job_type, element.status,
            element.error, element.error_code, element.organization_id, element.created_by,
            element.created_by_email, element.created_at, element.updated_at
        FROM old.pipeline_elements element
        JOIN old.pipelines pipeline ON pipeline.id = element.pipeline_id
        WHERE element.job_id IS NOT NULL
        ORDER BY element.rowid
    """,
}
"""Rows of tables that the old layout lacks. Tables that are not here stay empty."""


def upgrade(path: Path, version: int) -> None:
    """Give a database the present layout; a copy of the old one is kept beside it.

    Parameters
    ----------
    path : Path
        The database. No other process uses it.
    version : int
        Its layout.

    Raises
    ------
    ConfigurationError
        This layout is not known, or the upgrade failed and changed nothing.
    """
    if not _OLDEST <= version < schema.VERSION:
        raise ConfigurationError(
            f"{path} was made by another version of ionworks: it has layout {version}, and this "
            f"version reads {_OLDEST} to {schema.VERSION}. Install a newer version, or choose "
            "another folder."
        )
    copy = path.with_name(f"{path.stem}-layout-{version}-{datetime.now(UTC):%Y-%m-%d}.db")
    try:
        _copy(path, copy)
        try:
            _rebuild(path, copy)
        except (sqlite3.Error, OSError):
            copy.unlink()  # it would only fill the disk: the database is as it was
            raise
    except (sqlite3.Error, OSError) as error:
        raise ConfigurationError(
            f"{path} has layout {version} and could not be upgraded to layout {schema.VERSION}: "
            f"{error}. Nothing was changed. An upgrade needs free disk space of twice the size of "
            "the database, and a database that is not damaged."
        ) from error
    _log.info(
        "%s was upgraded from layout %s to layout %s; a copy of it as it was is %s",
        *(path, version, schema.VERSION, copy),
    )


def _copy(path: Path, copy: Path) -> None:
    """Copy a database, as one file that only its owner can read."""
    partial = path.with_suffix(".partial")
    # A killed upgrade may have left a journal too, which does not belong to the next copy.
    leftovers = [partial.with_name(partial.name + end) for end in ("", "-journal", "-wal", "-shm")]
    try:
        _remove(leftovers)
        private.create(partial).close()
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # with a log it would be three files
            (finding,) = target.execute("PRAGMA quick_check(1)").fetchone()
            if finding != "ok":
                raise sqlite3.DatabaseError(f"it is damaged ({' '.join(finding.split())})")
        partial.replace(copy)
    finally:
        _remove(leftovers)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _rebuild(path: Path, copy: Path) -> None:
    """Empty a database and fill it from its copy, in the present layout."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")  # a dropped table takes nothing along
        connection.execute("ATTACH DATABASE ? AS old", [str(copy)])
        connection.execute("BEGIN IMMEDIATE")  # closing without a commit rolls back
        for name in schema.metadata.tables:
            connection.execute(f"DROP TABLE IF EXISTS main.{name}")
        for statement in schema.statements():
            connection.execute(statement)
        for table in schema.STORED:
            _fill(connection, table)
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")


def _fill(connection: sqlite3.Connection, table: Table) -> None:
    """Copy the rows of a table; one that the old layout lacks gets its first ones."""
    stored = _columns(connection, table.name)
    if not stored:
        if table.name in _NEW_ROWS:
            connection.execute(_NEW_ROWS[table.name])
        return
    values = {name: f'"{name}"' for name in table.columns.keys() if name in stored}  # noqa: SIM118
    for (of, name), value in _NEW_COLUMNS.items():
        if of == table.name and name not in stored:
            values[name] = value
    for (of, name), named in _UNKNOWN_REFERENCES.items():
        if of == table.name and not _columns(connection, named):
            values[name] = "NULL"
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(
        f"INSERT INTO main.{table.name} ({names}) "  # noqa: S608 - names of our own
        f"SELECT {', '.join(values.values())} FROM old.{table.name} ORDER BY rowid"
    )


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table in the old layout; none if it has no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(?, 'old')", [table])
    return {name for (name,) in found}
