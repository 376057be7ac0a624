"""Materials of a project."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, exists, func, select
from starlette.responses import Response

from ionworks.local.answers import done, page, single
from ionworks.local.errors import conflict, name_taken
from ionworks.local.filters import Listing
from ionworks.local.handlers.rows import (
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
    project_id,
)
from ionworks.local.repeats import created
from ionworks.local.schema import cell_components, materials
from ionworks.local.services import Call

_RESOURCE = "material"
_FIELDS = ("name", "manufacturer", "product_id", "definition")
_LISTING = Listing(
    text={name: materials.c[name] for name in ("name", "manufacturer", "product_id")},
    times={"created_at": materials.c.created_at, "updated_at": materials.c.updated_at},
    order={
        name: materials.c[name] for name in ("name", "manufacturer", "created_at", "updated_at")
    },
    key=materials.c.id,
    default="name",
)


def list_materials(call: Call) -> Response:
    """List the materials of a project."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        everything = select(materials).where(materials.c.project_id == project)
        rows, total = _LISTING.page(connection, everything, call.query)
    return page([material_record(row) for row in rows], total)


def create_material(call: Call) -> Response:
    """Create a material."""
    with call.services.database.write() as connection:
        project = project_id(call, connection, call.body.get("project_id"))
        existing = _same(connection, project, call.body)
        if existing is not None:
            raise name_taken(_RESOURCE, call.body["name"], existing)
        identifier = _insert(call, connection, project, call.body)
        row = fetch(connection, materials, identifier, _RESOURCE)
        return created(call, connection, material_record(row))


def get_material(call: Call) -> Response:
    """Return one material."""
    with call.services.database.read() as connection:
        row = fetch(connection, materials, call.path["material_id"], _RESOURCE)
    return single(material_record(row))


def update_material(call: Call) -> Response:
    """Change a material, by a merge patch."""
    with call.services.database.write() as connection:
        identifier = call.path["material_id"]
        row = fetch_to_change(call, connection, materials, identifier, _RESOURCE)
        changes = merged(row, call.body, _FIELDS)
        existing = _same(connection, row["project_id"], {**row, **changes})
        if existing not in (None, row["id"]):
            raise name_taken(_RESOURCE, {**row, **changes}["name"], existing)
        patch_row(call, connection, materials, row, changes)
        return single(material_record(fetch(connection, materials, row["id"], _RESOURCE)))


def delete_material(call: Call) -> Response:
    """Delete a material that no specification uses."""
    identifier = call.path["material_id"]
    with call.services.database.write() as connection:
        fetch(connection, materials, identifier, _RESOURCE)
        if connection.scalar(select(exists().where(cell_components.c.material_id == identifier))):
            raise conflict(
                "The material is part of a cell specification; take it out there first.",
                {"resource_type": _RESOURCE, "resource_id": identifier},
            )
        connection.execute(delete(materials).where(materials.c.id == identifier))
    return done()


def link_material(
    call: Call, connection: Connection, project: str, wanted: Mapping[str, Any]
) -> str:
    """Return the id of the material of a specification, made if it is new.

    A material is the same when its name and its maker are. What else comes with it
    is merged into what is stored.
    """
    existing = _same(connection, project, wanted)
    if existing is None:
        return _insert(call, connection, project, wanted)
    row = fetch(connection, materials, existing, _RESOURCE)
    given = {name: value for name, value in wanted.items() if value is not None}
    changes = merged(row, given, ("product_id", "definition"))
    if any(row[name] != value for name, value in changes.items()):
        patch_row(call, connection, materials, row, changes)
    return existing


def material_record(row: RowMapping) -> dict[str, Any]:
    """Return a material as it is sent."""
    return {**row, "property_count": 0}


def _same(connection: Connection, project: str, wanted: Mapping[str, Any]) -> str | None:
    table = materials.c
    found: str | None = connection.scalar(
        select(table.id).where(
            table.project_id == project,
            table.name == wanted["name"],
            func.coalesce(table.manufacturer, "") == (wanted.get("manufacturer") or ""),
        )
    )
    return found


def _insert(call: Call, connection: Connection, project: str, body: Mapping[str, Any]) -> str:
    moment, identifier = call.services.now(), call.services.new_id()
    values = {
        "id": identifier,
        "project_id": project,
        "organization_id": call.services.account.organization_id,
        "created_at": moment,
        "updated_at": moment,
        **{name: body.get(name) for name in _FIELDS},
    }
    insert_row(connection, materials, values)
    return identifier


OPERATIONS = (list_materials, create_material, get_material, update_material, delete_material)
