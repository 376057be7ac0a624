"""Manufacturing lots of a specification."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, select
from starlette.responses import Response

from ionworks.local.answers import done, page, single
from ionworks.local.filters import Listing
from ionworks.local.handlers import cell_specifications as specifications
from ionworks.local.handlers.rows import (
    check_name_free,
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
)
from ionworks.local.repeats import created
from ionworks.local.schema import cell_batches, cell_instances, cell_specifications, shown
from ionworks.local.services import Call

RESOURCE: Final = "cell_batch"

_TABLE = cell_batches.c
_FIELDS = ("name", "notes", "date_manufactured", "properties")
_SHOWN: Final = shown(cell_batches)
_LISTING = Listing(
    text={"name": _TABLE.name}, times={}, order={"created_at": _TABLE.created_at}, key=_TABLE.id
)


def list_cell_batches(call: Call) -> Response:
    """List the lots of a specification."""
    parent = call.path["cell_spec_id"]
    with call.services.database.read() as connection:
        fetch(connection, cell_specifications, parent, specifications.RESOURCE)
        everything = select(cell_batches).where(_TABLE.cell_specification_id == parent)
        rows, total = _LISTING.page(connection, everything, call.query)
        return page(_records(connection, rows), total)


def create_cell_batch(call: Call) -> Response:
    """Create a lot."""
    parent, name = call.path["cell_spec_id"], call.body["name"]
    with call.services.database.write() as connection:
        fetch(connection, cell_specifications, parent, specifications.RESOURCE)
        _check_name_free(connection, parent, name)
        values = {
            "id": call.services.new_id(),
            "cell_specification_id": parent,
            "name_key": name.casefold(),
            **{field: call.body.get(field) for field in _FIELDS},
            **call.services.signature(),
        }
        insert_row(connection, cell_batches, values)
        return created(call, connection, _record(connection, values["id"]))


def get_cell_batch(call: Call) -> Response:
    """Return one lot."""
    with call.services.database.read() as connection:
        return single(_record(connection, call.path["batch_id"]))


def update_cell_batch(call: Call) -> Response:
    """Change a lot, by a merge patch."""
    identifier = call.path["batch_id"]
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, cell_batches, identifier, RESOURCE)
        changes = merged(row, call.body, _FIELDS)
        if "name" in changes:
            name = changes["name"]
            _check_name_free(connection, row["cell_specification_id"], name, identifier)
            changes["name_key"] = name.casefold()
        patch_row(call, connection, cell_batches, row, changes)
        return single(_record(connection, identifier))


def delete_cell_batch(call: Call) -> Response:
    """Delete a lot; its cells stay."""
    identifier = call.path["batch_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_batches, identifier, RESOURCE)
        connection.execute(delete(cell_batches).where(_TABLE.id == identifier))
    return done()


def _record(connection: Connection, identifier: str) -> dict[str, Any]:
    row = fetch(connection, cell_batches, identifier, RESOURCE)
    return _records(connection, [row])[0]


def _records(connection: Connection, rows: Iterable[RowMapping]) -> list[dict[str, Any]]:
    records = [{name: row[name] for name in _SHOWN} for row in rows]
    member = cell_instances.c.batch_id
    counts: dict[str, int] = dict(
        connection.execute(
            select(member, func.count())
            .where(member.in_([record["id"] for record in records]))
            .group_by(member)
        ).all()
    )
    parents = {record["cell_specification_id"] for record in records}
    projects = dict(
        connection.execute(
            select(cell_specifications.c.id, cell_specifications.c.project_id).where(
                cell_specifications.c.id.in_(parents)
            )
        ).all()
    )
    for record in records:
        record["instance_count"] = counts.get(record["id"], 0)
        record["project_id"] = projects[record["cell_specification_id"]]
    return records


def _check_name_free(
    connection: Connection, parent: str, name: str, except_id: str | None = None
) -> None:
    taken = (_TABLE.cell_specification_id == parent) & (_TABLE.name_key == name.casefold())
    check_name_free(connection, RESOURCE, taken, cell_batches, name, except_id)


OPERATIONS = (
    list_cell_batches,
    create_cell_batch,
    get_cell_batch,
    update_cell_batch,
    delete_cell_batch,
)
