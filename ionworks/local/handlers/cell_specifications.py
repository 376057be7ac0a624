"""Cell specifications: types of cell."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, select
from starlette.responses import Response

from ionworks.local.answers import answer, done, page, single
from ionworks.local.filters import Listing
from ionworks.local.handlers.cascade import remove_objects, stored_below
from ionworks.local.handlers.components import SLOTS, set_components, with_components
from ionworks.local.handlers.rows import (
    check_name_free,
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
    project_id,
)
from ionworks.local.removals import mark_removed
from ionworks.local.repeats import created
from ionworks.local.schema import cell_components, cell_measurements, cell_specifications
from ionworks.local.services import Call

RESOURCE: Final = "cell_specification"

_TABLE = cell_specifications.c
_FIELDS = ("name", "form_factor", "manufacturer", "ratings", "properties", "source", "notes")
_LISTING = Listing(
    text={
        "name": _TABLE.name,
        "created_by_email": _TABLE.created_by_email,
        "form_factor": _TABLE.form_factor,
    },
    times={"created_at": _TABLE.created_at, "updated_at": _TABLE.updated_at},
    order={
        "name": _TABLE.name,
        "created_at": _TABLE.created_at,
        "updated_at": _TABLE.updated_at,
    },
    key=_TABLE.id,
)


def list_cell_specifications(call: Call) -> Response:
    """List specifications of a project."""
    query = call.query
    with call.services.database.read() as connection:
        project = project_id(call, connection, query.get("project_id"))
        conditions = [_TABLE.project_id == project, *_material_conditions(query)]
        if "exclude_cell_spec_id" in query:
            conditions.append(_TABLE.id != query["exclude_cell_spec_id"])
        everything = select(cell_specifications).where(*conditions)
        rows, total = _LISTING.page(connection, everything, query)
        return page(with_components(connection, rows, full=query.get("full", False)), total)


def list_project_cell_specs(call: Call) -> Response:
    """List all specifications of a project, as a bare array."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        everything = select(cell_specifications).where(_TABLE.project_id == project)
        rows = connection.execute(everything.order_by(*_LISTING.ordering({}))).mappings()
        return answer(with_components(connection, rows, full=call.query.get("full", False)))


def create_cell_specification(call: Call) -> Response:
    """Create a specification, with its components and their materials."""
    body = call.body
    with call.services.database.write() as connection:
        project = project_id(call, connection, body.get("project_id"))
        _check_name_free(connection, project, body["name"])
        values = {
            "id": call.services.new_id(),
            "project_id": project,
            **{name: body.get(name) for name in _FIELDS},
            **call.services.signature(),
        }
        insert_row(connection, cell_specifications, values)
        set_components(call, connection, values["id"], project, body)
        return created(call, connection, _record(connection, values["id"]))


def get_cell_specification(call: Call) -> Response:
    """Return one specification with its components."""
    with call.services.database.read() as connection:
        return single(_record(connection, call.path["cell_spec_id"]))


def update_cell_specification(call: Call) -> Response:
    """Change a specification, by a merge patch."""
    identifier = call.path["cell_spec_id"]
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, cell_specifications, identifier, RESOURCE)
        changes = merged(row, call.body, _FIELDS)
        if "name" in changes:
            _check_name_free(connection, row["project_id"], changes["name"], identifier)
        set_components(call, connection, identifier, row["project_id"], call.body)
        patch_row(call, connection, cell_specifications, row, changes)
        return single(_record(connection, identifier))


def delete_cell_specification(call: Call) -> Response:
    """Delete a specification with its cells and their measurements."""
    identifier = call.path["cell_spec_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_specifications, identifier, RESOURCE)
        stored = stored_below(connection, cell_measurements.c.cell_specification_id == identifier)
        mark_removed(connection, stored)
        connection.execute(delete(cell_specifications).where(_TABLE.id == identifier))
    remove_objects(call, stored)
    return done()


def _record(connection: Connection, identifier: str) -> dict[str, Any]:
    row = fetch(connection, cell_specifications, identifier, RESOURCE)
    return with_components(connection, [row], full=True)[0]


def _check_name_free(
    connection: Connection, project: str, name: str, except_id: str | None = None
) -> None:
    taken = (_TABLE.project_id == project) & (_TABLE.name == name)
    check_name_free(connection, RESOURCE, taken, cell_specifications, name, except_id)


def _material_conditions(query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """Return the conditions that a specification uses certain materials."""
    component = cell_components.c
    uses = select(component.cell_specification_id)
    found = [
        uses.where(component.component_type == slot, component.material_id == query[name])
        for slot in SLOTS
        if (name := f"{slot}_material_id") in query
    ]
    if "material_id" in query:
        found.append(uses.where(component.material_id == query["material_id"]))
    if "material_ids" in query:
        found.append(uses.where(component.material_id.in_(query["material_ids"])))
    return [_TABLE.id.in_(ids) for ids in found]


OPERATIONS = (
    list_cell_specifications,
    list_project_cell_specs,
    create_cell_specification,
    get_cell_specification,
    update_cell_specification,
    delete_cell_specification,
)
