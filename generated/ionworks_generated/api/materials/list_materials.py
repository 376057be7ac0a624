"""Materials of a project."""

from typing import Any

import httpx

from ... import errors
from ...client import Client
from ...models.material_order import MaterialOrder
from ...models.material_page import MaterialPage
from ...models.sort_order import SortOrder
from ...types import UNSET, Response, Unset, query_values


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
    order_by: MaterialOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/materials",
        "params": query_values(
            {
                "project_id": project_id,
                "limit": limit,
                "offset": offset,
                "name": name,
                "manufacturer": manufacturer,
                "product_id": product_id,
                "created_at": created_at,
                "created_at_gt": created_at_gt,
                "created_at_lt": created_at_lt,
                "updated_at": updated_at,
                "updated_at_gt": updated_at_gt,
                "updated_at_lt": updated_at_lt,
                "order_by": order_by,
                "order": order,
                "include_system": include_system,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> MaterialPage:
    if response.status_code == 200:
        response_200 = MaterialPage.from_dict(response.json())

        return response_200
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[MaterialPage]:
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
    manufacturer: None | str | Unset = UNSET,
    product_id: None | str | Unset = UNSET,
    created_at: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: MaterialOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> Response[MaterialPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
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
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
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
    order_by: MaterialOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> MaterialPage:
    """Materials of a project.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
    limit : int | None
    offset : int | None
    name : None | str
    manufacturer : None | str
    product_id : None | str
    created_at : None | str
    created_at_gt : None | str
    created_at_lt : None | str
    updated_at : None | str
    updated_at_gt : None | str
    updated_at_lt : None | str
    order_by : MaterialOrder | None
    order : None | SortOrder
    include_system : bool | None

    Returns
    -------
    MaterialPage

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
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
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
    order_by: MaterialOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> Response[MaterialPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
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
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
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
    order_by: MaterialOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    include_system: bool | None | Unset = UNSET,
) -> MaterialPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
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
            client=client,
        )
    ).parsed
