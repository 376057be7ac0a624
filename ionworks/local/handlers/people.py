"""The people of an organization: members, invitations, and what they used."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    delete,
    exists,
    func,
    select,
    update,
)
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import answer, created, done
from ionworks.local.errors import conflict, not_found
from ionworks.local.handlers.rows import insert_row
from ionworks.local.members import ORGANIZATION_ADMIN, roles_of
from ionworks.local.schema import (
    bin_entries,
    jobs,
    organization_members,
    organizations,
    project_members,
    projects,
    users,
)
from ionworks.local.services import Call, by_name

_KINDS: Final = {"data_fit": "datafit"}  # kinds of jobs that usage calls otherwise
_MEMBER: Final = organization_members.c


def person(connection: Connection, organization: str, user_id: str) -> RowMapping:
    """Return the row of a member of an organization: the user, the role and the state.

    Raises
    ------
    Refusal
        There is none (404).
    """
    found = _members(organization).where(users.c.id == user_id)
    row = connection.execute(found).mappings().first()
    if row is None:
        raise not_found("user", user_id)
    return row


def find_by_email(connection: Connection, organization: str, email: str) -> RowMapping | None:
    """Return the member of an organization with an e-mail address, case-insensitive, or None."""
    found = _members(organization).where(_has_email(email))
    return connection.execute(found).mappings().first()


def add_person(
    call: Call, connection: Connection, organization: str, email: str, role_name: str
) -> tuple[RowMapping, bool]:
    """Add a person to an organization.

    Returns
    -------
    tuple
        The row of the member, and whether they are new here: then they were invited.
    """
    services = call.services
    moment = services.now()
    dates = {"created_at": moment, "updated_at": moment}
    identifier = connection.scalar(select(users.c.id).where(_has_email(email)))
    is_new = identifier is None
    if identifier is None:
        identifier = services.new_id()
        user = {
            "id": identifier,
            "organization_id": organization,
            "default_project_id": services.account.default_project_id,
            "email": email,
        }
        insert_row(connection, users, {**user, **dates})
    member = {
        "organization_id": organization,
        "user_id": identifier,
        "role_name": role_name,
        "invited_at": moment,
    }
    insert_row(connection, organization_members, {**member, **dates})
    return person(connection, organization, identifier), is_new


def list_organization_users(call: Call) -> Response:
    """Answer with all members, those first who came first."""
    with call.services.database.read() as connection:
        organization = _organization(call, connection)
        ordered = _members(organization).order_by(_MEMBER.created_at, users.c.id)
        rows = connection.execute(ordered).mappings()
        roles = roles_of(connection, organization)
        members = [_shown(row, roles) for row in rows]
    return answer(members)


def invite_organization_user(call: Call) -> Response:
    """Add a person by the e-mail address; who is a member stays as they are."""
    email, role_name = call.body["email"], call.body.get("role_name", "Member")
    with call.services.database.write() as connection:
        organization = _organization(call, connection)
        member, is_new = find_by_email(connection, organization, email), False
        is_member = member is not None
        if member is None:
            member, is_new = add_person(call, connection, organization, email, role_name)
        if not member["is_active"]:
            raise conflict(f"{member['email']} is a deactivated member; reactivate the member.")
    return created(
        {
            "user_id": member["id"],
            "invite_sent": is_new,
            "already_member": is_member,
            "role_name": member["role_name"],
        }
    )


def set_organization_user_role(call: Call) -> Response:
    """Change the role of a member."""
    role_name = call.body["role_name"]
    with call.services.database.write() as connection:
        member = _named(call, connection)
        if role_name != ORGANIZATION_ADMIN:
            _check_admin_stays(connection, member)
        _change(call, connection, member, role_name=role_name)
    return done()


def set_organization_user_active(call: Call) -> Response:
    """Deactivate or reactivate a member, who keeps the roles."""
    is_active = call.body["is_active"]
    with call.services.database.write() as connection:
        member = _named(call, connection)
        if not is_active:
            _check_is_other(call, member, "deactivated")
            _check_admin_stays(connection, member)
        _change(call, connection, member, is_active=is_active)
    return done()


def resend_organization_invite(call: Call) -> Response:
    """Note that a person was invited again; this platform sends no mail."""
    with call.services.database.write() as connection:
        member = _named(call, connection)
        if member["invited_at"] is None:
            raise conflict(f"{member['email']} has signed up already.")
        _change(call, connection, member, invited_at=call.services.now())
    return done()


def remove_organization_user(call: Call) -> Response:
    """Take a member out of an organization and of all its projects.

    Who is in no other organization is forgotten.
    """
    with call.services.database.write() as connection:
        member = _named(call, connection)
        _check_is_other(call, member, "removed")
        _check_admin_stays(connection, member)
        of_organization = projects.c.organization_id == member["organization_id"]
        connection.execute(
            delete(project_members).where(
                project_members.c.user_id == member["id"],
                project_members.c.project_id.in_(select(projects.c.id).where(of_organization)),
            )
        )
        connection.execute(delete(organization_members).where(*_is(member)))
        elsewhere = exists().where(_MEMBER.user_id == users.c.id)
        connection.execute(delete(users).where(users.c.id == member["id"], ~elsewhere))
    return done()


def get_current_usage(call: Call) -> Response:
    """Answer with the time that the jobs of this calendar month took.

    What a deleted one took stays used: to delete a job gives no time back. Nothing is simulated
    here, so no battery time is.
    """
    now = call.services.clock().astimezone(UTC)
    start = datetime(now.year, now.month, 1, tzinfo=UTC)
    end = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
    bounds = [moments.as_text(start), moments.as_text(end)]
    by_type: dict[str, float] = {}
    with call.services.database.read() as connection:
        for row in _jobs_between(connection, *bounds):
            began, ended = map(datetime.fromisoformat, (row["created_at"], row["updated_at"]))
            stored: str = row["job_type"]
            kind = _KINDS.get(stored, stored)
            by_type[kind] = by_type.get(kind, 0.0) + (ended - began) / timedelta(hours=1)
    compute = {"usage": sum(by_type.values()), "usage_by_type": by_type, "limit": None}
    return answer(
        {
            "period_start": bounds[0],
            "period_end": bounds[1],
            "simulation": {"usage": 0, "limit": None},
            "compute": compute,
        }
    )


def _jobs_between(
    connection: Connection, begin: str, end: str
) -> Iterator[Mapping[str, Any] | RowMapping]:
    """Yield the jobs that began in a time, also those in the bin."""
    job = jobs.c
    there = select(job.job_type, job.created_at, job.updated_at)
    within = there.where(job.created_at >= begin, job.created_at < end)
    yield from connection.execute(within).mappings()
    deleted = select(bin_entries.c.content).where(bin_entries.c.deleted_at >= begin)
    for content in connection.scalars(deleted):
        for table, row in content["rows"]:
            if table == jobs.name and begin <= row["created_at"] < end:
                yield row


def _members(organization: str) -> Select[Any]:
    """Select the members of an organization."""
    shown: list[ColumnElement[Any]] = [
        users.c.id,
        users.c.email,
        _MEMBER.organization_id,
        _MEMBER.role_name,
        _MEMBER.is_active,
        _MEMBER.invited_at,
    ]
    return (
        select(*shown)
        .join_from(users, organization_members, _MEMBER.user_id == users.c.id)
        .where(_MEMBER.organization_id == organization)
    )


def _has_email(email: str) -> ColumnElement[bool]:
    return func.casefold(users.c.email) == email.casefold()


def _organization(call: Call, connection: Connection) -> str:
    """Return the id of the organization that the path names."""
    asked = call.path["organization_id"]
    if asked == "current":
        return call.services.account.organization_id
    if connection.scalar(select(exists().where(organizations.c.id == asked))):
        return asked
    raise not_found("organization", asked)


def _named(call: Call, connection: Connection) -> RowMapping:
    return person(connection, _organization(call, connection), call.path["user_id"])


def _is(member: RowMapping) -> tuple[ColumnElement[bool], ...]:
    return (
        _MEMBER.organization_id == member["organization_id"],
        _MEMBER.user_id == member["id"],
    )


def _change(call: Call, connection: Connection, member: RowMapping, **values: Any) -> None:
    changed = update(organization_members).where(*_is(member))
    connection.execute(changed.values(**values, updated_at=call.services.now()))


def _check_is_other(call: Call, member: RowMapping, what: str) -> None:
    if member["id"] == call.services.account.user_id:
        raise conflict(
            f"The key of the platform stands for {member['email']}, who cannot be {what}."
        )


def _check_admin_stays(connection: Connection, member: RowMapping) -> None:
    """Refuse a change after which nobody could manage the organization."""
    others = connection.scalar(
        select(func.count()).where(
            _MEMBER.organization_id == member["organization_id"],
            _MEMBER.role_name == ORGANIZATION_ADMIN,
            _MEMBER.is_active,
            _MEMBER.user_id != member["id"],
        )
    )
    if not others and member["role_name"] == ORGANIZATION_ADMIN:
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


OPERATIONS = by_name(
    list_organization_users,
    invite_organization_user,
    set_organization_user_role,
    set_organization_user_active,
    resend_organization_invite,
    remove_organization_user,
    get_current_usage,
)
