"""Objects to remove, noted in the database in case of a crash."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select
from sqlalchemy.dialects.sqlite import insert

from ionworks.local.schema import binned_objects, removals
from ionworks.local.stored import forget


def mark_removed(connection: Connection, prefixes: Sequence[str]) -> None:
    """Note prefixes of objects in the transaction that deletes their records.

    Their digests are forgotten in the same transaction.

    The caller removes the objects after the transaction. If a crash comes first, the next start
    removes them, and then deletes the notes.
    """
    if prefixes:
        rows = [{"prefix": prefix} for prefix in prefixes]
        connection.execute(insert(removals).on_conflict_do_nothing(), rows)
    for prefix in prefixes:
        forget(connection, prefix)


def is_binned(connection: Connection, prefix: str) -> bool:
    """Tell whether objects are kept for a delete that can be undone."""
    return bool(connection.scalar(select(exists().where(binned_objects.c.prefix == prefix))))
