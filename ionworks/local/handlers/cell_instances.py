"""Cell instances: physical cells of a specification."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, select
from starlette.responses import Response

from ionworks.local.answers import done, page, single
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers import cell_specifications as specifications
from ionworks.local.handlers.cascade import remove_objects, stored_below
from ionworks.local.handlers.rows import (
    check_name_free,
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
)
from ionworks.local.removals import mark_removed
from ionworks.local.repeats import created
from ionworks.local.schema import (
    cell_batches,
    cell_instances,
    cell_measurements,
    cell_specifications,
)
from ionworks.local.services import Call

RESOURCE: Final = "cell_instance"

_TABLE = cell_instances.c
_FIELDS = ("name", "batch_id", "batch", "date_manufactured", "measured_properties", "notes")
_LISTING = Listing(
    text={"name": _TABLE.name, "created_by_email": _TABLE.created_by_email},
    times={"created_at": _TABLE.created_at, "updated_at": _TABLE.updated_at},
    exact={"batch_id": _TABLE.batch_id},
    order={
        "name": _TABLE.name,
        "created_at": _TABLE.created_at,
        "updated_at": _TABLE.updated_at,
    },
    key=_TABLE.id,
)


def list_cell_instances(call: Call) -> Response:
    """List the cells of a specification."""
    parent = call.path["cell_spec_id"]
    with call.services.database.read() as connection:
        fetch(connection, cell_specifications, parent, specifications.RESOURCE)
        everything = select(cell_instances).where(_TABLE.cell_specification_id == parent)
        rows, total = _LISTING.page(connection, everything, call.query)
        return page(instance_records(connection, rows), total)


def create_cell_instance(call: Call) -> Response:
    """Create a cell."""
    parent = call.path["cell_spec_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_specifications, parent, specifications.RESOURCE)
        _check_batch(connection, parent, call.body.get("batch_id"))
        _check_name_free(connection, parent, call.body["name"])
        values = {
            "id": call.services.new_id(),
            "cell_specification_id": parent,
            **{field: call.body.get(field) for field in _FIELDS},
            **call.services.signature(),
        }
        insert_row(connection, cell_instances, values)
        return created(call, connection, instance_record(connection, values["id"]))


def get_cell_instance(call: Call) -> Response:
    """Return one cell."""
    with call.services.database.read() as connection:
        return single(instance_record(connection, call.path["cell_instance_id"]))


def update_cell_instance(call: Call) -> Response:
    """Change a cell, by a merge patch."""
    identifier = call.path["cell_instance_id"]
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, cell_instances, identifier, RESOURCE)
        parent = row["cell_specification_id"]
        changes = merged(row, call.body, _FIELDS)
        _check_batch(connection, parent, changes.get("batch_id"))
        if "name" in changes:
            _check_name_free(connection, parent, changes["name"], identifier)
        patch_row(call, connection, cell_instances, row, changes)
        return single(instance_record(connection, identifier))


def delete_cell_instance(call: Call) -> Response:
    """Delete a cell with its measurements."""
    identifier = call.path["cell_instance_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_instances, identifier, RESOURCE)
        stored = stored_below(connection, cell_measurements.c.cell_instance_id == identifier)
        mark_removed(connection, stored)
        connection.execute(delete(cell_instances).where(_TABLE.id == identifier))
    remove_objects(call, stored)
    return done()


def instance_record(connection: Connection, identifier: str) -> dict[str, Any]:
    """Return a cell as it is sent."""
    row = fetch(connection, cell_instances, identifier, RESOURCE)
    return instance_records(connection, [row])[0]


def instance_records(connection: Connection, rows: Iterable[RowMapping]) -> list[dict[str, Any]]:
    """Return cells as they are sent, with the names of their lots."""
    records = [dict(row) for row in rows]
    batches = {record["batch_id"] for record in records} - {None}
    names = dict(
        connection.execute(
            select(cell_batches.c.id, cell_batches.c.name).where(cell_batches.c.id.in_(batches))
        ).all()
    )
    for record in records:
        record["batch_name"] = names.get(record["batch_id"])
    return records


def _check_name_free(
    connection: Connection, parent: str, name: str, except_id: str | None = None
) -> None:
    taken = (_TABLE.cell_specification_id == parent) & (_TABLE.name == name)
    check_name_free(connection, RESOURCE, taken, cell_instances, name, except_id)


def _check_batch(connection: Connection, parent: str, batch_id: str | None) -> None:
    if batch_id is None:
        return
    owner = connection.scalar(
        select(cell_batches.c.cell_specification_id).where(cell_batches.c.id == batch_id)
    )
    if owner != parent:
        raise bad_request(f"batch_id {batch_id!r} is no lot of this cell specification.")


OPERATIONS = (
    list_cell_instances,
    create_cell_instance,
    get_cell_instance,
    update_cell_instance,
    delete_cell_instance,
)
