"""Change a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.channel import Channel
    from ...models.channel_update import ChannelUpdate


def _get_kwargs(
    channel_id: str,
    *,
    body: ChannelUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/channels/{channel_id}".format(
            channel_id=path_segment("channel_id", channel_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Channel:
    from ...models.channel import Channel

    if response.status_code == 200:
        return Channel.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Channel]:
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
    body: ChannelUpdate,
) -> Response[Channel]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            channel_id=channel_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    channel_id: str,
    *,
    client: Client,
    body: ChannelUpdate,
) -> Channel:
    """Change a channel.

    A merge patch. Taking it out of service opens an incident, taking it back closes it.
    Refused (409) while a time series without an end runs on it.

    Parameters
    ----------
    channel_id : str
        Id of the channel.
    client : Client
        Where to send it.
    body : ChannelUpdate
        Changes of a channel, as a merge patch. The fields of the incident count only when
        `out_of_commission` changes, except `service_scheduled_until`.

    Returns
    -------
    Channel

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(channel_id=channel_id, body=body, client=client).parsed


async def asyncio_detailed(
    channel_id: str,
    *,
    client: Client,
    body: ChannelUpdate,
) -> Response[Channel]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            channel_id=channel_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    channel_id: str,
    *,
    client: Client,
    body: ChannelUpdate,
) -> Channel:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(channel_id=channel_id, body=body, client=client)).parsed
