"""Start simulations of a saved protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.simulation_batch_create import SimulationBatchCreate
    from ...models.simulation_created import SimulationCreated


def _get_kwargs(
    *,
    body: SimulationBatchCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/simulations/with-template/batch",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[SimulationCreated]:
    from ...models.simulation_created import SimulationCreated

    if response.status_code == 200:
        return read_list(SimulationCreated, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[SimulationCreated]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: SimulationBatchCreate,
) -> Response[list[SimulationCreated]]:
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
    body: SimulationBatchCreate,
) -> list[SimulationCreated]:
    """Start simulations of a saved protocol.

    Gives one run for each condition, or for each point of the sampled design; otherwise
    one. A run that is identical to an earlier one (same model, protocol, inputs and design)
    is not started again: the earlier one is returned. So the request may be sent twice.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : SimulationBatchCreate
        Simulations of one saved protocol: one run, a list of `conditions`, or a sampled
        design.

    Returns
    -------
    list[SimulationCreated]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: SimulationBatchCreate,
) -> Response[list[SimulationCreated]]:
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
    body: SimulationBatchCreate,
) -> list[SimulationCreated]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
