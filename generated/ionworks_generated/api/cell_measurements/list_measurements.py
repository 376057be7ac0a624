"""List measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement_order import CellMeasurementOrder
    from ...models.cell_measurement_page import CellMeasurementPage
    from ...models.measurement_type import MeasurementType
    from ...models.sort_order import SortOrder


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: MeasurementType | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    tags_all: list[str] | None | Unset = UNSET,
    tags_any: list[str] | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: CellMeasurementOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements",
        "params": query_values(
            {
                "project_id": project_id,
                "cell_specification_id": cell_specification_id,
                "limit": limit,
                "offset": offset,
                "measurement_type": measurement_type,
                "q": q,
                "tags_all": tags_all,
                "tags_any": tags_any,
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
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurementPage:
    from ...models.cell_measurement_page import CellMeasurementPage

    if response.status_code == 200:
        return CellMeasurementPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellMeasurementPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: MeasurementType | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    tags_all: list[str] | None | Unset = UNSET,
    tags_any: list[str] | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: CellMeasurementOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> Response[CellMeasurementPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            cell_specification_id=cell_specification_id,
            limit=limit,
            offset=offset,
            measurement_type=measurement_type,
            q=q,
            tags_all=tags_all,
            tags_any=tags_any,
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
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: MeasurementType | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    tags_all: list[str] | None | Unset = UNSET,
    tags_any: list[str] | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: CellMeasurementOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> CellMeasurementPage:
    """List measurements.

    Measurements across cells, of a project or of a specification. Where both are absent the
    default project is meant.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    cell_specification_id : None | str
        Specification whose cells were measured.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 25.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    measurement_type : MeasurementType | None
        Kind of measurement.
    q : None | str
        Text to find in name, notes, tags and protocol name.
    tags_all : list[str] | None
        Tags that must all be there, whatever their case.
    tags_any : list[str] | None
        Tags of which one must be there, whatever their case.
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
    order_by : CellMeasurementOrder | None
        Field to sort by. Unless given: created_at.
    order : None | SortOrder
        Direction to sort in. Unless given: desc.
    start_time : None | str
        Start of the test, as `operator.time`.
    start_time_gt : None | str
        Test started after this time, ISO 8601.
    start_time_lt : None | str
        Test started before this time, ISO 8601.

    Returns
    -------
    CellMeasurementPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        cell_specification_id=cell_specification_id,
        limit=limit,
        offset=offset,
        measurement_type=measurement_type,
        q=q,
        tags_all=tags_all,
        tags_any=tags_any,
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
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: MeasurementType | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    tags_all: list[str] | None | Unset = UNSET,
    tags_any: list[str] | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: CellMeasurementOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> Response[CellMeasurementPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            cell_specification_id=cell_specification_id,
            limit=limit,
            offset=offset,
            measurement_type=measurement_type,
            q=q,
            tags_all=tags_all,
            tags_any=tags_any,
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
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: MeasurementType | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    tags_all: list[str] | None | Unset = UNSET,
    tags_any: list[str] | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: CellMeasurementOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> CellMeasurementPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            cell_specification_id=cell_specification_id,
            limit=limit,
            offset=offset,
            measurement_type=measurement_type,
            q=q,
            tags_all=tags_all,
            tags_any=tags_any,
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
            client=client,
        )
    ).parsed
