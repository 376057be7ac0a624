"""List the plans of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.planned_measurement_order import (
        PlannedMeasurementOrder,
    )
    from ...models.planned_measurement_page import PlannedMeasurementPage
    from ...models.planned_measurement_status import (
        PlannedMeasurementStatus,
    )
    from ...models.sort_order import SortOrder


def _get_kwargs(
    project_id: str,
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    status: None | PlannedMeasurementStatus | Unset = UNSET,
    channel_id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    order_by: None | PlannedMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{project_id}/planned_measurements".format(
            project_id=path_segment("project_id", project_id),
        ),
        "params": query_values(
            {
                "limit": limit,
                "offset": offset,
                "status": status,
                "channel_id": channel_id,
                "name": name,
                "order_by": order_by,
                "order": order,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PlannedMeasurementPage:
    from ...models.planned_measurement_page import PlannedMeasurementPage

    if response.status_code == 200:
        return PlannedMeasurementPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[PlannedMeasurementPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    status: None | PlannedMeasurementStatus | Unset = UNSET,
    channel_id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    order_by: None | PlannedMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[PlannedMeasurementPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            limit=limit,
            offset=offset,
            status=status,
            channel_id=channel_id,
            name=name,
            order_by=order_by,
            order=order,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    status: None | PlannedMeasurementStatus | Unset = UNSET,
    channel_id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    order_by: None | PlannedMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> PlannedMeasurementPage:
    """List the plans of a project.

    Plans of a project.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 1000.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    status : None | PlannedMeasurementStatus
        How far they have come.
    channel_id : None | str
        Channel that they reserve.
    name : None | str
        Name; see filters.
    order_by : None | PlannedMeasurementOrder
        Field to sort by.
    order : None | SortOrder
        Direction to sort in.

    Returns
    -------
    PlannedMeasurementPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        limit=limit,
        offset=offset,
        status=status,
        channel_id=channel_id,
        name=name,
        order_by=order_by,
        order=order,
        client=client,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    status: None | PlannedMeasurementStatus | Unset = UNSET,
    channel_id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    order_by: None | PlannedMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[PlannedMeasurementPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            limit=limit,
            offset=offset,
            status=status,
            channel_id=channel_id,
            name=name,
            order_by=order_by,
            order=order,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    status: None | PlannedMeasurementStatus | Unset = UNSET,
    channel_id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    order_by: None | PlannedMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> PlannedMeasurementPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            limit=limit,
            offset=offset,
            status=status,
            channel_id=channel_id,
            name=name,
            order_by=order_by,
            order=order,
            client=client,
        )
    ).parsed
