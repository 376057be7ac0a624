from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.plot_data import PlotData
from ...types import UNSET, Response, Unset


def _get_kwargs(
    job_id: str,
    *,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["objective_name"] = objective_name

    json_plot_index: int | None | Unset
    if isinstance(plot_index, Unset):
        json_plot_index = UNSET
    else:
        json_plot_index = plot_index
    params["plot_index"] = json_plot_index

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
        "url": "/pipelines/validations/{job_id}/plot_data".format(
            job_id=quote(str(job_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PlotData | None:
    if response.status_code == 200:
        response_200 = PlotData.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PlotData]:
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
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[PlotData]:
    """Same for a validation element.

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | None | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlotData]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective_name=objective_name,
        plot_index=plot_index,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> PlotData | None:
    """Same for a validation element.

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | None | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlotData
    """

    return sync_detailed(
        job_id=job_id,
        client=client,
        objective_name=objective_name,
        plot_index=plot_index,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[PlotData]:
    """Same for a validation element.

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | None | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlotData]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        objective_name=objective_name,
        plot_index=plot_index,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    job_id: str,
    *,
    client: AuthenticatedClient | Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> PlotData | None:
    """Same for a validation element.

    Args:
        job_id (str):
        objective_name (str):
        plot_index (int | None | Unset):
        max_points (int | None | Unset):
        x_min (float | None | Unset):
        x_max (float | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlotData
    """

    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )
    ).parsed
