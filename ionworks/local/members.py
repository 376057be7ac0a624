"""Roles, and who has which one in an organization and in a project."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, insert, select

from ionworks.local.schema import organization_members, project_members, projects


@frozen
class Role:
    """A role in projects."""

    id: str
    name: str
    description: str


ADMIN: Final = Role(
    "1f4b4f5e-4b0a-4f5e-9d0e-000000000001",
    "Project Admin",
    "Manages the project, its members and its data.",
)
CONTRIBUTOR: Final = Role(
    "1f4b4f5e-4b0a-4f5e-9d0e-000000000002",
    "Project Contributor",
    "Reads and changes the data of the project.",
)
VIEWER: Final = Role(
    "1f4b4f5e-4b0a-4f5e-9d0e-000000000003",
    "Project Viewer",
    "Reads the data of the project.",
)
ROLES: Final = {role.id: role for role in (ADMIN, CONTRIBUTOR, VIEWER)}


ORGANIZATION_ADMIN: Final = "Admin"
"""Name of the role of those who manage an organization; the others are members."""


def add_founder(connection: Connection, organization_id: str, user_id: str, moment: str) -> None:
    """Make a user the first administrator of an organization."""
    connection.execute(
        insert(organization_members).values(
            organization_id=organization_id,
            user_id=user_id,
            role_name=ORGANIZATION_ADMIN,
            created_at=moment,
            updated_at=moment,
        )
    )


def add_owner(connection: Connection, project_id: str, user_id: str, moment: str) -> None:
    """Make a user the first administrator of a project."""
    connection.execute(
        insert(project_members).values(
            project_id=project_id,
            user_id=user_id,
            project_role_id=ADMIN.id,
            created_at=moment,
            updated_at=moment,
        )
    )


def members_of(
    connection: Connection, project_ids: Iterable[str]
) -> Mapping[str, list[dict[str, Any]]]:
    """Return the members of projects with their roles, those first who came first."""
    found: dict[str, list[dict[str, Any]]] = {identifier: [] for identifier in project_ids}
    rows = connection.execute(
        select(project_members)
        .where(project_members.c.project_id.in_(found))
        .order_by(project_members.c.created_at, project_members.c.user_id)
    ).mappings()
    for row in rows:
        role = ROLES[row["project_role_id"]]
        found[row["project_id"]].append(
            {**row, "project_roles": {"id": role.id, "name": role.name}}
        )
    return found


def roles_of(connection: Connection, organization_id: str) -> Mapping[str, list[dict[str, str]]]:
    """Return the projects of each user in an organization, with the role in each."""
    found: dict[str, list[dict[str, str]]] = {}
    rows = connection.execute(
        select(
            project_members.c.user_id,
            project_members.c.project_id,
            project_members.c.project_role_id,
        )
        .join_from(project_members, projects)
        .where(projects.c.organization_id == organization_id)
        .order_by(project_members.c.created_at, project_members.c.project_id)
    ).mappings()
    for row in rows:
        role = {name: row[name] for name in ("project_id", "project_role_id")}
        found.setdefault(row["user_id"], []).append(role)
    return found
