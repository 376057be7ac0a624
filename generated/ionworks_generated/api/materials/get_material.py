"""Get a material."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material import Material


def _get_kwargs(
    material_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/materials/{material_id}".format(
            material_id=path_segment("material_id", material_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Material:
    from ...models.material import Material

    if response.status_code == 200:
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
    material_id: str,
    *,
    client: Client,
) -> Response[Material]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            material_id=material_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    material_id: str,
    *,
    client: Client,
) -> Material:
    """Get a material.

    One material by its id.

    Parameters
    ----------
    material_id : str
        Id of the material.
    client : Client
        Where to send it.

    Returns
    -------
    Material

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(material_id=material_id, client=client).parsed


async def asyncio_detailed(
    material_id: str,
    *,
    client: Client,
) -> Response[Material]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            material_id=material_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    material_id: str,
    *,
    client: Client,
) -> Material:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(material_id=material_id, client=client)).parsed
