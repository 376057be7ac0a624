"""Parse a file of a cycler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.parsed_protocol import ParsedProtocol
    from ...models.protocol_file import ProtocolFile


def _get_kwargs(
    *,
    body: ProtocolFile,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/parse",
    }
    _kwargs["files"] = body.to_multipart()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ParsedProtocol:
    from ...models.parsed_protocol import ParsedProtocol

    if response.status_code == 200:
        return ParsedProtocol.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ParsedProtocol]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: ProtocolFile,
) -> Response[ParsedProtocol]:
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
    body: ProtocolFile,
) -> ParsedProtocol:
    """Parse a file of a cycler.

    Read a protocol file of a cycler as UCP. Nothing is saved.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ProtocolFile
        A protocol file of a cycler.

    Returns
    -------
    ParsedProtocol

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ProtocolFile,
) -> Response[ParsedProtocol]:
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
    body: ProtocolFile,
) -> ParsedProtocol:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
