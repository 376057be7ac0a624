"""List cell specifications with filters."""

from typing import Any

import httpx

from ... import errors
from ...client import Client
from ...models.cell_specification_page import CellSpecificationPage
from ...models.record_order import RecordOrder
from ...models.sort_order import SortOrder
from ...types import UNSET, Response, Unset, query_values


def _get_kwargs(
    *,
    full: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | RecordOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    form_factor: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    material_id: None | str | Unset = UNSET,
    material_ids: list[str] | None | Unset = UNSET,
    anode_material_id: None | str | Unset = UNSET,
    cathode_material_id: None | str | Unset = UNSET,
    electrolyte_material_id: None | str | Unset = UNSET,
    separator_material_id: None | str | Unset = UNSET,
    case_material_id: None | str | Unset = UNSET,
    exclude_cell_spec_id: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_specifications",
        "params": query_values(
            {
                "full": full,
                "limit": limit,
                "offset": offset,
                "name": name,
                "created_by_email": created_by_email,
                "created_at_gt": created_at_gt,
                "created_at_lt": created_at_lt,
                "updated_at_gt": updated_at_gt,
                "updated_at_lt": updated_at_lt,
                "order_by": order_by,
                "order": order,
                "form_factor": form_factor,
                "project_id": project_id,
                "material_id": material_id,
                "material_ids": material_ids,
                "anode_material_id": anode_material_id,
                "cathode_material_id": cathode_material_id,
                "electrolyte_material_id": electrolyte_material_id,
                "separator_material_id": separator_material_id,
                "case_material_id": case_material_id,
                "exclude_cell_spec_id": exclude_cell_spec_id,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellSpecificationPage:
    if response.status_code == 200:
        response_200 = CellSpecificationPage.from_dict(response.json())

        return response_200
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellSpecificationPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | RecordOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    form_factor: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    material_id: None | str | Unset = UNSET,
    material_ids: list[str] | None | Unset = UNSET,
    anode_material_id: None | str | Unset = UNSET,
    cathode_material_id: None | str | Unset = UNSET,
    electrolyte_material_id: None | str | Unset = UNSET,
    separator_material_id: None | str | Unset = UNSET,
    case_material_id: None | str | Unset = UNSET,
    exclude_cell_spec_id: None | str | Unset = UNSET,
) -> Response[CellSpecificationPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            full=full,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            form_factor=form_factor,
            project_id=project_id,
            material_id=material_id,
            material_ids=material_ids,
            anode_material_id=anode_material_id,
            cathode_material_id=cathode_material_id,
            electrolyte_material_id=electrolyte_material_id,
            separator_material_id=separator_material_id,
            case_material_id=case_material_id,
            exclude_cell_spec_id=exclude_cell_spec_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | RecordOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    form_factor: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    material_id: None | str | Unset = UNSET,
    material_ids: list[str] | None | Unset = UNSET,
    anode_material_id: None | str | Unset = UNSET,
    cathode_material_id: None | str | Unset = UNSET,
    electrolyte_material_id: None | str | Unset = UNSET,
    separator_material_id: None | str | Unset = UNSET,
    case_material_id: None | str | Unset = UNSET,
    exclude_cell_spec_id: None | str | Unset = UNSET,
) -> CellSpecificationPage:
    """List cell specifications with filters.

    Parameters
    ----------
    client : Client
        Where to send it.
    full : bool | None
    limit : int | None
    offset : int | None
    name : None | str
    created_by_email : None | str
    created_at_gt : None | str
    created_at_lt : None | str
    updated_at_gt : None | str
    updated_at_lt : None | str
    order_by : None | RecordOrder
    order : None | SortOrder
    form_factor : None | str
    project_id : None | str
    material_id : None | str
    material_ids : list[str] | None
    anode_material_id : None | str
    cathode_material_id : None | str
    electrolyte_material_id : None | str
    separator_material_id : None | str
    case_material_id : None | str
    exclude_cell_spec_id : None | str

    Returns
    -------
    CellSpecificationPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        full=full,
        limit=limit,
        offset=offset,
        name=name,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        order_by=order_by,
        order=order,
        form_factor=form_factor,
        project_id=project_id,
        material_id=material_id,
        material_ids=material_ids,
        anode_material_id=anode_material_id,
        cathode_material_id=cathode_material_id,
        electrolyte_material_id=electrolyte_material_id,
        separator_material_id=separator_material_id,
        case_material_id=case_material_id,
        exclude_cell_spec_id=exclude_cell_spec_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | RecordOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    form_factor: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    material_id: None | str | Unset = UNSET,
    material_ids: list[str] | None | Unset = UNSET,
    anode_material_id: None | str | Unset = UNSET,
    cathode_material_id: None | str | Unset = UNSET,
    electrolyte_material_id: None | str | Unset = UNSET,
    separator_material_id: None | str | Unset = UNSET,
    case_material_id: None | str | Unset = UNSET,
    exclude_cell_spec_id: None | str | Unset = UNSET,
) -> Response[CellSpecificationPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            full=full,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            form_factor=form_factor,
            project_id=project_id,
            material_id=material_id,
            material_ids=material_ids,
            anode_material_id=anode_material_id,
            cathode_material_id=cathode_material_id,
            electrolyte_material_id=electrolyte_material_id,
            separator_material_id=separator_material_id,
            case_material_id=case_material_id,
            exclude_cell_spec_id=exclude_cell_spec_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    order_by: None | RecordOrder | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
    form_factor: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    material_id: None | str | Unset = UNSET,
    material_ids: list[str] | None | Unset = UNSET,
    anode_material_id: None | str | Unset = UNSET,
    cathode_material_id: None | str | Unset = UNSET,
    electrolyte_material_id: None | str | Unset = UNSET,
    separator_material_id: None | str | Unset = UNSET,
    case_material_id: None | str | Unset = UNSET,
    exclude_cell_spec_id: None | str | Unset = UNSET,
) -> CellSpecificationPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            full=full,
            limit=limit,
            offset=offset,
            name=name,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            order_by=order_by,
            order=order,
            form_factor=form_factor,
            project_id=project_id,
            material_id=material_id,
            material_ids=material_ids,
            anode_material_id=anode_material_id,
            cathode_material_id=cathode_material_id,
            electrolyte_material_id=electrolyte_material_id,
            separator_material_id=separator_material_id,
            case_material_id=case_material_id,
            exclude_cell_spec_id=exclude_cell_spec_id,
            client=client,
        )
    ).parsed
