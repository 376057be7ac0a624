from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_job_series_source_type_1 import (
    GetJobSeriesSourceType1,
)
from ...models.get_job_series_source_type_2_type_1 import (
    GetJobSeriesSourceType2Type1,
)
from ...models.get_job_series_source_type_3_type_1 import (
    GetJobSeriesSourceType3Type1,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    job_id: str,
    *,
    objective: str,
    source: GetJobSeriesSourceType1
    | GetJobSeriesSourceType2Type1
    | GetJobSeriesSourceType3Type1
    | None
    | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["objective"] = objective

    json_source: None | str | Unset
    if isinstance(source, Unset):
        json_source = UNSET
    elif isinstance(source, str) or isinstance(source, str) or isinstance(source, str):
        json_source = source
    else:
        json_source = source
    params["source"] = json_source

    json_columns: None | str | Unset
    if isinstance(columns, Unset):
        json_columns = UNSET
    else:
        json_columns = columns
    params["columns"] = json_columns

    json_x_column: None | str | Unset
    if isinstance(x_column, Unset):
        json_x_column = UNSET
    else:
        json_x_column = x_column
    params["x_column"] = json_x_column

    json_max_points: int | None | Unset
    if isinstance(max_points, Unset):
        json_max_points = UNSET
    else:
        json_max_points = max_points
    params["max_points"] = json_max_points

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}/series".format(
            job_id=quote(str(job_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | None:
    if response.status_code == 200:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSourceType1
    | GetJobSeriesSourceType2Type1
    | GetJobSeriesSourceType3Type1
    | None
    | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[Any]:
    """Model-versus-data series of one objective, windowed and thinned.

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSourceType1 | GetJobSeriesSourceType2Type1 |
            GetJobSeriesSourceType3Type1 | None | Unset):
        columns (None | str | Unset):
        x_column (None | str | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective: str,
    source: GetJobSeriesSourceType1
    | GetJobSeriesSourceType2Type1
    | GetJobSeriesSourceType3Type1
    | None
    | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[Any]:
    """Model-versus-data series of one objective, windowed and thinned.

    Args:
        job_id (str):
        objective (str):
        source (GetJobSeriesSourceType1 | GetJobSeriesSourceType2Type1 |
            GetJobSeriesSourceType3Type1 | None | Unset):
        columns (None | str | Unset):
        x_column (None | str | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)
