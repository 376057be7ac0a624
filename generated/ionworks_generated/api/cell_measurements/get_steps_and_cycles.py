"""Get the steps and the cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.steps_and_cycles_response import StepsAndCyclesResponse


def _get_kwargs(
    measurement_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/steps_and_cycles".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> StepsAndCyclesResponse:
    from ...models.steps_and_cycles_response import StepsAndCyclesResponse

    if response.status_code == 200:
        return StepsAndCyclesResponse.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[StepsAndCyclesResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: Client,
) -> Response[StepsAndCyclesResponse]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: Client,
) -> StepsAndCyclesResponse:
    """Get the steps and the cycles.

    Both tables in one answer, as columns.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.

    Returns
    -------
    StepsAndCyclesResponse

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(measurement_id=measurement_id, client=client).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: Client,
) -> Response[StepsAndCyclesResponse]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: Client,
) -> StepsAndCyclesResponse:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, client=client)).parsed
