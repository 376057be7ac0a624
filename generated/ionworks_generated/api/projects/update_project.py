"""Update a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.project import Project
    from ...models.project_update import ProjectUpdate


def _get_kwargs(
    project_id: str,
    *,
    body: ProjectUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/projects/{project_id}".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Project:
    from ...models.project import Project

    if response.status_code == 200:
        return Project.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Project]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: Client,
    body: ProjectUpdate,
) -> Response[Project]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
    body: ProjectUpdate,
) -> Project:
    """Update a project.

    Change the name or the description; a merge patch.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    body : ProjectUpdate
        Changes of a project.

    Returns
    -------
    Project

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, body=body, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
    body: ProjectUpdate,
) -> Response[Project]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
    body: ProjectUpdate,
) -> Project:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, body=body, client=client)).parsed
