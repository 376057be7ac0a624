"""List the simple pipelines of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.list_simple_pipelines_order_by_type_0 import (
        ListSimplePipelinesOrderByType0,
    )
    from ...models.list_simple_pipelines_order_type_0 import (
        ListSimplePipelinesOrderType0,
    )
    from ...models.simple_pipeline_page import SimplePipelinePage


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
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
    order_by: ListSimplePipelinesOrderByType0 | None | Unset = UNSET,
    order: ListSimplePipelinesOrderType0 | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simple_pipelines",
        "params": query_values(
            {
                "project_id": project_id,
                "limit": limit,
                "offset": offset,
                "name": name,
                "description": description,
                "status": status,
                "created_by_email": created_by_email,
                "created_at": created_at,
                "updated_at": updated_at,
                "created_at_gt": created_at_gt,
                "created_at_lt": created_at_lt,
                "updated_at_gt": updated_at_gt,
                "updated_at_lt": updated_at_lt,
                "order_by": order_by,
                "order": order,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SimplePipelinePage:
    from ...models.simple_pipeline_page import SimplePipelinePage

    if response.status_code == 200:
        return SimplePipelinePage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[SimplePipelinePage]:
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
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
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
    order_by: ListSimplePipelinesOrderByType0 | None | Unset = UNSET,
    order: ListSimplePipelinesOrderType0 | None | Unset = UNSET,
) -> Response[SimplePipelinePage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            limit=limit,
            offset=offset,
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
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
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
    order_by: ListSimplePipelinesOrderByType0 | None | Unset = UNSET,
    order: ListSimplePipelinesOrderType0 | None | Unset = UNSET,
) -> SimplePipelinePage:
    """List the simple pipelines of a project.

    Deprecated: list pipelines. Configurations and results are left out.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    limit : int | None
        Largest number of results on the page. From 1 to 100. Unless given: 10.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.
    description : None | str
        Filter by description; see `name`.
    status : None | str
        Filter by state; see `name`.
    created_by_email : None | str
        E-mail address of the creator; see filters.
    created_at : None | str
        Time of creation, as `operator.time`, such as `gte.2026-01-01`.
    updated_at : None | str
        Time of the last change, as `operator.time`.
    created_at_gt : None | str
        Created after this time, ISO 8601.
    created_at_lt : None | str
        Created before this time, ISO 8601.
    updated_at_gt : None | str
        Last changed after this time, ISO 8601.
    updated_at_lt : None | str
        Last changed before this time, ISO 8601.
    order_by : ListSimplePipelinesOrderByType0 | None
        What to sort by. Unless given: created_at.
    order : ListSimplePipelinesOrderType0 | None
        Which way to sort. Unless given: desc.

    Returns
    -------
    SimplePipelinePage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        limit=limit,
        offset=offset,
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
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
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
    order_by: ListSimplePipelinesOrderByType0 | None | Unset = UNSET,
    order: ListSimplePipelinesOrderType0 | None | Unset = UNSET,
) -> Response[SimplePipelinePage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            limit=limit,
            offset=offset,
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
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
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
    order_by: ListSimplePipelinesOrderByType0 | None | Unset = UNSET,
    order: ListSimplePipelinesOrderType0 | None | Unset = UNSET,
) -> SimplePipelinePage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            limit=limit,
            offset=offset,
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
            client=client,
        )
    ).parsed
