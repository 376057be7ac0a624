"""Get a measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement import CellMeasurement


def _get_kwargs(
    measurement_id: str,
    *,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
        "params": query_values(
            {
                "include_steps": include_steps,
                "include_time_series": include_time_series,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurement:
    from ...models.cell_measurement import CellMeasurement

    if response.status_code == 200:
        return CellMeasurement.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellMeasurement]:
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
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: Client,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurement:
    """Get a measurement.

    The record. While a time series is processed, ask with both `include_…` parameters
    false.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    include_steps : bool | None
        Whether steps may come with the record.
    include_time_series : bool | None
        Whether the series may come with the record.

    Returns
    -------
    CellMeasurement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        measurement_id=measurement_id,
        include_steps=include_steps,
        include_time_series=include_time_series,
        client=client,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: Client,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: Client,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurement:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            include_steps=include_steps,
            include_time_series=include_time_series,
            client=client,
        )
    ).parsed
