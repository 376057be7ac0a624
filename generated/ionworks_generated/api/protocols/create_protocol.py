"""Save a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.protocol import Protocol
    from ...models.protocol_create import ProtocolCreate


def _get_kwargs(
    *,
    body: ProtocolCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/experiment_templates",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Protocol:
    from ...models.protocol import Protocol

    if response.status_code == 200:
        return Protocol.from_dict(read_json(response.content))
    if response.status_code == 201:
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
    *,
    client: Client,
    body: ProtocolCreate,
) -> Response[Protocol]:
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
    body: ProtocolCreate,
) -> Protocol:
    """Save a protocol.

    Protocols are content-addressed. If the project has a protocol of the same content
    (`protocol_config`), it is the answer (200), whatever its name, and nothing is changed;
    with `force_create` it is a conflict. Names may repeat.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ProtocolCreate
        A new protocol.

    Returns
    -------
    Protocol

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ProtocolCreate,
) -> Response[Protocol]:
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
    body: ProtocolCreate,
) -> Protocol:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
