"""List the outages of a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.channel_incident_page import ChannelIncidentPage


def _get_kwargs(
    channel_id: str,
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/channels/{channel_id}/incidents".format(
            channel_id=path_segment("channel_id", channel_id),
        ),
        "params": query_values(
            {
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ChannelIncidentPage:
    from ...models.channel_incident_page import ChannelIncidentPage

    if response.status_code == 200:
        return ChannelIncidentPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ChannelIncidentPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    channel_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[ChannelIncidentPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            channel_id=channel_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    channel_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> ChannelIncidentPage:
    """List the outages of a channel.

    The newest first.

    Parameters
    ----------
    channel_id : str
        Id of the channel.
    client : Client
        Where to send it.
    limit : int | None
        Limit. From 1 to 100. Unless given: 20.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    ChannelIncidentPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(channel_id=channel_id, limit=limit, offset=offset, client=client).parsed


async def asyncio_detailed(
    channel_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[ChannelIncidentPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            channel_id=channel_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    channel_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> ChannelIncidentPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(channel_id=channel_id, limit=limit, offset=offset, client=client)
    ).parsed
