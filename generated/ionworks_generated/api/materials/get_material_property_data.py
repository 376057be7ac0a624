"""Get the values of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    property_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/material_property_datasets/{property_id}/data".format(
            property_id=path_segment("property_id", property_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any:

    if response.status_code == 200:
        return cast(Any, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    property_id: str,
    *,
    client: Client,
) -> Response[Any]:
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
) -> Any:
    """Get the values of a dataset.

    All columns, by name; null where there is no number.

    Parameters
    ----------
    property_id : str
        Id of the dataset.
    client : Client
        Where to send it.

    Returns
    -------
    Any

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
) -> Response[Any]:
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
) -> Any:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(property_id=property_id, client=client)).parsed
