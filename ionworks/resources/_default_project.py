"""The project that the service takes where a call names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks


async def default_project(client: AsyncIonworks) -> str:
    """Ask for the default project.

    Raises
    ------
    ConfigurationError
        The service names none.
    """
    project = getattr(await client.whoami(), "default_project_id", None)
    if not isinstance(project, str):
        raise ConfigurationError(
            "No project, and the service names no default one: pass `project_id` here, give "
            "it to the client, or set IONWORKS_PROJECT_ID"
        )
    return project
