"""Deactivate or reactivate a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client
    from ...models.organization_user_update import OrganizationUserUpdate


def _get_kwargs(
    organization_id: str,
    user_id: str,
    *,
    body: OrganizationUserUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/organizations/{organization_id}/users/{user_id}".format(
            organization_id=path_segment("organization_id", organization_id),
            user_id=path_segment("user_id", user_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> None:

    if response.status_code == 200:
        return None
    if response.status_code == 204:
        return None
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[None]:
    _parse_response(client=client, response=response)
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    organization_id: str,
    user_id: str,
    *,
    client: Client,
    body: OrganizationUserUpdate,
) -> Response[None]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            organization_id=organization_id,
            user_id=user_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    organization_id: str,
    user_id: str,
    *,
    client: Client,
    body: OrganizationUserUpdate,
) -> None:
    """Deactivate or reactivate a member.

    The roles are kept, so that they are there again after reactivation. The last active
    administrator stays active: that is a conflict.

    Parameters
    ----------
    organization_id : str
        Id of the organization.
    user_id : str
        Id of the user.
    client : Client
        Where to send it.
    body : OrganizationUserUpdate
        Whether a member is active.

    Returns
    -------
    None

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        organization_id=organization_id, user_id=user_id, body=body, client=client
    ).parsed


async def asyncio_detailed(
    organization_id: str,
    user_id: str,
    *,
    client: Client,
    body: OrganizationUserUpdate,
) -> Response[None]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            organization_id=organization_id,
            user_id=user_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: str,
    user_id: str,
    *,
    client: Client,
    body: OrganizationUserUpdate,
) -> None:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            organization_id=organization_id, user_id=user_id, body=body, client=client
        )
    ).parsed
