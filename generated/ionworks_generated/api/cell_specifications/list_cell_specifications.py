"""List cell specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_specification_page import CellSpecificationPage
    from ...models.record_order import RecordOrder
    from ...models.sort_order import SortOrder


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
    from ...models.cell_specification_page import CellSpecificationPage

    if response.status_code == 200:
        return CellSpecificationPage.from_dict(read_json(response.content))
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
    """List cell specifications.

    Cell types that match all filters. Another project of the same organization may hold one
    of the same name, so pass `project_id` when looking a name up.

    Parameters
    ----------
    client : Client
        Where to send it.
    full : bool | None
        Return components and materials too. Unless given: false.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 1000.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.
    created_by_email : None | str
        E-mail address of the creator; see filters.
    created_at_gt : None | str
        Created after this time, ISO 8601.
    created_at_lt : None | str
        Created before this time, ISO 8601.
    updated_at_gt : None | str
        Last changed after this time, ISO 8601.
    updated_at_lt : None | str
        Last changed before this time, ISO 8601.
    order_by : None | RecordOrder
        Field to sort by.
    order : None | SortOrder
        Direction to sort in.
    form_factor : None | str
        Form factor; see filters.
    project_id : None | str
        Project to look in.
    material_id : None | str
        Specifications that use this material in any component.
    material_ids : list[str] | None
        Specifications that use any of these materials.
    anode_material_id : None | str
        Specifications whose anode is of this material. Of several such filters one match is
        enough.
    cathode_material_id : None | str
        Specifications whose cathode is of this material. Of several such filters one match
        is enough.
    electrolyte_material_id : None | str
        Specifications whose electrolyte is of this material. Of several such filters one
        match is enough.
    separator_material_id : None | str
        Specifications whose separator is of this material. Of several such filters one
        match is enough.
    case_material_id : None | str
        Specifications whose case is of this material. Of several such filters one match is
        enough.
    exclude_cell_spec_id : None | str
        Specification to leave out.

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
