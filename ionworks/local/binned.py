"""What falls with a record, and the bin that keeps it for a while.

A delete takes along the rows below a record, and leaves some rows without a link to it. The bin
keeps these rows as they were, and the objects stay where they are. To undo the delete is to put
both back. Names of what is in the bin are free.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import field, frozen
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    RowMapping,
    Table,
    and_,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from ionworks.local import moments, schema
from ionworks.local.database import Database
from ionworks.local.errors import Refusal, conflict
from ionworks.local.removals import mark_removed
from ionworks.local.schema import bin_entries, binned_objects
from ionworks.local.services import Call

KEPT: Final = timedelta(days=30)
"""How long a delete can be undone."""

_AT_ONCE: Final = 500  # ids in one question to the database
# Rows that are parts of others, or nobody's record.
_PARTS: Final = frozenset({"cell_components", "jobs", "uploads", "users", "organizations", "bin"})

KINDS: Final = frozenset(
    table.name for table in schema.STORED if table.name not in _PARTS and "id" in table.c
)
"""The kinds of records that are counted."""


@frozen
class Falling:
    """What a delete takes along.

    Attributes
    ----------
    keys : dict of str to dict
        The primary keys of the rows, by table. The record itself is one of them.
    links : list of tuple
        Table, primary key, column and value of each link to them that is lost.
    """

    keys: dict[str, dict[tuple[Any, ...], None]] = field(factory=dict)
    links: list[tuple[str, tuple[Any, ...], str, str]] = field(factory=list)

    @property
    def version(self) -> str:
        """Stands for exactly these rows."""
        found = hashlib.sha256()
        for table in sorted(self.keys):
            found.update(repr((table, sorted(self.keys[table]))).encode())
        return found.hexdigest()

    def counts(self, of: Table) -> dict[str, int]:
        """Count the records that fall with one of a table, by kind."""
        counts = {
            name: len(keys) - (name == of.name) for name, keys in self.keys.items() if name in KINDS
        }
        return {name: count for name, count in sorted(counts.items()) if count}


def falling(connection: Connection, table: Table, identifier: str) -> Falling:
    """Find what a delete of a record takes along. Nothing is deleted."""
    found = Falling({table.name: {(identifier,): None}})
    waiting: list[tuple[Table, list[str]]] = [(table, [identifier])]
    while waiting:
        above, identifiers = waiting.pop()
        for key, column in _references(above):
            below = column.table
            for row in _rows(connection, below, column, identifiers):
                keys = tuple(row[each.name] for each in below.primary_key)
                known = found.keys.setdefault(below.name, {})
                if key.ondelete == "SET NULL":
                    found.links.append((below.name, keys, column.name, row[column.name]))
                elif keys not in known:
                    known[keys] = None
                    if "id" in below.c:
                        waiting.append((below, [row["id"]]))
        if "job_id" in above.c:  # the job of a record goes with it
            jobs = schema.metadata.tables["jobs"]
            for row in _rows(connection, above, above.c.id, identifiers):
                if row["job_id"] is not None:
                    found.keys.setdefault(jobs.name, {})[(row["job_id"],)] = None
    fallen = {name: keys for name, keys in found.keys.items() if keys}
    links = [link for link in found.links if link[1] not in fallen.get(link[0], {})]
    return Falling(fallen, links)


def _references(table: Table) -> Iterator[tuple[ForeignKey, Column[Any]]]:
    """Yield the columns that name rows of a table, of the tables that hold what was stored."""
    for below in schema.STORED:
        for column in below.columns:
            for key in column.foreign_keys:
                if key.column.table is table and key.ondelete in ("CASCADE", "SET NULL"):
                    yield key, column


def _rows(
    connection: Connection, table: Table, column: Column[Any], values: Sequence[Any]
) -> Iterator[RowMapping]:
    names = {each.name: each for each in (*table.primary_key, column)}
    if "job_id" in table.c:
        names["job_id"] = table.c.job_id
    for some in _batched(values):
        yield from connection.execute(select(*names.values()).where(column.in_(some))).mappings()


def _batched(values: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = list(values)
    for start in range(0, len(waiting), _AT_ONCE):
        yield waiting[start : start + _AT_ONCE]


def check_version(call: Call, found: Falling) -> None:
    """Refuse a delete that would take along other records than the caller knows of (409)."""
    wanted = call.headers.get("if-deletion-match")
    if wanted is not None and wanted.strip() != found.version:
        raise conflict(
            "Other records would be deleted than those that were counted: some came or went "
            "since. Nothing was deleted; look at them again.",
        )


def put(
    call: Call,
    connection: Connection,
    resource: str,
    table: Table,
    row: RowMapping,
    found: Falling,
    prefixes: Sequence[str],
) -> list[str]:
    """Keep what a delete takes along, before it is deleted.

    Parameters
    ----------
    call : Call
        The request.
    connection : Connection
        The connection that is going to delete.
    resource : str
        Kind of the record.
    table, row : Table, RowMapping
        The record.
    found : Falling
        What falls.
    prefixes : sequence of str
        Where the objects lie.

    Returns
    -------
    list of str
        Prefixes of objects whose time in the bin is over; the caller removes them afterwards.
    """
    over = remove(connection, bin_entries.c.deleted_at < _oldest(call))
    entry = call.services.new_id()
    connection.execute(
        insert(bin_entries).values(
            id=entry,
            resource_type=resource,
            resource_id=row["id"],
            name=row.get("name"),
            project_id=_project_of(connection, table, row),
            counts=found.counts(table),
            content={"rows": list(_content(connection, found)), "links": found.links},
            deleted_at=call.services.now(),
        )
    )
    if prefixes:
        kept = [{"prefix": prefix, "entry_id": entry} for prefix in prefixes]
        connection.execute(insert(binned_objects), kept)
    return over


def _project_of(connection: Connection, table: Table, row: RowMapping) -> str | None:
    """Return the project of a record: its own column, or that of what it belongs to."""
    if table.name == "projects":
        return str(row["id"])
    if "project_id" in table.c:
        return None if row["project_id"] is None else str(row["project_id"])
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE":
                above = key.column.table
                found = select(above).where(key.column == row[column.name])
                parent = connection.execute(found).mappings().first()
                return None if parent is None else _project_of(connection, above, parent)
    return None


def _oldest(call: Call) -> str:
    return moments.as_text(call.services.clock() - KEPT)


def remove_old(database: Database, moment: datetime) -> None:
    """Remove entries whose time is over, at a start: their objects are removed by it afterwards."""
    with database.write() as connection:
        remove(connection, bin_entries.c.deleted_at < moments.as_text(moment - KEPT))


def still_kept(call: Call) -> Any:
    """Return the condition on entries of the bin that can be undone."""
    return bin_entries.c.deleted_at >= _oldest(call)


def _content(connection: Connection, found: Falling) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows that fall, those first that others name."""
    for table in schema.STORED:
        first = next(iter(table.primary_key), None)
        keys = found.keys.get(table.name, {})
        if first is None or not keys:
            continue
        for some in _batched(dict.fromkeys(key[0] for key in keys)):
            for row in connection.execute(select(table).where(first.in_(some))).mappings():
                if tuple(row[each.name] for each in table.primary_key) in keys:
                    yield table.name, dict(row)


