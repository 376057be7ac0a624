"""List the battery models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pybamm_models import PybammModels


def _get_kwargs() -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discovery/pybamm_models",
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PybammModels:
    from ...models.pybamm_models import PybammModels

    if response.status_code == 200:
        return PybammModels.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[PybammModels]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[PybammModels]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
) -> PybammModels:
    """List the battery models.

    Model classes and the values of their options that the service can build.

    Parameters
    ----------
    client : Client
        Where to send it.

    Returns
    -------
    PybammModels

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[PybammModels]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(**_get_kwargs())
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
) -> PybammModels:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(client=client)).parsed
