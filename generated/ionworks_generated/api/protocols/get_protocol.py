"""Get a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.protocol import Protocol


def _get_kwargs(
    protocol_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/experiment_templates/{protocol_id}".format(
            protocol_id=path_segment("protocol_id", protocol_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Protocol:
    from ...models.protocol import Protocol

    if response.status_code == 200:
        return Protocol.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Protocol]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    protocol_id: str,
    *,
    client: Client,
) -> Response[Protocol]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            protocol_id=protocol_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    protocol_id: str,
    *,
    client: Client,
) -> Protocol:
    """Get a protocol.

    With its content.

    Parameters
    ----------
    protocol_id : str
        Id of the protocol.
    client : Client
        Where to send it.

    Returns
    -------
    Protocol

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(protocol_id=protocol_id, client=client).parsed


async def asyncio_detailed(
    protocol_id: str,
    *,
    client: Client,
) -> Response[Protocol]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            protocol_id=protocol_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    protocol_id: str,
    *,
    client: Client,
) -> Protocol:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(protocol_id=protocol_id, client=client)).parsed
