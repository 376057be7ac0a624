from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.discovery_schema import DiscoverySchema
from ...models.get_discovery_schema_name import (
    GetDiscoverySchemaName,
)
from ...types import Response


def _get_kwargs(
    name: GetDiscoverySchemaName,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discovery/schemas/{name}".format(
            name=quote(str(name), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DiscoverySchema | None:
    if response.status_code == 200:
        response_200 = DiscoverySchema.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DiscoverySchema]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: GetDiscoverySchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Response[DiscoverySchema]:
    """One self-description document by name.

    Args:
        name (GetDiscoverySchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscoverySchema]
    """

    kwargs = _get_kwargs(
        name=name,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: GetDiscoverySchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> DiscoverySchema | None:
    """One self-description document by name.

    Args:
        name (GetDiscoverySchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscoverySchema
    """

    return sync_detailed(
        name=name,
        client=client,
    ).parsed


async def asyncio_detailed(
    name: GetDiscoverySchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> Response[DiscoverySchema]:
    """One self-description document by name.

    Args:
        name (GetDiscoverySchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscoverySchema]
    """

    kwargs = _get_kwargs(
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: GetDiscoverySchemaName,
    *,
    client: AuthenticatedClient | Client,
) -> DiscoverySchema | None:
    """One self-description document by name.

    Args:
        name (GetDiscoverySchemaName):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscoverySchema
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
        )
    ).parsed
