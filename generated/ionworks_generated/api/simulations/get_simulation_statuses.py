"""Read the states of many simulations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.simulation_status import SimulationStatus
    from ...models.simulation_status_query import SimulationStatusQuery


def _get_kwargs(
    *,
    body: SimulationStatusQuery,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/simulations/statuses",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[SimulationStatus]:
    from ...models.simulation_status import SimulationStatus

    if response.status_code == 200:
        return read_list(SimulationStatus, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[SimulationStatus]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: SimulationStatusQuery,
) -> Response[list[SimulationStatus]]:
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
    body: SimulationStatusQuery,
) -> list[SimulationStatus]:
    """Read the states of many simulations at once.

    Simulations that the credential may not see, and those without a job, are left out.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : SimulationStatusQuery
        Which states are asked for.

    Returns
    -------
    list[SimulationStatus]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: SimulationStatusQuery,
) -> Response[list[SimulationStatus]]:
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
    body: SimulationStatusQuery,
) -> list[SimulationStatus]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
