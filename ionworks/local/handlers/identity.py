"""Who the caller is, and whether the platform is up."""

from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.handlers.organizations import of_user
from ionworks.local.services import Call, by_name


async def health_check(call: Call) -> Response:
    """Answer that the platform is up, and which run of it this is."""
    return answer({"status": "ok", "service": "ionworks-local", "run": call.services.run})


def get_current_user(call: Call) -> Response:
    """Return the user, the organization of the credential, and those that the user belongs to."""
    account = call.services.account
    with call.services.database.read() as connection:
        rows = of_user(connection, account.user_id)
    return answer(
        {
            "id": account.user_id,
            "email": account.email,
            "authorized_organization": {
                "id": account.organization_id,
                "name": account.organization_name,
            },
            "organizations": [{"id": row["id"], "name": row["name"]} for row in rows],
            "default_project_id": account.default_project_id,
        }
    )


OPERATIONS = by_name(health_check, get_current_user)
