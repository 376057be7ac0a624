"""Save an inline protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.parse_to_template import ParseToTemplate
    from ...models.parsed_template import ParsedTemplate


def _get_kwargs(
    *,
    body: ParseToTemplate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/protocols/parse-to-template",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ParsedTemplate:
    from ...models.parsed_template import ParsedTemplate

    if response.status_code == 200:
        return ParsedTemplate.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ParsedTemplate]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: ParseToTemplate,
) -> Response[ParsedTemplate]:
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
    body: ParseToTemplate,
) -> ParsedTemplate:
    """Save an inline protocol.

    The first of the two requests of a simulation with an inline protocol. The answer is the
    protocol of the same content, or a new one.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ParseToTemplate
        A protocol that is not saved yet.

    Returns
    -------
    ParsedTemplate

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ParseToTemplate,
) -> Response[ParsedTemplate]:
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
    body: ParseToTemplate,
) -> ParsedTemplate:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
