"""Projects of the organization, and their members."""

from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from starlette.responses import Response

from ionworks.local.answers import answer, created, done
from ionworks.local.errors import conflict, not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.people import add_person, find_by_email, person
from ionworks.local.members import ADMIN, ROLES, add_owner, members_of
from ionworks.local.schema import project_members, projects
from ionworks.local.services import Call, by_name

_MEMBER: Final = project_members.c


def project_id(call: Call, connection: Connection, given: str | None) -> str:
    """Return the project that a request means: the one it names, or the default one.

    Raises
    ------
    Refusal
        There is no such project (404).
    """
    if given is None:
        return call.services.account.default_project_id
    return str(PROJECTS.row(connection, given)["id"])


def _check_delete(call: Call, _connection: Connection, identifier: str) -> None:
    if identifier == call.services.account.default_project_id:
        raise conflict("The default project stays: requests that name no project mean it.")


def _store_owner(
    call: Call, connection: Connection, identifier: str, _parent: str, _body: Any
) -> None:
    """Make the creator of a new project its administrator."""
    if not members_of(connection, [identifier])[identifier]:
        services = call.services
        add_owner(connection, identifier, services.account.user_id, services.now())


def _fill(connection: Connection, records: Records, full: bool) -> None:
    if full:
        members = members_of(connection, [record["id"] for record in records])
        for record in records:
            record["user_project_roles"] = members[record["id"]]


PROJECTS: Final = Collection(
    "project",
    projects,
    parent=None,
    fields=("name", "description"),
    listing=Listing.of(projects, text=("name",)),
    free_text=("description",),
    store_parts=_store_owner,
    fill=_fill,
    check_delete=_check_delete,
)


async def list_project_roles(_call: Call) -> Response:
    """Answer with the roles that a member of a project can have."""
    roles = ROLES.values()
    return answer([{"id": r.id, "name": r.name, "description": r.description} for r in roles])


def set_project_member(call: Call) -> Response:
    """Give a member of the organization a role in a project, or change it."""
    role_id = _role_in(call)
    with call.services.database.write() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])
        user = person(connection, project["organization_id"], call.body["user_id"])
        _require_active(user)
        _set_role(call, connection, project["id"], user["id"], role_id)
    return done()


def update_project_member(call: Call) -> Response:
    """Change the role of a member of a project."""
    role_id = _role_in(call)
    with call.services.database.write() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])["id"]
        user = _member(connection, project, call.path["user_id"])["user_id"]
        _set_role(call, connection, project, user, role_id)
    return done()


def remove_project_member(call: Call) -> Response:
    """Take a user out of a project, who stays in the organization."""
    with call.services.database.write() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])["id"]
        user = _member(connection, project, call.path["user_id"])["user_id"]
        _check_admin_stays(connection, project, user)
        connection.execute(
            delete(project_members).where(_MEMBER.project_id == project, _MEMBER.user_id == user)
        )
    return done()


def invite_project_member(call: Call) -> Response:
    """Add a person by the e-mail address, to the organization too if need be."""
    role_id = _role_in(call)
    with call.services.database.write() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])
        organization, email = project["organization_id"], call.body["email"]
        user, is_new = find_by_email(connection, organization, email), False
        if user is None:
            user, is_new = add_person(call, connection, organization, email, "Member")
        _require_active(user)
        before = _find(connection, project["id"], user["id"])
        if before is None:
            _set_role(call, connection, project["id"], user["id"], role_id)
        else:
            role_id = before["project_role_id"]
    return created(
        {
            "user_id": user["id"],
            "invite_sent": is_new,
            "already_member": before is not None,
            "role_name": ROLES[role_id].name,
        }
    )


def _role_in(call: Call) -> str:
    role_id: str = call.body["project_role_id"]
    if role_id not in ROLES:
        raise not_found("project_role", role_id)
    return role_id


def _require_active(user: RowMapping) -> None:
    if not user["is_active"]:
        raise conflict(f"{user['email']} is deactivated; reactivate the member first.")


def _find(connection: Connection, project: str, user: str) -> RowMapping | None:
    found = select(project_members).where(_MEMBER.project_id == project, _MEMBER.user_id == user)
    return connection.execute(found).mappings().first()


def _member(connection: Connection, project: str, user: str) -> RowMapping:
    found = _find(connection, project, user)
    if found is None:
        raise not_found("project_member", user)
    return found


def _set_role(call: Call, connection: Connection, project: str, user: str, role_id: str) -> None:
    moment = call.services.now()
    if _find(connection, project, user) is None:
        values = {"project_id": project, "user_id": user, "project_role_id": role_id}
        connection.execute(
            insert(project_members).values(**values, created_at=moment, updated_at=moment)
        )
        return
    if role_id != ADMIN.id:
        _check_admin_stays(connection, project, user)
    connection.execute(
        update(project_members)
        .where(_MEMBER.project_id == project, _MEMBER.user_id == user)
        .values(project_role_id=role_id, updated_at=moment)
    )


def _check_admin_stays(connection: Connection, project: str, user: str) -> None:
    """Refuse a change after which nobody could manage the project."""
    others = connection.scalar(
        select(func.count()).where(
            _MEMBER.project_id == project,
            _MEMBER.project_role_id == ADMIN.id,
            _MEMBER.user_id != user,
        )
    )
    if not others and _member(connection, project, user)["project_role_id"] == ADMIN.id:
        raise conflict("The last administrator of a project stays one; name another one first.")


OPERATIONS = by_name(
    list_project_roles,
    set_project_member,
    update_project_member,
    remove_project_member,
    invite_project_member,
)
