"""List measurements made from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.id_page import IdPage


def _get_kwargs(
    raw_data_id: str,
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/raw_data/{raw_data_id}/cell_measurements".format(
            raw_data_id=path_segment("raw_data_id", raw_data_id),
        ),
        "params": query_values(
            {
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> IdPage:
    from ...models.id_page import IdPage

    if response.status_code == 200:
        return IdPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[IdPage]:
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
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[IdPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            raw_data_id=raw_data_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    raw_data_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> IdPage:
    """List measurements made from a file.

    Their ids only.

    Parameters
    ----------
    raw_data_id : str
        Id of the raw-data record.
    client : Client
        Where to send it.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    IdPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(raw_data_id=raw_data_id, limit=limit, offset=offset, client=client).parsed


async def asyncio_detailed(
    raw_data_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[IdPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            raw_data_id=raw_data_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    raw_data_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> IdPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(raw_data_id=raw_data_id, limit=limit, offset=offset, client=client)
    ).parsed
