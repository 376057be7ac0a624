"""Find calculations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    *,
    parameter: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/model_builders/calculations/producing",
        "params": query_values(
            {
                "parameter": parameter,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any:

    if response.status_code == 200:
        return cast(Any, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    parameter: str,
) -> Response[Any]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            parameter=parameter,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    parameter: str,
) -> Any:
    """Find calculations.

    Calculations that give a parameter.

    Parameters
    ----------
    client : Client
        Where to send it.
    parameter : str
        Name of the parameter.

    Returns
    -------
    Any

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(parameter=parameter, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    parameter: str,
) -> Response[Any]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            parameter=parameter,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    parameter: str,
) -> Any:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(parameter=parameter, client=client)).parsed
