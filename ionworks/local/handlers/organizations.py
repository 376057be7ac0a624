"""Organizations: the one of the key, and those that were made since."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select
from starlette.responses import Response

from ionworks.local import repeats
from ionworks.local.answers import answer
from ionworks.local.handlers.rows import insert_row
from ionworks.local.members import add_founder
from ionworks.local.schema import organization_members, organizations
from ionworks.local.services import Call, by_name


def list_organizations(call: Call) -> Response:
    """Answer with the organizations of the caller, the oldest first."""
    with call.services.database.read() as connection:
        rows = of_user(connection, call.services.account.user_id)
    return answer([dict(row) for row in rows])


def create_organization(call: Call) -> Response:
    """Store an organization, with the caller as its administrator.

    The key stays that of the first organization: what requests create belongs to that one.
    """
    services = call.services
    moment = services.now()
    with services.database.write() as connection:
        row = {
            "id": services.new_id(),
            "name": call.body["name"],
            "slug": _free_slug(connection, call.body["name"]),
            "created_at": moment,
            "updated_at": moment,
        }
        insert_row(connection, organizations, row)
        add_founder(connection, row["id"], services.account.user_id, moment)
        return repeats.created(call, connection, row)


def of_user(connection: Connection, user_id: str) -> Sequence[RowMapping]:
    """Return the organizations of a user, the oldest first."""
    table = organizations.c
    found = (
        select(organizations)
        .join_from(organizations, organization_members)
        .where(organization_members.c.user_id == user_id)
        .order_by(table.created_at, table.id)
    )
    return connection.execute(found).mappings().all()


def _free_slug(connection: Connection, name: str) -> str:
    """Return the name as it stands in addresses, with a number if another one has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "organization"
    taken = set(connection.scalars(select(organizations.c.slug)))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


OPERATIONS = by_name(list_organizations, create_organization)
