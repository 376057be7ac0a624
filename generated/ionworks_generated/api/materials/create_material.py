"""Create a material."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material import Material
    from ...models.material_create import MaterialCreate


def _get_kwargs(
    *,
    body: MaterialCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/materials",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Material:
    from ...models.material import Material

    if response.status_code == 200:
        return Material.from_dict(read_json(response.content))
    if response.status_code == 201:
        return Material.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Material]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: MaterialCreate,
) -> Response[Material]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: MaterialCreate,
) -> Material:
    """Create a material.

    Specifications need no such call: they name their materials, which are found by name and
    manufacturer or created. A taken pair is a 409 whose `detail.existing_id` names the
    holder.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : MaterialCreate
        A new material.

    Returns
    -------
    Material

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: MaterialCreate,
) -> Response[Material]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: MaterialCreate,
) -> Material:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
