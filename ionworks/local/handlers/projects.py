"""Projects of the organization."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, select
from starlette.responses import Response

from ionworks.local.answers import done, page, single
from ionworks.local.errors import conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.cascade import raw_data_of, remove_objects, stored_below
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
from ionworks.local.schema import cell_measurements, projects
from ionworks.local.services import Call

_RESOURCE = "project"
_LISTING = Listing(
    text={"name": projects.c.name},
    times={"created_at": projects.c.created_at, "updated_at": projects.c.updated_at},
    order={
        "name": projects.c.name,
        "created_at": projects.c.created_at,
        "updated_at": projects.c.updated_at,
    },
    key=projects.c.id,
)


def list_projects(call: Call) -> Response:
    """List the projects."""
    with call.services.database.read() as connection:
        rows, total = _LISTING.page(connection, select(projects), call.query)
    return page([dict(row) for row in rows], total)


def create_project(call: Call) -> Response:
    """Create a project."""
    name, organization_id = call.body["name"], call.services.account.organization_id
    moment = call.services.now()
    values = {
        "id": call.services.new_id(),
        "organization_id": organization_id,
        "name": name,
        "description": call.body.get("description"),
        "created_at": moment,
        "updated_at": moment,
    }
    with call.services.database.write() as connection:
        taken = _named(organization_id, name)
        check_name_free(connection, _RESOURCE, taken, projects, name)
        insert_row(connection, projects, values)
        return created(call, connection, values)


def get_project(call: Call) -> Response:
    """Return one project."""
    with call.services.database.read() as connection:
        return single(_record(connection, call.path["project_id"]))


def update_project(call: Call) -> Response:
    """Change the name or the description."""
    identifier = call.path["project_id"]
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, projects, identifier, _RESOURCE)
        changes = merged(row, call.body, ("name", "description"))
        if "name" in changes:
            taken = _named(row["organization_id"], changes["name"])
            check_name_free(connection, _RESOURCE, taken, projects, changes["name"], identifier)
        patch_row(call, connection, projects, row, changes)
        return single(_record(connection, identifier))


def delete_project(call: Call) -> Response:
    """Delete a project and all that is in it."""
    identifier = call.path["project_id"]
    if identifier == call.services.account.default_project_id:
        raise conflict("The default project stays: requests that name no project mean it.")
    with call.services.database.write() as connection:
        fetch(connection, projects, identifier, _RESOURCE)
        stored = stored_below(connection, cell_measurements.c.project_id == identifier)
        stored += raw_data_of(connection, identifier)
        mark_removed(connection, stored)
        connection.execute(delete(projects).where(projects.c.id == identifier))
    remove_objects(call, stored)
    return done()


def _named(organization_id: str, name: str) -> ColumnElement[bool]:
    return (projects.c.organization_id == organization_id) & (projects.c.name == name)


def _record(connection: Connection, identifier: str) -> dict[str, Any]:
    row: RowMapping = fetch(connection, projects, identifier, _RESOURCE)
    return dict(row)


OPERATIONS = (list_projects, create_project, get_project, update_project, delete_project)
