"""Get a plot of a validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.plot_data import PlotData


def _get_kwargs(
    job_id: str,
    *,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/validations/{job_id}/plot_data".format(
            job_id=path_segment("job_id", job_id),
        ),
        "params": query_values(
            {
                "objective_name": objective_name,
                "plot_index": plot_index,
                "max_points": max_points,
                "x_min": x_min,
                "x_max": x_max,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PlotData:
    from ...models.plot_data import PlotData

    if response.status_code == 200:
        return PlotData.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[PlotData]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    job_id: str,
    *,
    client: Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[PlotData]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    job_id: str,
    *,
    client: Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> PlotData:
    """Get a plot of a validation.

    Model and data of one plot, thinned to `max_points`.

    Parameters
    ----------
    job_id : str
        Id of the job.
    client : Client
        Where to send it.
    objective_name : str
        Objective to plot.
    plot_index : int | None
        Which of the plots of the objective, from 0. At least 0. Unless given: 0.
    max_points : int | None
        Most points to return. From 100 to 10000. Unless given: 2000.
    x_min : float | None
        Smallest x to return, inclusive.
    x_max : float | None
        Largest x to return, inclusive.

    Returns
    -------
    PlotData

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        job_id=job_id,
        objective_name=objective_name,
        plot_index=plot_index,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
        client=client,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[PlotData]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    job_id: str,
    *,
    client: Client,
    objective_name: str,
    plot_index: int | None | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> PlotData:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            job_id=job_id,
            objective_name=objective_name,
            plot_index=plot_index,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
            client=client,
        )
    ).parsed
