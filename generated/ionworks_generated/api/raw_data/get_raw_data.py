"""Get a raw-data record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.raw_data import RawData


def _get_kwargs(
    raw_data_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/raw_data/{raw_data_id}".format(
            raw_data_id=path_segment("raw_data_id", raw_data_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> RawData:
    from ...models.raw_data import RawData

    if response.status_code == 200:
        return RawData.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[RawData]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    raw_data_id: str,
    *,
    client: Client,
) -> Response[RawData]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            raw_data_id=raw_data_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    raw_data_id: str,
    *,
    client: Client,
) -> RawData:
    """Get a raw-data record.

    One record by its id.

    Parameters
    ----------
    raw_data_id : str
        Id of the raw-data record.
    client : Client
        Where to send it.

    Returns
    -------
    RawData

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(raw_data_id=raw_data_id, client=client).parsed


async def asyncio_detailed(
    raw_data_id: str,
    *,
    client: Client,
) -> Response[RawData]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            raw_data_id=raw_data_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    raw_data_id: str,
    *,
    client: Client,
) -> RawData:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(raw_data_id=raw_data_id, client=client)).parsed
