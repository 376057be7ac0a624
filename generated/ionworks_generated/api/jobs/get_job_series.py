"""Get a series of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.series_source import SeriesSource


def _get_kwargs(
    job_id: str,
    *,
    objective: str,
    source: None | SeriesSource | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}/series".format(
            job_id=path_segment("job_id", job_id),
        ),
        "params": query_values(
            {
                "objective": objective,
                "source": source,
                "columns": columns,
                "x_column": x_column,
                "max_points": max_points,
                "x_min": x_min,
                "x_max": x_max,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any:

    if response.status_code == 200:
        return cast(Any, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
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
    objective: str,
    source: None | SeriesSource | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[Any]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
            objective=objective,
            source=source,
            columns=columns,
            x_column=x_column,
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
    objective: str,
    source: None | SeriesSource | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Any:
    """Get a series of a job.

    Model against data for one objective, cut to a window and thinned.

    Parameters
    ----------
    job_id : str
        Id of the job.
    client : Client
        Where to send it.
    objective : str
        Objective to read.
    source : None | SeriesSource
        Fitted or starting parameters. Unless given: optimal.
    columns : None | str
        Channels to return, separated by commas; all unless given.
    x_column : None | str
        Column to use as x; `Time [s]` or `Frequency [Hz]` unless given.
    max_points : int | None
        Most points to return; the whole window unless given.
    x_min : float | None
        Smallest x to return, inclusive.
    x_max : float | None
        Largest x to return, inclusive.

    Returns
    -------
    Any

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        job_id=job_id,
        objective=objective,
        source=source,
        columns=columns,
        x_column=x_column,
        max_points=max_points,
        x_min=x_min,
        x_max=x_max,
        client=client,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: Client,
    objective: str,
    source: None | SeriesSource | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Response[Any]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
            objective=objective,
            source=source,
            columns=columns,
            x_column=x_column,
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
    objective: str,
    source: None | SeriesSource | Unset = UNSET,
    columns: None | str | Unset = UNSET,
    x_column: None | str | Unset = UNSET,
    max_points: int | None | Unset = UNSET,
    x_min: float | None | Unset = UNSET,
    x_max: float | None | Unset = UNSET,
) -> Any:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            job_id=job_id,
            objective=objective,
            source=source,
            columns=columns,
            x_column=x_column,
            max_points=max_points,
            x_min=x_min,
            x_max=x_max,
            client=client,
        )
    ).parsed
