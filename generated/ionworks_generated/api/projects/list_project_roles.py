"""List project roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.project_role_info import ProjectRoleInfo


def _get_kwargs() -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/roles/project",
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[ProjectRoleInfo]:
    from ...models.project_role_info import ProjectRoleInfo

    if response.status_code == 200:
        return read_list(ProjectRoleInfo, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[list[ProjectRoleInfo]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[list[ProjectRoleInfo]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
) -> list[ProjectRoleInfo]:
    """List project roles.

    The roles that a member of a project can have; a bare array.

    Parameters
    ----------
    client : Client
        Where to send it.

    Returns
    -------
    list[ProjectRoleInfo]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[list[ProjectRoleInfo]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
) -> list[ProjectRoleInfo]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(client=client)).parsed
