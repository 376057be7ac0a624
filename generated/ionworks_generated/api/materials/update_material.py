from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.material import Material
from ...models.material_update import MaterialUpdate
from ...types import Response


def _get_kwargs(
    material_id: str,
    *,
    body: MaterialUpdate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/materials/{material_id}".format(
            material_id=quote(str(material_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Material | None:
    if response.status_code == 200:
        response_200 = Material.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Material]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    material_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialUpdate,
) -> Response[Material]:
    """Partial update.

    Args:
        material_id (str):
        body (MaterialUpdate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Material]
    """

    kwargs = _get_kwargs(
        material_id=material_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    material_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialUpdate,
) -> Material | None:
    """Partial update.

    Args:
        material_id (str):
        body (MaterialUpdate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Material
    """

    return sync_detailed(
        material_id=material_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    material_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialUpdate,
) -> Response[Material]:
    """Partial update.

    Args:
        material_id (str):
        body (MaterialUpdate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Material]
    """

    kwargs = _get_kwargs(
        material_id=material_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    material_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialUpdate,
) -> Material | None:
    """Partial update.

    Args:
        material_id (str):
        body (MaterialUpdate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Material
    """

    return (
        await asyncio_detailed(
            material_id=material_id,
            client=client,
            body=body,
        )
    ).parsed
