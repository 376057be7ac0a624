"""Start one or more runs of a saved protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import Client
from ...records import read_list
from ...types import Response

if TYPE_CHECKING:
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
        return read_list(SimulationCreated, response.json())
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
    """Start one or more runs of a saved protocol.

    The client leaves out null fields so that the server defaults apply. Unknown keys in the
    caller's configuration are refused by the client before sending.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : SimulationBatchCreate
        Simulation batch create.

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
