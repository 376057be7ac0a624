from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_projects_order_by_type_1 import (
    ListProjectsOrderByType1,
)
from ...models.list_projects_order_by_type_2_type_1 import (
    ListProjectsOrderByType2Type1,
)
from ...models.list_projects_order_by_type_3_type_1 import (
    ListProjectsOrderByType3Type1,
)
from ...models.list_projects_order_type_1 import (
    ListProjectsOrderType1,
)
from ...models.list_projects_order_type_2_type_1 import (
    ListProjectsOrderType2Type1,
)
from ...models.list_projects_order_type_3_type_1 import (
    ListProjectsOrderType3Type1,
)
from ...models.project import Project
from ...models.project_page import ProjectPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListProjectsOrderByType1
    | ListProjectsOrderByType2Type1
    | ListProjectsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListProjectsOrderType1
    | ListProjectsOrderType2Type1
    | ListProjectsOrderType3Type1
    | None
    | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> list[Project] | ProjectPage | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> list[Project] | ProjectPage:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = ProjectPage.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_1 = []
            _response_200_type_1 = data
            for response_200_type_1_item_data in _response_200_type_1:
                response_200_type_1_item = Project.from_dict(
                    response_200_type_1_item_data
                )

                response_200_type_1.append(response_200_type_1_item)

            return response_200_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[list[Project] | ProjectPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListProjectsOrderByType1
    | ListProjectsOrderByType2Type1
    | ListProjectsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListProjectsOrderType1
    | ListProjectsOrderType2Type1
    | ListProjectsOrderType3Type1
    | None
    | Unset = UNSET,
) -> Response[list[Project] | ProjectPage]:
    """List projects of the organization.

    Args:
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListProjectsOrderByType1 | ListProjectsOrderByType2Type1 |
            ListProjectsOrderByType3Type1 | None | Unset):
        order (ListProjectsOrderType1 | ListProjectsOrderType2Type1 | ListProjectsOrderType3Type1
            | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Project] | ProjectPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        offset=offset,
        name=name,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListProjectsOrderByType1
    | ListProjectsOrderByType2Type1
    | ListProjectsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListProjectsOrderType1
    | ListProjectsOrderType2Type1
    | ListProjectsOrderType3Type1
    | None
    | Unset = UNSET,
) -> list[Project] | ProjectPage | None:
    """List projects of the organization.

    Args:
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListProjectsOrderByType1 | ListProjectsOrderByType2Type1 |
            ListProjectsOrderByType3Type1 | None | Unset):
        order (ListProjectsOrderType1 | ListProjectsOrderType2Type1 | ListProjectsOrderType3Type1
            | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Project] | ProjectPage
    """

    return sync_detailed(
        client=client,
        limit=limit,
        offset=offset,
        name=name,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListProjectsOrderByType1
    | ListProjectsOrderByType2Type1
    | ListProjectsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListProjectsOrderType1
    | ListProjectsOrderType2Type1
    | ListProjectsOrderType3Type1
    | None
    | Unset = UNSET,
) -> Response[list[Project] | ProjectPage]:
    """List projects of the organization.

    Args:
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListProjectsOrderByType1 | ListProjectsOrderByType2Type1 |
            ListProjectsOrderByType3Type1 | None | Unset):
        order (ListProjectsOrderType1 | ListProjectsOrderType2Type1 | ListProjectsOrderType3Type1
            | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Project] | ProjectPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        offset=offset,
        name=name,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListProjectsOrderByType1
    | ListProjectsOrderByType2Type1
    | ListProjectsOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListProjectsOrderType1
    | ListProjectsOrderType2Type1
    | ListProjectsOrderType3Type1
    | None
    | Unset = UNSET,
) -> list[Project] | ProjectPage | None:
    """List projects of the organization.

    Args:
        limit (int | None | Unset):
        offset (int | None | Unset):
        name (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListProjectsOrderByType1 | ListProjectsOrderByType2Type1 |
            ListProjectsOrderByType3Type1 | None | Unset):
        order (ListProjectsOrderType1 | ListProjectsOrderType2Type1 | ListProjectsOrderType3Type1
            | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Project] | ProjectPage
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            offset=offset,
            name=name,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
        )
    ).parsed