def restore(connection: Connection, entry: RowMapping) -> list[str]:
    """Put back what a delete took along.

    Returns
    -------
    list of str
        Measurements whose processing has not ended.

    Raises
    ------
    Refusal
        A name was taken meanwhile, or something that the rows name is gone (409).
    """
    unprocessed = []
    for name, row in entry["content"]["rows"]:
        table = schema.metadata.tables[name]
        values = {column: value for column, value in row.items() if column in table.c}
        for column in table.columns:
            for key in column.foreign_keys:
                named = values.get(column.name)
                if key.ondelete == "SET NULL" and named is not None:
                    there = exists().where(key.column == named)
                    if not connection.scalar(select(there)):
                        values[column.name] = None
        try:
            connection.execute(insert(table).values(values))
        except IntegrityError as error:
            raise _refusal(entry, table, row, error) from None
        if values.get("processing_status") in ("pending", "running"):
            unprocessed.append(str(values["id"]))
    for name, keys, column, value in entry["content"]["links"]:
        table = schema.metadata.tables[name]
        # Nothing tells of the loss any more.
        again = {column: value} | ({"lost_cell": False} if _marks_loss(table, column) else {})
        same = [each == key for each, key in zip(table.primary_key, keys, strict=True)]
        connection.execute(
            update(table).where(and_(*same, table.c[column].is_(None))).values(again)
        )
    connection.execute(delete(bin_entries).where(bin_entries.c.id == entry["id"]))
    return unprocessed


def _marks_loss(table: Table, column: str) -> bool:
    return column == "cell_instance_id" and "lost_cell" in table.c


def _refusal(entry: RowMapping, table: Table, row: Any, error: IntegrityError) -> Refusal:
    of = f"{_one_of(table)} {row.get('name') or row.get('id')!r}"
    if "FOREIGN KEY" in str(error.orig):
        why = "names a record that is gone, such as the one that it belongs to; restore that first"
    else:
        why = "has a name or content that another record took meanwhile; rename or delete that one"
    return conflict(
        f"The delete of {entry['name'] or entry['resource_id']!r} cannot be undone: the {of} "
        f"{why}. Nothing was restored.",
        {"resource_type": entry["resource_type"], "resource_id": entry["resource_id"]},
    )


def _one_of(table: Table) -> str:
    """Return what one row of a table is called."""
    name = table.name.replace("_", " ")
    for many, one in (("analyses", "analysis"), ("batches", "batch"), ("ies", "y"), ("s", "")):
        if name.endswith(many):
            return name.removesuffix(many) + one
    return name


def remove(connection: Connection, chosen: Any) -> list[str]:
    """Remove entries for good; return the prefixes of their objects, for the caller to remove."""
    of_chosen = select(binned_objects.c.prefix).join(bin_entries).where(chosen)
    prefixes = list(connection.scalars(of_chosen))
    mark_removed(connection, prefixes)
    connection.execute(delete(bin_entries).where(chosen))
    return prefixes


def as_records(entries: Iterable[RowMapping]) -> list[dict[str, Any]]:
    """Return entries of the bin as they are sent."""
    names = ("id", "resource_type", "resource_id", "name", "project_id", "counts", "deleted_at")
    return [
        {
            **{name: entry[name] for name in names},
            "removed_after": moments.as_text(datetime.fromisoformat(entry["deleted_at"]) + KEPT),
        }
        for entry in entries
    ]
