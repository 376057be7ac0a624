"""List measurements of a project with cell and specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.measurement_type import MeasurementType
    from ...models.project_measurement_order import (
        ProjectMeasurementOrder,
    )
    from ...models.project_measurement_page import ProjectMeasurementPage
    from ...models.sort_order import SortOrder


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
    from ...models.project_measurement_page import ProjectMeasurementPage

    if response.status_code == 200:
        return ProjectMeasurementPage.from_dict(read_json(response.content))
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
    """List measurements of a project with cell and specification.

    Each item carries the specification and the cell it belongs to. Filters beginning with
    `spec_` and `instance_` look at those.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    measurement_type : MeasurementType | None
        Kind of measurement.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 25.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.
    created_by_email : None | str
        E-mail address of the creator; see filters.
    created_at : None | str
        Time of creation, as `operator.time`, such as `gte.2026-01-01`.
    created_at_gt : None | str
        Created after this time, ISO 8601.
    created_at_lt : None | str
        Created before this time, ISO 8601.
    updated_at : None | str
        Time of the last change, as `operator.time`.
    updated_at_gt : None | str
        Last changed after this time, ISO 8601.
    updated_at_lt : None | str
        Last changed before this time, ISO 8601.
    order_by : None | ProjectMeasurementOrder
        Field to sort by. Unless given: created_at.
    order : None | SortOrder
        Direction to sort in. Unless given: desc.
    start_time : None | str
        Start of the test, as `operator.time`.
    start_time_gt : None | str
        Test started after this time, ISO 8601.
    start_time_lt : None | str
        Test started before this time, ISO 8601.
    spec_name : None | str
        Name of the specification; see filters.
    instance_name : None | str
        Name of the cell; see filters.
    spec_id : None | str
        Id of the specification; see filters.
    cell_instance_id : None | str
        Id of the cell; see filters.
    spec_anode : None | str
        Material of the anode, by name; see filters.
    spec_cathode : None | str
        Material of the cathode, by name; see filters.

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
