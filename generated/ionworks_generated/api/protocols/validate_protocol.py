"""Check a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.protocol_text import ProtocolText
    from ...models.protocol_validation import ProtocolValidation


def _get_kwargs(
    *,
    body: ProtocolText,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/validate",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ProtocolValidation:
    from ...models.protocol_validation import ProtocolValidation

    if response.status_code == 200:
        return ProtocolValidation.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ProtocolValidation]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: ProtocolText,
) -> Response[ProtocolValidation]:
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
    body: ProtocolText,
) -> ProtocolValidation:
    """Check a protocol.

    Whether a text in UCP (YAML) is a protocol. The answer to a wrong one is a success that
    says what is wrong.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ProtocolText
        A protocol as text.

    Returns
    -------
    ProtocolValidation

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ProtocolText,
) -> Response[ProtocolValidation]:
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
    body: ProtocolText,
) -> ProtocolValidation:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
