from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_pipelines_order_by_type_1 import (
    ListPipelinesOrderByType1,
)
from ...models.list_pipelines_order_by_type_2_type_1 import (
    ListPipelinesOrderByType2Type1,
)
from ...models.list_pipelines_order_by_type_3_type_1 import (
    ListPipelinesOrderByType3Type1,
)
from ...models.list_pipelines_order_type_1 import (
    ListPipelinesOrderType1,
)
from ...models.list_pipelines_order_type_2_type_1 import (
    ListPipelinesOrderType2Type1,
)
from ...models.list_pipelines_order_type_3_type_1 import (
    ListPipelinesOrderType3Type1,
)
from ...models.pipeline import Pipeline
from ...models.pipeline_list import PipelineList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    skip: int | None | Unset = UNSET,
    id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    description: None | str | Unset = UNSET,
    status: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListPipelinesOrderByType1
    | ListPipelinesOrderByType2Type1
    | ListPipelinesOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListPipelinesOrderType1
    | ListPipelinesOrderType2Type1
    | ListPipelinesOrderType3Type1
    | None
    | Unset = UNSET,
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

    json_skip: int | None | Unset
    if isinstance(skip, Unset):
        json_skip = UNSET
    else:
        json_skip = skip
    params["skip"] = json_skip

    json_id: None | str | Unset
    if isinstance(id, Unset):
        json_id = UNSET
    else:
        json_id = id
    params["id"] = json_id

    json_name: None | str | Unset
    if isinstance(name, Unset):
        json_name = UNSET
    else:
        json_name = name
    params["name"] = json_name

    json_description: None | str | Unset
    if isinstance(description, Unset):
        json_description = UNSET
    else:
        json_description = description
    params["description"] = json_description

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    else:
        json_status = status
    params["status"] = json_status

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

    json_updated_at: None | str | Unset
    if isinstance(updated_at, Unset):
        json_updated_at = UNSET
    else:
        json_updated_at = updated_at
    params["updated_at"] = json_updated_at

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
        "url": "/pipelines",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> list[Pipeline] | PipelineList | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> list[Pipeline] | PipelineList:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = PipelineList.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_1 = []
            _response_200_type_1 = data
            for response_200_type_1_item_data in _response_200_type_1:
                response_200_type_1_item = Pipeline.from_dict(
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
) -> Response[list[Pipeline] | PipelineList]:
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
    skip: int | None | Unset = UNSET,
    id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    description: None | str | Unset = UNSET,
    status: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListPipelinesOrderByType1
    | ListPipelinesOrderByType2Type1
    | ListPipelinesOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListPipelinesOrderType1
    | ListPipelinesOrderType2Type1
    | ListPipelinesOrderType3Type1
    | None
    | Unset = UNSET,
) -> Response[list[Pipeline] | PipelineList]:
    """Pipelines of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        skip (int | None | Unset):
        id (None | str | Unset):
        name (None | str | Unset):
        description (None | str | Unset):
        status (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        updated_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListPipelinesOrderByType1 | ListPipelinesOrderByType2Type1 |
            ListPipelinesOrderByType3Type1 | None | Unset):
        order (ListPipelinesOrderType1 | ListPipelinesOrderType2Type1 |
            ListPipelinesOrderType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Pipeline] | PipelineList]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
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
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    skip: int | None | Unset = UNSET,
    id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    description: None | str | Unset = UNSET,
    status: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListPipelinesOrderByType1
    | ListPipelinesOrderByType2Type1
    | ListPipelinesOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListPipelinesOrderType1
    | ListPipelinesOrderType2Type1
    | ListPipelinesOrderType3Type1
    | None
    | Unset = UNSET,
) -> list[Pipeline] | PipelineList | None:
    """Pipelines of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        skip (int | None | Unset):
        id (None | str | Unset):
        name (None | str | Unset):
        description (None | str | Unset):
        status (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        updated_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListPipelinesOrderByType1 | ListPipelinesOrderByType2Type1 |
            ListPipelinesOrderByType3Type1 | None | Unset):
        order (ListPipelinesOrderType1 | ListPipelinesOrderType2Type1 |
            ListPipelinesOrderType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Pipeline] | PipelineList
    """

    return sync_detailed(
        client=client,
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
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
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    skip: int | None | Unset = UNSET,
    id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    description: None | str | Unset = UNSET,
    status: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListPipelinesOrderByType1
    | ListPipelinesOrderByType2Type1
    | ListPipelinesOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListPipelinesOrderType1
    | ListPipelinesOrderType2Type1
    | ListPipelinesOrderType3Type1
    | None
    | Unset = UNSET,
) -> Response[list[Pipeline] | PipelineList]:
    """Pipelines of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        skip (int | None | Unset):
        id (None | str | Unset):
        name (None | str | Unset):
        description (None | str | Unset):
        status (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        updated_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListPipelinesOrderByType1 | ListPipelinesOrderByType2Type1 |
            ListPipelinesOrderByType3Type1 | None | Unset):
        order (ListPipelinesOrderType1 | ListPipelinesOrderType2Type1 |
            ListPipelinesOrderType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Pipeline] | PipelineList]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        limit=limit,
        skip=skip,
        id=id,
        name=name,
        description=description,
        status=status,
        created_by_email=created_by_email,
        created_at=created_at,
        updated_at=updated_at,
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
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    skip: int | None | Unset = UNSET,
    id: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    description: None | str | Unset = UNSET,
    status: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: ListPipelinesOrderByType1
    | ListPipelinesOrderByType2Type1
    | ListPipelinesOrderByType3Type1
    | None
    | Unset = UNSET,
    order: ListPipelinesOrderType1
    | ListPipelinesOrderType2Type1
    | ListPipelinesOrderType3Type1
    | None
    | Unset = UNSET,
) -> list[Pipeline] | PipelineList | None:
    """Pipelines of a project.

    Args:
        project_id (None | str | Unset):
        limit (int | None | Unset):
        skip (int | None | Unset):
        id (None | str | Unset):
        name (None | str | Unset):
        description (None | str | Unset):
        status (None | str | Unset):
        created_by_email (None | str | Unset):
        created_at (None | str | Unset):
        updated_at (None | str | Unset):
        created_at_gt (None | str | Unset):
        created_at_lt (None | str | Unset):
        updated_at_gt (None | str | Unset):
        updated_at_lt (None | str | Unset):
        order_by (ListPipelinesOrderByType1 | ListPipelinesOrderByType2Type1 |
            ListPipelinesOrderByType3Type1 | None | Unset):
        order (ListPipelinesOrderType1 | ListPipelinesOrderType2Type1 |
            ListPipelinesOrderType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Pipeline] | PipelineList
    """

    return (
        await asyncio_detailed(
            client=client,
            project_id=project_id,
            limit=limit,
            skip=skip,
            id=id,
            name=name,
            description=description,
            status=status,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
        )
    ).parsed
