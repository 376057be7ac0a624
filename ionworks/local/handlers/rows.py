"""How the handlers change rows, what they read of many at once, and what rows name of others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, func, insert, select, update

from ionworks.local import moments
from ionworks.local.errors import bad_request
from ionworks.local.merge import merge_patch
from ionworks.local.services import Call


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert one row."""
    connection.execute(insert(table).values(**values))


def patch_row(
    call: Call,
    connection: Connection,
    table: Table,
    row: RowMapping,
    changes: Mapping[str, Any],
) -> None:
    """Store changes and the moment of the change, which is later than that of the one before."""
    # It is the version of the record. The clock may stand still, or be set back.
    moment = max(call.services.now(), moments.after(row["updated_at"]))
    connection.execute(
        update(table).where(table.c.id == row["id"]).values(**changes, updated_at=moment)
    )


def merged(row: RowMapping, body: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Return the new values of the fields that a merge patch names.

    A name can be changed and not removed: where the contract allows null for it, null leaves
    it as it is.
    """
    changes = {name: merge_patch(row[name], body[name]) for name in fields if name in body}
    if "name" in changes and changes["name"] is None:
        del changes["name"]
    return changes


def names_of(
    connection: Connection, table: Table, identifiers: Iterable[str | None]
) -> Mapping[str, str]:
    """Return the names of rows, by their ids."""
    named = select(table.c.id, table.c.name).where(table.c.id.in_({*identifiers} - {None}))
    return dict(connection.execute(named).all())


def counts_by(
    connection: Connection, column: Column[Any], identifiers: Iterable[str]
) -> Mapping[str, int]:
    """Return how many rows name each of several records in a column; none if not one does."""
    counted = select(column, func.count()).where(column.in_({*identifiers})).group_by(column)
    return dict(connection.execute(counted).all())


def check_reference(
    connection: Connection, table: Table, name: str, identifier: str, project: str
) -> None:
    """Refuse an id that names nothing in the project of the record that holds it.

    Parameters
    ----------
    connection : Connection
        Where to read.
    table : Table
        What the id names; it has a ``project_id``.
    name, identifier : str
        The field, and the id in it.
    project : str
        Id of the project.

    Raises
    ------
    Refusal
        There is no such record, or it is in another project (400).
    """
    found = connection.scalar(select(table.c.project_id).where(table.c.id == identifier))
    if found != project:
        raise bad_request(
            f"{name} {identifier!r} names nothing in the project; {_where(table, found)}."
        )


def _where(table: Table, project: str | None) -> str:
    if project is None:
        return f"there is no such record among the {table.name.replace('_', ' ')}"
    return "the record is in another project"
