"""Who the caller is, and what the platform offers."""

from importlib.metadata import version

from sqlalchemy import select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal
from ionworks.local.schema import organizations
from ionworks.local.services import Call

_DATA_SCHEMA = {
    "hierarchy": ["cell_specification", "cell_instance", "cell_measurement"],
    "cell_specification": "A type of cell: ratings, components and their materials.",
    "cell_instance": "One physical cell of a specification.",
    "cell_measurement": "One test on a cell: time_series, file or properties.",
    "quantity": {"value": "number", "unit": "unit expression, such as A.h or mg.cm-2"},
    "time_series_columns": {
        "Time [s]": "Since the start of the test; never falls.",
        "Voltage [V]": "Of the cell.",
        "Current [A]": "Positive while the cell is discharged.",
        "Step count": "From 0, one more at each new step.",
        "Cycle count": "From 0; optional.",
        "Discharge capacity [A.h]": "Since the start of the step; derived when absent.",
        "Charge capacity [A.h]": "Since the start of the step; derived when absent.",
        "Discharge energy [W.h]": "Since the start of the step; derived when absent.",
        "Charge energy [W.h]": "Since the start of the step; derived when absent.",
    },
}


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


def get_capabilities(call: Call) -> Response:
    """Return what the platform holds and how to reach it."""
    return answer(
        {
            "domain_context": {"key_concepts": _DATA_SCHEMA["hierarchy"]},
            "schemas": {"data": "/discovery/schemas/data"},
            "openapi_spec": "/openapi.json",
            "authentication": {"headers": ["X-API-Key", "Authorization"]},
            "version": version("ionworks-api"),
        }
    )


def get_discovery_schema(call: Call) -> Response:
    """Return the description of the data hierarchy."""
    name = call.path["name"]
    if name != "data":
        raise Refusal(404, "NOT_FOUND", f"The embedded platform does not describe {name!r}.")
    return answer(_DATA_SCHEMA)


OPERATIONS = (
    health_check,
    get_current_user,
    list_organizations,
    get_capabilities,
    get_discovery_schema,
)
