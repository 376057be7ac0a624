from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_materials_order_by_type_1 import (
    ListMaterialsOrderByType1,
)
from ...models.list_materials_order_by_type_2_type_1 import (
    ListMaterialsOrderByType2Type1,
)
from ...models.list_materials_order_by_type_3_type_1 import (
    ListMaterialsOrderByType3Type1,
)
from ...models.list_materials_order_type_1 import (
    ListMaterialsOrderType1,
)
from ...models.list_materials_order_type_2_type_1 import (
    ListMaterialsOrderType2Type1,
)
from ...models.list_materials_order_type_3_type_1 import (
    ListMaterialsOrderType3Type1,
)
from ...models.material_page import MaterialPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListMaterialsOrderByType1
    | ListMaterialsOrderByType2Type1
    | ListMaterialsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMaterialsOrderType1
    | ListMaterialsOrderType2Type1
    | ListMaterialsOrderType3Type1
    | None
    | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_project_id: None | str | Unset
    if isinstance(project_id, Unset):
        json_project_id = UNSET
    else:
        json_project_id = project_id
    params["project_id"] = json_project_id

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

    json_name: None | str | Unset
    if isinstance(name, Unset):
        json_name = UNSET
    else:
        json_name = name
    params["name"] = json_name

    json_manufacturer: None | str | Unset
    if isinstance(manufacturer, Unset):
        json_manufacturer = UNSET
    else:
        json_manufacturer = manufacturer
    params["manufacturer"] = json_manufacturer

    json_product_id: None | str | Unset
    if isinstance(product_id, Unset):
        json_product_id = UNSET
    else:
        json_product_id = product_id
    params["product_id"] = json_product_id

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

    json_include_system: bool | None | Unset
    if isinstance(include_system, Unset):
        json_include_system = UNSET
    else:
        json_include_system = include_system
    params["include_system"] = json_include_system

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/materials",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MaterialPage | None:
    if response.status_code == 200:
        response_200 = MaterialPage.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MaterialPage]:
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
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListMaterialsOrderByType1
    | ListMaterialsOrderByType2Type1
    | ListMaterialsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMaterialsOrderType1
    | ListMaterialsOrderType2Type1
    | ListMaterialsOrderType3Type1
    | None
    | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> Response[MaterialPage]:
    """Materials of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        manufacturer (None | str | Unset):
        product_id (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMaterialsOrderByType1 | ListMaterialsOrderByType2Type1 |
            ListMaterialsOrderByType3Type1 | None | Unset):
        order (ListMaterialsOrderType1 | ListMaterialsOrderType2Type1 |
            ListMaterialsOrderType3Type1 | None | Unset):
        include_system (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MaterialPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        include_system=include_system,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListMaterialsOrderByType1
    | ListMaterialsOrderByType2Type1
    | ListMaterialsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMaterialsOrderType1
    | ListMaterialsOrderType2Type1
    | ListMaterialsOrderType3Type1
    | None
    | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> MaterialPage | None:
    """Materials of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        manufacturer (None | str | Unset):
        product_id (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMaterialsOrderByType1 | ListMaterialsOrderByType2Type1 |
            ListMaterialsOrderByType3Type1 | None | Unset):
        order (ListMaterialsOrderType1 | ListMaterialsOrderType2Type1 |
            ListMaterialsOrderType3Type1 | None | Unset):
        include_system (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MaterialPage
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        include_system=include_system,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListMaterialsOrderByType1
    | ListMaterialsOrderByType2Type1
    | ListMaterialsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMaterialsOrderType1
    | ListMaterialsOrderType2Type1
    | ListMaterialsOrderType3Type1
    | None
    | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> Response[MaterialPage]:
    """Materials of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        manufacturer (None | str | Unset):
        product_id (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMaterialsOrderByType1 | ListMaterialsOrderByType2Type1 |
            ListMaterialsOrderByType3Type1 | None | Unset):
        order (ListMaterialsOrderType1 | ListMaterialsOrderType2Type1 |
            ListMaterialsOrderType3Type1 | None | Unset):
        include_system (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MaterialPage]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        offset=offset,
        name=name,
        manufacturer=manufacturer,
        product_id=product_id,
        created_at=created_at,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at=updated_at,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        include_system=include_system,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListMaterialsOrderByType1
    | ListMaterialsOrderByType2Type1
    | ListMaterialsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListMaterialsOrderType1
    | ListMaterialsOrderType2Type1
    | ListMaterialsOrderType3Type1
    | None
    | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> MaterialPage | None:
    """Materials of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        manufacturer (None | str | Unset):
        product_id (None | str | Unset):
        created_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListMaterialsOrderByType1 | ListMaterialsOrderByType2Type1 |
            ListMaterialsOrderByType3Type1 | None | Unset):
        order (ListMaterialsOrderType1 | ListMaterialsOrderType2Type1 |
            ListMaterialsOrderType3Type1 | None | Unset):
        include_system (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MaterialPage
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            limit=limit,
            offset=offset,
            name=name,
            manufacturer=manufacturer,
            product_id=product_id,
            created_at=created_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at=updated_at,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            include_system=include_system,
        )
    ).parsed
