"""Delete a property dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    property_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/material_property_datasets/{property_id}".format(
            property_id=path_segment("property_id", property_id),
        ),
    }
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
    property_id: str,
    *,
    client: Client,
) -> Response[None]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    property_id: str,
    *,
    client: Client,
) -> None:
    """Delete a property dataset.

    Deletes the record with its files.

    Parameters
    ----------
    property_id : str
        Id of the dataset.
    client : Client
        Where to send it.

    Returns
    -------
    None

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(property_id=property_id, client=client).parsed


async def asyncio_detailed(
    property_id: str,
    *,
    client: Client,
) -> Response[None]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    property_id: str,
    *,
    client: Client,
) -> None:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(property_id=property_id, client=client)).parsed
