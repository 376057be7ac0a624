from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cell_measurement_page import CellMeasurementPage
from ...models.list_measurements_measurement_type_type_1 import (
    ListMeasurementsMeasurementTypeType1,
)
from ...models.list_measurements_measurement_type_type_2_type_1 import (
    ListMeasurementsMeasurementTypeType2Type1,
)
from ...models.list_measurements_measurement_type_type_3_type_1 import (
    ListMeasurementsMeasurementTypeType3Type1,
)
from ...models.list_measurements_order_by_type_1 import (
    ListMeasurementsOrderByType1,
)
from ...models.list_measurements_order_by_type_2_type_1 import (
    ListMeasurementsOrderByType2Type1,
)
from ...models.list_measurements_order_by_type_3_type_1 import (
    ListMeasurementsOrderByType3Type1,
)
from ...models.list_measurements_order_type_1 import (
    ListMeasurementsOrderType1,
)
from ...models.list_measurements_order_type_2_type_1 import (
    ListMeasurementsOrderType2Type1,
)
from ...models.list_measurements_order_type_3_type_1 import (
    ListMeasurementsOrderType3Type1,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: ListMeasurementsMeasurementTypeType1
    | ListMeasurementsMeasurementTypeType2Type1
    | ListMeasurementsMeasurementTypeType3Type1
    | None
    | Unset = UNSET,
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
    order_by: ListMeasurementsOrderByType1
    | ListMeasurementsOrderByType2Type1
    | ListMeasurementsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMeasurementsOrderType1
    | ListMeasurementsOrderType2Type1
    | ListMeasurementsOrderType3Type1
    | None
    | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_project_id: None | str | Unset
    if isinstance(project_id, Unset):
        json_project_id = UNSET
    else:
        json_project_id = project_id
    params["project_id"] = json_project_id

    json_cell_specification_id: None | str | Unset
    if isinstance(cell_specification_id, Unset):
        json_cell_specification_id = UNSET
    else:
        json_cell_specification_id = cell_specification_id
    params["cell_specification_id"] = json_cell_specification_id

    json_limit: int | None | Unset
    if isinstance(limit, Unset):
        json_limit = UNSET
    else:
        json_limit = limit
    params["limit"] = json_limit

    json_offset: int | None | Unset
    if isinstance(offset, Unset):
        json_offset = UNSET
    else:
        json_offset = offset
    params["offset"] = json_offset

    json_measurement_type: None | str | Unset
    if isinstance(measurement_type, Unset):
        json_measurement_type = UNSET
    elif (
        isinstance(measurement_type, str)
        or isinstance(measurement_type, str)
        or isinstance(measurement_type, str)
    ):
        json_measurement_type = measurement_type
    else:
        json_measurement_type = measurement_type
    params["measurement_type"] = json_measurement_type

    json_q: None | str | Unset
    if isinstance(q, Unset):
        json_q = UNSET
    else:
        json_q = q
    params["q"] = json_q

    json_tags_all: list[str] | None | Unset
    if isinstance(tags_all, Unset):
        json_tags_all = UNSET
    elif isinstance(tags_all, list):
        json_tags_all = tags_all

    else:
        json_tags_all = tags_all
    params["tags_all"] = json_tags_all

    json_tags_any: list[str] | None | Unset
    if isinstance(tags_any, Unset):
        json_tags_any = UNSET
    elif isinstance(tags_any, list):
        json_tags_any = tags_any

    else:
        json_tags_any = tags_any
    params["tags_any"] = json_tags_any

    json_name: None | str | Unset
    if isinstance(name, Unset):
        json_name = UNSET
    else:
        json_name = name
    params["name"] = json_name

    json_created_by_email: None | str | Unset
    if isinstance(created_by_email, Unset):
        json_created_by_email = UNSET
    else:
        json_created_by_email = created_by_email
    params["created_by_email"] = json_created_by_email

    json_created_at: None | str | Unset
    if isinstance(created_at, Unset):
        json_created_at = UNSET
    else:
        json_created_at = created_at
    params["created_at"] = json_created_at

    json_created_at_gt: None | str | Unset
    if isinstance(created_at_gt, Unset):
        json_created_at_gt = UNSET
    else:
        json_created_at_gt = created_at_gt
    params["created_at_gt"] = json_created_at_gt

    json_created_at_lt: None | str | Unset
    if isinstance(created_at_lt, Unset):
        json_created_at_lt = UNSET
    else:
        json_created_at_lt = created_at_lt
    params["created_at_lt"] = json_created_at_lt

    json_updated_at: None | str | Unset
    if isinstance(updated_at, Unset):
        json_updated_at = UNSET
    else:
        json_updated_at = updated_at
    params["updated_at"] = json_updated_at

    json_updated_at_gt: None | str | Unset
    if isinstance(updated_at_gt, Unset):
        json_updated_at_gt = UNSET
    else:
        json_updated_at_gt = updated_at_gt
    params["updated_at_gt"] = json_updated_at_gt

    json_updated_at_lt: None | str | Unset
    if isinstance(updated_at_lt, Unset):
        json_updated_at_lt = UNSET
    else:
        json_updated_at_lt = updated_at_lt
    params["updated_at_lt"] = json_updated_at_lt

    json_order_by: None | str | Unset
    if isinstance(order_by, Unset):
        json_order_by = UNSET
    elif (
        isinstance(order_by, str)
        or isinstance(order_by, str)
        or isinstance(order_by, str)
    ):
        json_order_by = order_by
    else:
        json_order_by = order_by
    params["order_by"] = json_order_by

    json_order: None | str | Unset
    if isinstance(order, Unset):
        json_order = UNSET
    elif isinstance(order, str) or isinstance(order, str) or isinstance(order, str):
        json_order = order
    else:
        json_order = order
    params["order"] = json_order

    json_start_time: None | str | Unset
    if isinstance(start_time, Unset):
        json_start_time = UNSET
    else:
        json_start_time = start_time
    params["start_time"] = json_start_time

    json_start_time_gt: None | str | Unset
    if isinstance(start_time_gt, Unset):
        json_start_time_gt = UNSET
    else:
        json_start_time_gt = start_time_gt
    params["start_time_gt"] = json_start_time_gt

    json_start_time_lt: None | str | Unset
    if isinstance(start_time_lt, Unset):
        json_start_time_lt = UNSET
    else:
        json_start_time_lt = start_time_lt
    params["start_time_lt"] = json_start_time_lt

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CellMeasurementPage | None:
    if response.status_code == 200:
        response_200 = CellMeasurementPage.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CellMeasurementPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: ListMeasurementsMeasurementTypeType1
    | ListMeasurementsMeasurementTypeType2Type1
    | ListMeasurementsMeasurementTypeType3Type1
    | None
    | Unset = UNSET,
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
    order_by: ListMeasurementsOrderByType1
    | ListMeasurementsOrderByType2Type1
    | ListMeasurementsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMeasurementsOrderType1
    | ListMeasurementsOrderType2Type1
    | ListMeasurementsOrderType3Type1
    | None
    | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> Response[CellMeasurementPage]:
    """Measurements across cells, scoped by project or by specification.

    Args:
        project_id (None | str | Unset):
        cell_specification_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        measurement_type (ListMeasurementsMeasurementTypeType1 |
            ListMeasurementsMeasurementTypeType2Type1 | ListMeasurementsMeasurementTypeType3Type1 |
            None | Unset):
        q (None | str | Unset):
        tags_all (list[str] | None | Unset):
        tags_any (list[str] | None | Unset):
        name (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMeasurementsOrderByType1 | ListMeasurementsOrderByType2Type1 |
            ListMeasurementsOrderByType3Type1 | None | Unset):
        order (ListMeasurementsOrderType1 | ListMeasurementsOrderType2Type1 |
            ListMeasurementsOrderType3Type1 | None | Unset):
        start_time (None | str | Unset):
        start_time_gt (None | str | Unset):
        start_time_lt (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementPage]
    """

    kwargs = _get_kwargs(
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

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: ListMeasurementsMeasurementTypeType1
    | ListMeasurementsMeasurementTypeType2Type1
    | ListMeasurementsMeasurementTypeType3Type1
    | None
    | Unset = UNSET,
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
    order_by: ListMeasurementsOrderByType1
    | ListMeasurementsOrderByType2Type1
    | ListMeasurementsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMeasurementsOrderType1
    | ListMeasurementsOrderType2Type1
    | ListMeasurementsOrderType3Type1
    | None
    | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> CellMeasurementPage | None:
    """Measurements across cells, scoped by project or by specification.

    Args:
        project_id (None | str | Unset):
        cell_specification_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        measurement_type (ListMeasurementsMeasurementTypeType1 |
            ListMeasurementsMeasurementTypeType2Type1 | ListMeasurementsMeasurementTypeType3Type1 |
            None | Unset):
        q (None | str | Unset):
        tags_all (list[str] | None | Unset):
        tags_any (list[str] | None | Unset):
        name (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMeasurementsOrderByType1 | ListMeasurementsOrderByType2Type1 |
            ListMeasurementsOrderByType3Type1 | None | Unset):
        order (ListMeasurementsOrderType1 | ListMeasurementsOrderType2Type1 |
            ListMeasurementsOrderType3Type1 | None | Unset):
        start_time (None | str | Unset):
        start_time_gt (None | str | Unset):
        start_time_lt (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementPage
    """

    return sync_detailed(
        client=client,
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
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: ListMeasurementsMeasurementTypeType1
    | ListMeasurementsMeasurementTypeType2Type1
    | ListMeasurementsMeasurementTypeType3Type1
    | None
    | Unset = UNSET,
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
    order_by: ListMeasurementsOrderByType1
    | ListMeasurementsOrderByType2Type1
    | ListMeasurementsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMeasurementsOrderType1
    | ListMeasurementsOrderType2Type1
    | ListMeasurementsOrderType3Type1
    | None
    | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> Response[CellMeasurementPage]:
    """Measurements across cells, scoped by project or by specification.

    Args:
        project_id (None | str | Unset):
        cell_specification_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        measurement_type (ListMeasurementsMeasurementTypeType1 |
            ListMeasurementsMeasurementTypeType2Type1 | ListMeasurementsMeasurementTypeType3Type1 |
            None | Unset):
        q (None | str | Unset):
        tags_all (list[str] | None | Unset):
        tags_any (list[str] | None | Unset):
        name (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMeasurementsOrderByType1 | ListMeasurementsOrderByType2Type1 |
            ListMeasurementsOrderByType3Type1 | None | Unset):
        order (ListMeasurementsOrderType1 | ListMeasurementsOrderType2Type1 |
            ListMeasurementsOrderType3Type1 | None | Unset):
        start_time (None | str | Unset):
        start_time_gt (None | str | Unset):
        start_time_lt (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CellMeasurementPage]
    """

    kwargs = _get_kwargs(
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

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    cell_specification_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    measurement_type: ListMeasurementsMeasurementTypeType1
    | ListMeasurementsMeasurementTypeType2Type1
    | ListMeasurementsMeasurementTypeType3Type1
    | None
    | Unset = UNSET,
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
    order_by: ListMeasurementsOrderByType1
    | ListMeasurementsOrderByType2Type1
    | ListMeasurementsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMeasurementsOrderType1
    | ListMeasurementsOrderType2Type1
    | ListMeasurementsOrderType3Type1
    | None
    | Unset = UNSET,
    start_time: None | str | Unset = UNSET,
    start_time_gt: None | str | Unset = UNSET,
    start_time_lt: None | str | Unset = UNSET,
) -> CellMeasurementPage | None:
    """Measurements across cells, scoped by project or by specification.

    Args:
        project_id (None | str | Unset):
        cell_specification_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        measurement_type (ListMeasurementsMeasurementTypeType1 |
            ListMeasurementsMeasurementTypeType2Type1 | ListMeasurementsMeasurementTypeType3Type1 |
            None | Unset):
        q (None | str | Unset):
        tags_all (list[str] | None | Unset):
        tags_any (list[str] | None | Unset):
        name (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMeasurementsOrderByType1 | ListMeasurementsOrderByType2Type1 |
            ListMeasurementsOrderByType3Type1 | None | Unset):
        order (ListMeasurementsOrderType1 | ListMeasurementsOrderType2Type1 |
            ListMeasurementsOrderType3Type1 | None | Unset):
        start_time (None | str | Unset):
        start_time_gt (None | str | Unset):
        start_time_lt (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CellMeasurementPage
    """

    return (
        await asyncio_detailed(
            client=client,
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
    ).parsed
