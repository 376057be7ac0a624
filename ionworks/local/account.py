"""The owner of a platform: the organization and the user of its key, and a default project."""

from attrs import frozen
from sqlalchemy import Connection, insert, select

from ionworks.local.ids import Ids
from ionworks.local.members import add_founder, add_owner
from ionworks.local.schema import (
    organization_members,
    organizations,
    project_members,
    projects,
    users,
)

_ORGANIZATION = "Local organization"
_PROJECT = "Default project"
_EMAIL = "local@ionworks.invalid"


@frozen
class Account:
    """The identity that every accepted request has.

    Attributes
    ----------
    organization_id, organization_name : str
        The organization.
    user_id, email : str
        The user.
    default_project_id : str
        What a request means that names no project.
    """

    organization_id: str
    organization_name: str
    user_id: str
    email: str
    default_project_id: str


def load_account(connection: Connection, ids: Ids, moment: str) -> Account:
    """Return the account of a platform, which its first start creates."""
    row = connection.execute(
        select(
            organizations.c.id,
            organizations.c.name,
            users.c.id,
            users.c.email,
            users.c.default_project_id,
        )
        .join_from(users, organizations)
        .join(organization_members, organization_members.c.user_id == users.c.id)
        .where(organization_members.c.invited_at.is_(None))
    ).first()
    if row is not None:
        account = Account(*row)
        # Earlier layouts had no members.
        without = select(projects.c.id).where(
            projects.c.id.not_in(select(project_members.c.project_id))
        )
        for project_id in connection.scalars(without).all():
            add_owner(connection, project_id, account.user_id, moment)
        return account
    account = Account(ids(), _ORGANIZATION, ids(), _EMAIL, ids())
    dates = {"created_at": moment, "updated_at": moment}
    connection.execute(
        insert(organizations).values(
            id=account.organization_id, name=_ORGANIZATION, slug="local", **dates
        )
    )
    connection.execute(
        insert(projects).values(
            id=account.default_project_id,
            organization_id=account.organization_id,
            name=_PROJECT,
            **dates,
        )
    )
    connection.execute(
        insert(users).values(
            id=account.user_id,
            organization_id=account.organization_id,
            default_project_id=account.default_project_id,
            email=_EMAIL,
            **dates,
        )
    )
    add_founder(connection, account.organization_id, account.user_id, moment)
    add_owner(connection, account.default_project_id, account.user_id, moment)
    return account
