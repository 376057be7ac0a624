"""List pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pipeline import Pipeline
    from ...models.pipeline_list import PipelineList
    from ...models.pipeline_order import PipelineOrder
    from ...models.sort_order import SortOrder


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
    order_by: None | PipelineOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines",
        "params": query_values(
            {
                "project_id": project_id,
                "limit": limit,
                "skip": skip,
                "id": id,
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


def _parse_response(*, client: Client, response: httpx.Response) -> list[Pipeline] | PipelineList:
    from ...models.pipeline import Pipeline
    from ...models.pipeline_list import PipelineList

    if response.status_code == 200:
        found = read_json(response.content)
        if isinstance(found, list):
            return read_list(Pipeline, found)
        return PipelineList.from_dict(found)
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[Pipeline] | PipelineList]:
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
    order_by: None | PipelineOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[list[Pipeline] | PipelineList]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
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
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
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
    order_by: None | PipelineOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> list[Pipeline] | PipelineList:
    """List pipelines.

    Pipelines of a project. This list is paged with `skip`, and its items are called
    `pipelines`.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 100.
    skip : int | None
        Pipelines to skip before the page. At least 0. Unless given: 0.
    id : None | str
        Id; see filters.
    name : None | str
        Name; see filters.
    description : None | str
        Description; see filters.
    status : None | str
        Status; see filters.
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
    order_by : None | PipelineOrder
        Field to sort by. Unless given: created_at.
    order : None | SortOrder
        Direction to sort in. Unless given: desc.

    Returns
    -------
    list[Pipeline] | PipelineList

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
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
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
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
    order_by: None | PipelineOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[list[Pipeline] | PipelineList]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
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
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
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
    order_by: None | PipelineOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> list[Pipeline] | PipelineList:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
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
            client=client,
        )
    ).parsed
