"""Get a measurement with its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement_detail_legacy import CellMeasurementDetailLegacy


def _get_kwargs(
    measurement_id: str,
    *,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/detail".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
        "params": query_values(
            {
                "x_min": x_min,
                "x_max": x_max,
                "x_column": x_column,
                "include_steps": include_steps,
                "include_time_series": include_time_series,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurementDetailLegacy:
    from ...models.cell_measurement_detail_legacy import CellMeasurementDetailLegacy

    if response.status_code == 200:
        return CellMeasurementDetailLegacy.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[CellMeasurementDetailLegacy]:
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
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurementDetailLegacy]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            x_min=x_min,
            x_max=x_max,
            x_column=x_column,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurementDetailLegacy:
    """Get a measurement with its tables.

    The record, its parents, its steps and its series in one answer. Read the parts one by
    one instead: they are complete, and come as Parquet.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    x_min : float | None
        Smallest x to return, inclusive.
    x_max : float | None
        Largest x to return, inclusive.
    x_column : None | str
        Column that `x_min` and `x_max` look at, such as `Time [s]`.
    include_steps : bool | None
        Whether steps may come with the record.
    include_time_series : bool | None
        Whether the series may come with the record.

    Returns
    -------
    CellMeasurementDetailLegacy

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        measurement_id=measurement_id,
        x_min=x_min,
        x_max=x_max,
        x_column=x_column,
        include_steps=include_steps,
        include_time_series=include_time_series,
        client=client,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurementDetailLegacy]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            x_min=x_min,
            x_max=x_max,
            x_column=x_column,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurementDetailLegacy:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            x_min=x_min,
            x_max=x_max,
            x_column=x_column,
            include_steps=include_steps,
            include_time_series=include_time_series,
            client=client,
        )
    ).parsed
