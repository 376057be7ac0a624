"""List members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.organization_user import OrganizationUser


def _get_kwargs(
    organization_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/organizations/{organization_id}/users".format(
            organization_id=path_segment("organization_id", organization_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[OrganizationUser]:
    from ...models.organization_user import OrganizationUser

    if response.status_code == 200:
        return read_list(OrganizationUser, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[OrganizationUser]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization_id: str,
    *,
    client: Client,
) -> Response[list[OrganizationUser]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            organization_id=organization_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    organization_id: str,
    *,
    client: Client,
) -> list[OrganizationUser]:
    """List members.

    Members of the organization with their roles; a bare array.

    Parameters
    ----------
    organization_id : str
        Id of the organization.
    client : Client
        Where to send it.

    Returns
    -------
    list[OrganizationUser]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(organization_id=organization_id, client=client).parsed


async def asyncio_detailed(
    organization_id: str,
    *,
    client: Client,
) -> Response[list[OrganizationUser]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            organization_id=organization_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: str,
    *,
    client: Client,
) -> list[OrganizationUser]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(organization_id=organization_id, client=client)).parsed
