"""Get a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.project import Project


def _get_kwargs(
    project_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{project_id}".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
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
) -> Response[Project]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
) -> Project:
    """Get a project.

    One project by its id.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.

    Returns
    -------
    Project

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
) -> Response[Project]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
) -> Project:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, client=client)).parsed
