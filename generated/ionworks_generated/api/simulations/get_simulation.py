"""Get a simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.simulation import Simulation


def _get_kwargs(
    simulation_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simulations/{simulation_id}".format(
            simulation_id=path_segment("simulation_id", simulation_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Simulation:
    from ...models.simulation import Simulation

    if response.status_code == 200:
        return Simulation.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Simulation]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    simulation_id: str,
    *,
    client: Client,
) -> Response[Simulation]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            simulation_id=simulation_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    simulation_id: str,
    *,
    client: Client,
) -> Simulation:
    """Get a simulation.

    With what it was made of, and what came out in figures.

    Parameters
    ----------
    simulation_id : str
        Id of the simulation.
    client : Client
        Where to send it.

    Returns
    -------
    Simulation

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(simulation_id=simulation_id, client=client).parsed


async def asyncio_detailed(
    simulation_id: str,
    *,
    client: Client,
) -> Response[Simulation]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            simulation_id=simulation_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    simulation_id: str,
    *,
    client: Client,
) -> Simulation:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(simulation_id=simulation_id, client=client)).parsed
