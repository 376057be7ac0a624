"""Get one schema document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.discovery_schema import DiscoverySchema
    from ...models.discovery_topic import DiscoveryTopic


def _get_kwargs(
    name: DiscoveryTopic,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discovery/schemas/{name}".format(
            name=path_segment("name", name),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> DiscoverySchema:
    from ...models.discovery_schema import DiscoverySchema

    if response.status_code == 200:
        return DiscoverySchema.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[DiscoverySchema]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: DiscoveryTopic,
    *,
    client: Client,
) -> Response[DiscoverySchema]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            name=name,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    name: DiscoveryTopic,
    *,
    client: Client,
) -> DiscoverySchema:
    """Get one schema document.

    A self-description by topic: `data` tells about specifications, instances, measurements,
    steps and columns; `protocol` is the JSON Schema of a protocol; the other topics have
    the JSON Schemas of new records, of changes and of records.

    Parameters
    ----------
    name : DiscoveryTopic
        Topics that have a schema document.
    client : Client
        Where to send it.

    Returns
    -------
    DiscoverySchema

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(name=name, client=client).parsed


async def asyncio_detailed(
    name: DiscoveryTopic,
    *,
    client: Client,
) -> Response[DiscoverySchema]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            name=name,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    name: DiscoveryTopic,
    *,
    client: Client,
) -> DiscoverySchema:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(name=name, client=client)).parsed
