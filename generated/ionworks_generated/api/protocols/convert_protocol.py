"""Convert a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.converted_protocol import ConvertedProtocol
    from ...models.protocol_convert import ProtocolConvert


def _get_kwargs(
    *,
    body: ProtocolConvert,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/convert",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ConvertedProtocol:
    from ...models.converted_protocol import ConvertedProtocol

    if response.status_code == 200:
        return ConvertedProtocol.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ConvertedProtocol]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: ProtocolConvert,
) -> Response[ConvertedProtocol]:
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
    body: ProtocolConvert,
) -> ConvertedProtocol:
    """Convert a protocol.

    Write a protocol as the file of a cycler. `arbin` is `.sdu` (MITS Pro 7 and older),
    `arbin_sdx` is `.sdx` (MITS Pro 8 and newer).

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ProtocolConvert
        A protocol, and what to make of it.

    Returns
    -------
    ConvertedProtocol

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ProtocolConvert,
) -> Response[ConvertedProtocol]:
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
    body: ProtocolConvert,
) -> ConvertedProtocol:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
