"""Get this month's usage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.organization_usage import OrganizationUsage


def _get_kwargs() -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/organizations/current/usage",
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> OrganizationUsage:
    from ...models.organization_usage import OrganizationUsage

    if response.status_code == 200:
        return OrganizationUsage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[OrganizationUsage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[OrganizationUsage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
) -> OrganizationUsage:
    """Get this month's usage.

    Usage and limits of the credential's organization. The counters start again on the first
    of each month.

    Parameters
    ----------
    client : Client
        Where to send it.

    Returns
    -------
    OrganizationUsage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[OrganizationUsage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
) -> OrganizationUsage:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(client=client)).parsed
