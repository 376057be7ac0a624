"""Objects that are to be removed, noted in the database in case a crash comes first."""

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from ionworks.local.schema import removals
from ionworks.local.stored import forget


def mark_removed(connection: Connection, prefixes: Sequence[str]) -> None:
    """Note prefixes of objects in the transaction that deletes what names them.

    Their digests are forgotten in the same transaction.

    The caller removes the objects after the transaction. If a crash comes first, the next start
    removes them, and then deletes the notes.
    """
    if prefixes:
        rows = [{"prefix": prefix} for prefix in prefixes]
        connection.execute(insert(removals).on_conflict_do_nothing(), rows)
    for prefix in prefixes:
        forget(connection, prefix)
