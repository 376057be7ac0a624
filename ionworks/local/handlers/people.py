"""The people of the organization: members, invitations, and what they used."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import answer, created, done
from ionworks.local.errors import conflict, not_found
from ionworks.local.members import roles_of
from ionworks.local.schema import jobs, users
from ionworks.local.services import Call

_ADMIN: Final = "Admin"
_KINDS: Final = {"data_fit": "datafit"}  # kinds of jobs that usage calls otherwise


def person(connection: Connection, user_id: str) -> RowMapping:
    """Return the row of a user.

    Raises
    ------
    Refusal
        There is none (404).
    """
    row = connection.execute(select(users).where(users.c.id == user_id)).mappings().first()
    if row is None:
        raise not_found("user", user_id)
    return row


def find_by_email(connection: Connection, email: str) -> RowMapping | None:
    """Return the user with an e-mail address, case-insensitive, or None."""
    found = select(users).where(func.casefold(users.c.email) == email.casefold())
    return connection.execute(found).mappings().first()


def add_person(call: Call, connection: Connection, email: str, role_name: str) -> str:
    """Add a person to the organization, and note that they were invited; return the id."""
    services = call.services
    identifier, moment = services.new_id(), services.now()
    connection.execute(
        insert(users).values(
            id=identifier,
            organization_id=services.account.organization_id,
            default_project_id=services.account.default_project_id,
            email=email,
            role_name=role_name,
            is_active=True,
            invited_at=moment,
            created_at=moment,
            updated_at=moment,
        )
    )
    return identifier


def list_organization_users(call: Call) -> Response:
    """Answer with all members, those first who came first."""
    _organization(call)
    with call.services.database.read() as connection:
        rows = connection.execute(select(users).order_by(users.c.created_at, users.c.id))
        roles = roles_of(connection)
        members = [_shown(row, roles) for row in rows.mappings()]
    return answer(members)


def invite_organization_user(call: Call) -> Response:
    """Add a person by the e-mail address; who is a member stays as they are."""
    _organization(call)
    with call.services.database.write() as connection:
        user = find_by_email(connection, call.body["email"])
        is_new = user is None
        if user is None:
            role_name = call.body.get("role_name", "Member")
            user = person(connection, add_person(call, connection, call.body["email"], role_name))
        if not user["is_active"]:
            raise conflict(f"{user['email']} is a deactivated member; reactivate the member.")
    return created(
        {
            "user_id": user["id"],
            "invite_sent": is_new,
            "already_member": not is_new,
            "role_name": user["role_name"],
        }
    )


def set_organization_user_role(call: Call) -> Response:
    """Change the role of a member."""
    role_name = call.body["role_name"]
    with call.services.database.write() as connection:
        user = _named(call, connection)
        if role_name != _ADMIN:
            _check_admin_stays(connection, user)
        _change(call, connection, user, role_name=role_name)
    return done()


def set_organization_user_active(call: Call) -> Response:
    """Deactivate or reactivate a member, who keeps the roles."""
    is_active = call.body["is_active"]
    with call.services.database.write() as connection:
        user = _named(call, connection)
        if not is_active:
            _check_is_other(call, user, "deactivated")
            _check_admin_stays(connection, user)
        _change(call, connection, user, is_active=is_active)
    return done()


def resend_organization_invite(call: Call) -> Response:
    """Note that a person was invited again; this platform sends no mail."""
    with call.services.database.write() as connection:
        user = _named(call, connection)
        if user["invited_at"] is None:
            raise conflict(f"{user['email']} has signed up already.")
        _change(call, connection, user, invited_at=call.services.now())
    return done()


def remove_organization_user(call: Call) -> Response:
    """Take a member out of the organization and of all its projects."""
    with call.services.database.write() as connection:
        user = _named(call, connection)
        _check_is_other(call, user, "removed")
        _check_admin_stays(connection, user)
        connection.execute(delete(users).where(users.c.id == user["id"]))
    return done()


def get_current_usage(call: Call) -> Response:
    """Answer with the time that the jobs of this calendar month took.

    Nothing is simulated here, so no battery time is.
    """
    now = call.services.clock().astimezone(UTC)
    start = datetime(now.year, now.month, 1, tzinfo=UTC)
    end = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
    bounds = [moments.as_text(start), moments.as_text(end)]
    job = jobs.c
    hours = func.sum(func.julianday(job.updated_at) - func.julianday(job.created_at)) * 24
    with call.services.database.read() as connection:
        rows = connection.execute(
            select(job.job_type, hours)
            .where(job.created_at >= bounds[0], job.created_at < bounds[1])
            .group_by(job.job_type)
        ).all()
    by_type = {_KINDS.get(kind, kind): float(used) for kind, used in rows}
    compute = {"usage": sum(by_type.values()), "usage_by_type": by_type, "limit": None}
    return answer(
        {
            "period_start": bounds[0],
            "period_end": bounds[1],
            "simulation": {"usage": 0, "limit": None},
            "compute": compute,
        }
    )


def _organization(call: Call) -> None:
    asked = call.path["organization_id"]
    if asked not in (call.services.account.organization_id, "current"):
        raise not_found("organization", asked)


def _named(call: Call, connection: Connection) -> RowMapping:
    _organization(call)
    return person(connection, call.path["user_id"])


def _change(call: Call, connection: Connection, user: RowMapping, **values: Any) -> None:
    connection.execute(
        update(users)
        .where(users.c.id == user["id"])
        .values(**values, updated_at=call.services.now())
    )


def _check_is_other(call: Call, user: RowMapping, what: str) -> None:
    if user["id"] == call.services.account.user_id:
        raise conflict(f"The key of the platform stands for {user['email']}, who cannot be {what}.")


def _check_admin_stays(connection: Connection, user: RowMapping) -> None:
    """Refuse a change after which nobody could manage the organization."""
    others = connection.scalar(
        select(func.count()).where(
            users.c.role_name == _ADMIN, users.c.is_active, users.c.id != user["id"]
        )
    )
    if not others and user["role_name"] == _ADMIN:
        raise conflict("The last active administrator stays one; name another one first.")


def _shown(row: RowMapping, roles: Mapping[str, list[dict[str, str]]]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "email": row["email"],
        "organization_role": {"name": row["role_name"]},
        "user_project_roles": roles.get(row["id"], []),
        "is_active": row["is_active"],
        "invited_at": row["invited_at"],
    }


OPERATIONS = (
    list_organization_users,
    invite_organization_user,
    set_organization_user_role,
    set_organization_user_active,
    resend_organization_invite,
    remove_organization_user,
    get_current_usage,
)
