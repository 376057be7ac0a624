"""Cancel an optimization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.optimization import Optimization


def _get_kwargs(
    id: str,
    *,
    body: Any,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/optimizations/{id}/cancel".format(
            id=path_segment("id", id),
        ),
    }
    _kwargs["json"] = body
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optimization:
    from ...models.optimization import Optimization

    if response.status_code == 200:
        return Optimization.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Optimization]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: Client,
    body: Any,
) -> Response[Optimization]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            id=id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: Client,
    body: Any,
) -> Optimization:
    """Cancel an optimization.

    One that is over stays as it is.

    Parameters
    ----------
    id : str
        Id of the id.
    client : Client
        Where to send it.
    body : Any

    Returns
    -------
    Optimization

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(id=id, body=body, client=client).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: Client,
    body: Any,
) -> Response[Optimization]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            id=id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: Client,
    body: Any,
) -> Optimization:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(id=id, body=body, client=client)).parsed
