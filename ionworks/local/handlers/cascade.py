"""What a delete takes along: the objects of the records that go with it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Column, Connection, Table, select

from ionworks.local.schema import metadata
from ionworks.local.services import Call


def stored_below(connection: Connection, table: Table, identifier: str) -> list[str]:
    """Return the prefixes of all objects that go with a record.

    Parameters
    ----------
    connection : Connection
        The connection that is going to delete.
    table, identifier : Table, str
        The record. Each table whose records have objects names all records above them.
    """
    return [
        owner.info["objects"](each)
        for owner in metadata.sorted_tables
        if "objects" in owner.info
        for column in _naming(owner, table)
        for each in connection.scalars(select(owner.c.id).where(column == identifier))
    ]


def remove_objects(call: Call, prefixes: Sequence[str]) -> None:
    """Remove objects whose records are gone."""
    for prefix in prefixes:
        call.services.objects.remove(prefix)


def _naming(owner: Table, table: Table) -> Iterator[Column[str]]:
    """Yield the columns by which rows go with a row of a table."""
    if owner is table:
        yield owner.c.id
    for column in owner.columns:
        for key in column.foreign_keys:
            if key.column.table is table and key.ondelete == "CASCADE":
                yield column
