from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cell_measurement_detail_legacy import CellMeasurementDetailLegacy
from ...types import UNSET, Response, Unset


def _get_kwargs(
    measurement_id: str,
    *,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_x_min: float | None | Unset
    if isinstance(x_min, Unset):
        json_x_min = UNSET
    else:
        json_x_min = x_min
    params["x_min"] = json_x_min

    json_x_max: float | None | Unset
    if isinstance(x_max, Unset):
        json_x_max = UNSET
    else:
        json_x_max = x_max
    params["x_max"] = json_x_max

    json_x_column: None | str | Unset
    if isinstance(x_column, Unset):
        json_x_column = UNSET
    else:
        json_x_column = x_column
    params["x_column"] = json_x_column

    json_include_steps: bool | None | Unset
    if isinstance(include_steps, Unset):
        json_include_steps = UNSET
    else:
        json_include_steps = include_steps
    params["include_steps"] = json_include_steps

    json_include_time_series: bool | None | Unset
    if isinstance(include_time_series, Unset):
        json_include_time_series = UNSET
    else:
        json_include_time_series = include_time_series
    params["include_time_series"] = json_include_time_series

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/detail".format(
            measurement_id=quote(str(measurement_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellMeasurementDetailLegacy | None:
    if response.status_code == 200:
        response_200 = CellMeasurementDetailLegacy.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CellMeasurementDetailLegacy]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurementDetailLegacy]:
    """Old all-in-one read: record, parents, steps and down-sampled series.

    Args:
        measurement_id (str):
        x_min (float | None | Unset):
        x_max (float | None | Unset):
        x_column (None | str | Unset):
        include_steps (bool | None | Unset):
        include_time_series (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementDetailLegacy]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        x_min=x_min,
        x_max=x_max,
        x_column=x_column,
        include_steps=include_steps,
        include_time_series=include_time_series,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurementDetailLegacy | None:
    """Old all-in-one read: record, parents, steps and down-sampled series.

    Args:
        measurement_id (str):
        x_min (float | None | Unset):
        x_max (float | None | Unset):
        x_column (None | str | Unset):
        include_steps (bool | None | Unset):
        include_time_series (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementDetailLegacy
    """

    return sync_detailed(
        measurement_id=measurement_id,
        client=client,
        x_min=x_min,
        x_max=x_max,
        x_column=x_column,
        include_steps=include_steps,
        include_time_series=include_time_series,
    ).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> Response[CellMeasurementDetailLegacy]:
    """Old all-in-one read: record, parents, steps and down-sampled series.

    Args:
        measurement_id (str):
        x_min (float | None | Unset):
        x_max (float | None | Unset):
        x_column (None | str | Unset):
        include_steps (bool | None | Unset):
        include_time_series (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementDetailLegacy]
    """

    kwargs = _get_kwargs(
        measurement_id=measurement_id,
        x_min=x_min,
        x_max=x_max,
        x_column=x_column,
        include_steps=include_steps,
        include_time_series=include_time_series,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: AuthenticatedClient | Client,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    include_steps: bool | None | Unset = UNSET,
    include_time_series: bool | None | Unset = UNSET,
) -> CellMeasurementDetailLegacy | None:
    """Old all-in-one read: record, parents, steps and down-sampled series.

    Args:
        measurement_id (str):
        x_min (float | None | Unset):
        x_max (float | None | Unset):
        x_column (None | str | Unset):
        include_steps (bool | None | Unset):
        include_time_series (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementDetailLegacy
    """

    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            client=client,
            x_min=x_min,
            x_max=x_max,
            x_column=x_column,
            include_steps=include_steps,
            include_time_series=include_time_series,
        )
    ).parsed
