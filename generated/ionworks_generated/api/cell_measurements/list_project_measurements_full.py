"""Measurements of a project with their specification and cell."""

from typing import Any

import httpx

from ... import errors
from ...client import Client
from ...models.measurement_type import MeasurementType
from ...models.project_measurement_order import (
    ProjectMeasurementOrder,
)
from ...models.project_measurement_page import ProjectMeasurementPage
from ...models.sort_order import SortOrder
from ...types import UNSET, Response, Unset, path_segment, query_values


def _get_kwargs(
    project_id: str,
    *,
    measurement_type: MeasurementType | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | ProjectMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
    spec_name: None | str | Unset = UNSET,
    instance_name: None | str | Unset = UNSET,
    spec_id: None | str | Unset = UNSET,
    cell_instance_id: None | str | Unset = UNSET,
    spec_anode: None | str | Unset = UNSET,
    spec_cathode: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/by-project/{project_id}".format(
            project_id=path_segment("project_id", project_id),
        ),
        "params": query_values(
            {
                "measurement_type": measurement_type,
                "limit": limit,
                "offset": offset,
                "name": name,
                "created_by_email": created_by_email,
                "created_at": created_at,
                "created_at_gt": created_at_gt,
                "created_at_lt": created_at_lt,
                "updated_at": updated_at,
                "updated_at_gt": updated_at_gt,
                "updated_at_lt": updated_at_lt,
                "order_by": order_by,
                "order": order,
                "start_time": start_time,
                "start_time_gt": start_time_gt,
                "start_time_lt": start_time_lt,
                "spec_name": spec_name,
                "instance_name": instance_name,
                "spec_id": spec_id,
                "cell_instance_id": cell_instance_id,
                "spec_anode": spec_anode,
                "spec_cathode": spec_cathode,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ProjectMeasurementPage:
    if response.status_code == 200:
        response_200 = ProjectMeasurementPage.from_dict(response.json())

        return response_200
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[ProjectMeasurementPage]:
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
    measurement_type: MeasurementType | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | ProjectMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
    spec_name: None | str | Unset = UNSET,
    instance_name: None | str | Unset = UNSET,
    spec_id: None | str | Unset = UNSET,
    cell_instance_id: None | str | Unset = UNSET,
    spec_anode: None | str | Unset = UNSET,
    spec_cathode: None | str | Unset = UNSET,
) -> Response[ProjectMeasurementPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            measurement_type=measurement_type,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at=created_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at=updated_at,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            start_time=start_time,
            start_time_gt=start_time_gt,
            start_time_lt=start_time_lt,
            spec_name=spec_name,
            instance_name=instance_name,
            spec_id=spec_id,
            cell_instance_id=cell_instance_id,
            spec_anode=spec_anode,
            spec_cathode=spec_cathode,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
    measurement_type: MeasurementType | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | ProjectMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
    spec_name: None | str | Unset = UNSET,
    instance_name: None | str | Unset = UNSET,
    spec_id: None | str | Unset = UNSET,
    cell_instance_id: None | str | Unset = UNSET,
    spec_anode: None | str | Unset = UNSET,
    spec_cathode: None | str | Unset = UNSET,
) -> ProjectMeasurementPage:
    """Measurements of a project with their specification and cell.

    Parameters
    ----------
    project_id : str
    client : Client
        Where to send it.
    measurement_type : MeasurementType | None
    limit : int | None
    offset : int | None
    name : None | str
    created_by_email : None | str
    created_at : None | str
    created_at_gt : None | str
    created_at_lt : None | str
    updated_at : None | str
    updated_at_gt : None | str
    updated_at_lt : None | str
    order_by : None | ProjectMeasurementOrder
    order : None | SortOrder
    start_time : None | str
    start_time_gt : None | str
    start_time_lt : None | str
    spec_name : None | str
    instance_name : None | str
    spec_id : None | str
    cell_instance_id : None | str
    spec_anode : None | str
    spec_cathode : None | str

    Returns
    -------
    ProjectMeasurementPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        measurement_type=measurement_type,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        start_time=start_time,
        start_time_gt=start_time_gt,
        start_time_lt=start_time_lt,
        spec_name=spec_name,
        instance_name=instance_name,
        spec_id=spec_id,
        cell_instance_id=cell_instance_id,
        spec_anode=spec_anode,
        spec_cathode=spec_cathode,
        client=client,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
    measurement_type: MeasurementType | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | ProjectMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
    spec_name: None | str | Unset = UNSET,
    instance_name: None | str | Unset = UNSET,
    spec_id: None | str | Unset = UNSET,
    cell_instance_id: None | str | Unset = UNSET,
    spec_anode: None | str | Unset = UNSET,
    spec_cathode: None | str | Unset = UNSET,
) -> Response[ProjectMeasurementPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            measurement_type=measurement_type,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at=created_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at=updated_at,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            start_time=start_time,
            start_time_gt=start_time_gt,
            start_time_lt=start_time_lt,
            spec_name=spec_name,
            instance_name=instance_name,
            spec_id=spec_id,
            cell_instance_id=cell_instance_id,
            spec_anode=spec_anode,
            spec_cathode=spec_cathode,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
    measurement_type: MeasurementType | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | ProjectMeasurementOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
    spec_name: None | str | Unset = UNSET,
    instance_name: None | str | Unset = UNSET,
    spec_id: None | str | Unset = UNSET,
    cell_instance_id: None | str | Unset = UNSET,
    spec_anode: None | str | Unset = UNSET,
    spec_cathode: None | str | Unset = UNSET,
) -> ProjectMeasurementPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            measurement_type=measurement_type,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at=created_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at=updated_at,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            start_time=start_time,
            start_time_gt=start_time_gt,
            start_time_lt=start_time_lt,
            spec_name=spec_name,
            instance_name=instance_name,
            spec_id=spec_id,
            cell_instance_id=cell_instance_id,
            spec_anode=spec_anode,
            spec_cathode=spec_cathode,
            client=client,
        )
    ).parsed
