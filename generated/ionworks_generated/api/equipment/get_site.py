"""Get a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.site import Site


def _get_kwargs(
    site_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/sites/{site_id}".format(
            site_id=path_segment("site_id", site_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Site:
    from ...models.site import Site

    if response.status_code == 200:
        return Site.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Site]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site_id: str,
    *,
    client: Client,
) -> Response[Site]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            site_id=site_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    site_id: str,
    *,
    client: Client,
) -> Site:
    """Get a site.

    One site.

    Parameters
    ----------
    site_id : str
        Id of the site.
    client : Client
        Where to send it.

    Returns
    -------
    Site

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(site_id=site_id, client=client).parsed


async def asyncio_detailed(
    site_id: str,
    *,
    client: Client,
) -> Response[Site]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            site_id=site_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    site_id: str,
    *,
    client: Client,
) -> Site:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(site_id=site_id, client=client)).parsed
