"""Who the caller is, and whether the platform is up."""

from sqlalchemy import select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.schema import organizations
from ionworks.local.services import Call


async def health_check(call: Call) -> Response:
    """Answer that the platform is up, and which run of it this is."""
    return answer({"status": "ok", "service": "ionworks-local", "run": call.services.run})


def get_current_user(call: Call) -> Response:
    """Return the user and the organization of the credential."""
    account = call.services.account
    organization = {"id": account.organization_id, "name": account.organization_name}
    return answer(
        {
            "id": account.user_id,
            "email": account.email,
            "authorized_organization": organization,
            "organizations": [organization],
            "default_project_id": account.default_project_id,
        }
    )


def list_organizations(call: Call) -> Response:
    """Return the organizations that the caller can reach: the only one."""
    with call.services.database.read() as connection:
        rows = connection.execute(select(organizations)).mappings().all()
    return answer([dict(row) for row in rows])


OPERATIONS = (
    health_check,
    get_current_user,
    list_organizations,
)
