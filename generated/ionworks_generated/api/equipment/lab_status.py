"""Tell what runs where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.lab_status import LabStatus


def _get_kwargs(
    project_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{project_id}/lab/status".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> LabStatus:
    from ...models.lab_status import LabStatus

    if response.status_code == 200:
        return LabStatus.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[LabStatus]:
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
) -> Response[LabStatus]:
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
) -> LabStatus:
    """Tell what runs where.

    The sites, cyclers and channels of a project, each channel with its state and its test.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.

    Returns
    -------
    LabStatus

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
) -> Response[LabStatus]:
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
) -> LabStatus:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, client=client)).parsed
