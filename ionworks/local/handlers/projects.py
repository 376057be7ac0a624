"""Projects of the organization."""

from typing import Final

from sqlalchemy import Connection

from ionworks.local.errors import conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection
from ionworks.local.schema import projects
from ionworks.local.services import Call


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


PROJECTS: Final = Collection(
    "project",
    projects,
    parent=None,
    fields=("name", "description"),
    listing=Listing.of(projects, text=("name",)),
    free_text=("description",),
    check_delete=_check_delete,
)
