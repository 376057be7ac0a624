"""List materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material_order import MaterialOrder
    from ...models.material_page import MaterialPage
    from ...models.sort_order import SortOrder


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
    from ...models.material_page import MaterialPage

    if response.status_code == 200:
        return MaterialPage.from_dict(read_json(response.content))
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
    """List materials.

    Materials of a project, by name unless another order is asked for. Text filters take an
    operator.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    limit : int | None
        Most items on a page. From 1 to 100. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.
    manufacturer : None | str
        Manufacturer; see filters.
    product_id : None | str
        Supplier's reference; see filters.
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
    order_by : MaterialOrder | None
        Field to sort by. Unless given: name.
    order : None | SortOrder
        Direction to sort in. Unless given: asc.
    include_system : bool | None
        Return materials that come with the service too. Unless given: true.

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
