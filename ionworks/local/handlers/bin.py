"""What a delete takes along, and the bin from which it is undone."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select
from starlette.responses import Response

from ionworks.local import binned as kept
from ionworks.local.answers import answer, done, page
from ionworks.local.errors import not_found
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.collection import Collection
from ionworks.local.schema import bin_entries
from ionworks.local.services import Call, Handler, by_name

_ENTRY = bin_entries.c


def describe_over(collections: Iterable[Collection]) -> Handler:
    """Return the handler that says what a delete of a record of these would take along."""
    return partial(_describe_deletion, {each.resource: each for each in collections})


def _describe_deletion(collections: dict[str, Collection], call: Call) -> Response:
    resource, identifier = call.path["resource_type"], call.path["resource_id"]
    collection = collections[resource]
    with call.services.database.read() as connection:
        row = collection.row(connection, identifier)
        found = kept.falling(connection, collection.table, identifier)
    return answer(
        {
            "resource_type": resource,
            "resource_id": identifier,
            "name": row.get("name"),
            "counts": found.counts(collection.table),
            "version": found.version,
        }
    )


def list_bin(call: Call) -> Response:
    """Answer with a page of the deletes that can be undone, the last one first."""
    there = select(bin_entries).where(_of_project(call), kept.still_kept(call))
    with call.services.database.read() as connection:
        total = connection.scalars(select(func.count()).select_from(there.subquery())).one()
        listed = (
            there.order_by(_ENTRY.deleted_at.desc(), _ENTRY.id)
            .limit(call.query["limit"])
            .offset(call.query["offset"])
        )
        return page(kept.as_records(connection.execute(listed).mappings()), total)


def restore_from_bin(call: Call) -> Response:
    """Undo a delete, and answer with what it was."""
    with call.services.database.write() as connection:
        entry = _entry(call, connection)
        unprocessed = kept.restore(connection, entry)
    for measurement_id in unprocessed:
        call.services.worker.submit(measurement_id)
    return answer(kept.as_records([entry])[0])


def remove_from_bin(call: Call) -> Response:
    """Remove for good what one delete took along."""
    with call.services.database.write() as connection:
        entry = _entry(call, connection)
        prefixes = kept.remove(connection, _ENTRY.id == entry["id"])
    remove_objects(call, prefixes)
    return done()


def empty_bin(call: Call) -> Response:
    """Remove for good all that was deleted, in one project or in all."""
    with call.services.database.write() as connection:
        prefixes = kept.remove(connection, _of_project(call))
    remove_objects(call, prefixes)
    return done()


def _of_project(call: Call) -> Any:
    project = call.query.get("project_id")
    return _ENTRY.id.is_not(None) if project is None else _ENTRY.project_id == project


def _entry(call: Call, connection: Connection) -> RowMapping:
    identifier = call.path["deletion_id"]
    found = select(bin_entries).where(_ENTRY.id == identifier, kept.still_kept(call))
    entry = connection.execute(found).mappings().first()
    if entry is None:
        raise not_found("deletion", identifier)
    return entry


OPERATIONS = by_name(list_bin, restore_from_bin, remove_from_bin, empty_bin)
