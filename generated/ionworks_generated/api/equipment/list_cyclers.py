"""List the cyclers of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cycler_order import CyclerOrder
    from ...models.cycler_page import CyclerPage
    from ...models.sort_order import SortOrder


def _get_kwargs(
    site_id: str,
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    model: None | str | Unset = UNSET,
    version: None | str | Unset = UNSET,
    serial_number: None | str | Unset = UNSET,
    firmware_version: None | str | Unset = UNSET,
    hostname: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    calibration_due_at_gt: None | str | Unset = UNSET,
    calibration_due_at_lt: None | str | Unset = UNSET,
    order_by: CyclerOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/sites/{site_id}/cyclers".format(
            site_id=path_segment("site_id", site_id),
        ),
        "params": query_values(
            {
                "limit": limit,
                "offset": offset,
                "name": name,
                "project_id": project_id,
                "manufacturer": manufacturer,
                "model": model,
                "version": version,
                "serial_number": serial_number,
                "firmware_version": firmware_version,
                "hostname": hostname,
                "created_by_email": created_by_email,
                "created_at_gt": created_at_gt,
                "created_at_lt": created_at_lt,
                "updated_at_gt": updated_at_gt,
                "updated_at_lt": updated_at_lt,
                "calibration_due_at_gt": calibration_due_at_gt,
                "calibration_due_at_lt": calibration_due_at_lt,
                "order_by": order_by,
                "order": order,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CyclerPage:
    from ...models.cycler_page import CyclerPage

    if response.status_code == 200:
        return CyclerPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CyclerPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    model: None | str | Unset = UNSET,
    version: None | str | Unset = UNSET,
    serial_number: None | str | Unset = UNSET,
    firmware_version: None | str | Unset = UNSET,
    hostname: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    calibration_due_at_gt: None | str | Unset = UNSET,
    calibration_due_at_lt: None | str | Unset = UNSET,
    order_by: CyclerOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[CyclerPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            site_id=site_id,
            limit=limit,
            offset=offset,
            name=name,
            project_id=project_id,
            manufacturer=manufacturer,
            model=model,
            version=version,
            serial_number=serial_number,
            firmware_version=firmware_version,
            hostname=hostname,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            calibration_due_at_gt=calibration_due_at_gt,
            calibration_due_at_lt=calibration_due_at_lt,
            order_by=order_by,
            order=order,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    site_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    model: None | str | Unset = UNSET,
    version: None | str | Unset = UNSET,
    serial_number: None | str | Unset = UNSET,
    firmware_version: None | str | Unset = UNSET,
    hostname: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    calibration_due_at_gt: None | str | Unset = UNSET,
    calibration_due_at_lt: None | str | Unset = UNSET,
    order_by: CyclerOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> CyclerPage:
    """List the cyclers of a site.

    Cyclers of a site.

    Parameters
    ----------
    site_id : str
        Id of the site.
    client : Client
        Where to send it.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 1000.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.
    project_id : None | str
        Project to look in.
    manufacturer : None | str
        Who made it; see filters.
    model : None | str
        Model; see filters.
    version : None | str
        Version of the hardware; see filters.
    serial_number : None | str
        Serial number; see filters.
    firmware_version : None | str
        Version of the firmware; see filters.
    hostname : None | str
        Name in the network; see filters.
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
    calibration_due_at_gt : None | str
        Has to be calibrated after this time, ISO 8601; cyclers without a schedule never
        match.
    calibration_due_at_lt : None | str
        Has to be calibrated before this time, ISO 8601; cyclers without a schedule never
        match.
    order_by : CyclerOrder | None
        Field to sort by.
    order : None | SortOrder
        Direction to sort in.

    Returns
    -------
    CyclerPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        site_id=site_id,
        limit=limit,
        offset=offset,
        name=name,
        project_id=project_id,
        manufacturer=manufacturer,
        model=model,
        version=version,
        serial_number=serial_number,
        firmware_version=firmware_version,
        hostname=hostname,
        created_by_email=created_by_email,
        created_at_gt=created_at_gt,
        created_at_lt=created_at_lt,
        updated_at_gt=updated_at_gt,
        updated_at_lt=updated_at_lt,
        calibration_due_at_gt=calibration_due_at_gt,
        calibration_due_at_lt=calibration_due_at_lt,
        order_by=order_by,
        order=order,
        client=client,
    ).parsed


async def asyncio_detailed(
    site_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    model: None | str | Unset = UNSET,
    version: None | str | Unset = UNSET,
    serial_number: None | str | Unset = UNSET,
    firmware_version: None | str | Unset = UNSET,
    hostname: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    calibration_due_at_gt: None | str | Unset = UNSET,
    calibration_due_at_lt: None | str | Unset = UNSET,
    order_by: CyclerOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> Response[CyclerPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            site_id=site_id,
            limit=limit,
            offset=offset,
            name=name,
            project_id=project_id,
            manufacturer=manufacturer,
            model=model,
            version=version,
            serial_number=serial_number,
            firmware_version=firmware_version,
            hostname=hostname,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            calibration_due_at_gt=calibration_due_at_gt,
            calibration_due_at_lt=calibration_due_at_lt,
            order_by=order_by,
            order=order,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    site_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    manufacturer: None | str | Unset = UNSET,
    model: None | str | Unset = UNSET,
    version: None | str | Unset = UNSET,
    serial_number: None | str | Unset = UNSET,
    firmware_version: None | str | Unset = UNSET,
    hostname: None | str | Unset = UNSET,
    created_by_email: None | str | Unset = UNSET,
    created_at_gt: None | str | Unset = UNSET,
    created_at_lt: None | str | Unset = UNSET,
    updated_at_gt: None | str | Unset = UNSET,
    updated_at_lt: None | str | Unset = UNSET,
    calibration_due_at_gt: None | str | Unset = UNSET,
    calibration_due_at_lt: None | str | Unset = UNSET,
    order_by: CyclerOrder | None | Unset = UNSET,
    order: None | SortOrder | Unset = UNSET,
) -> CyclerPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            site_id=site_id,
            limit=limit,
            offset=offset,
            name=name,
            project_id=project_id,
            manufacturer=manufacturer,
            model=model,
            version=version,
            serial_number=serial_number,
            firmware_version=firmware_version,
            hostname=hostname,
            created_by_email=created_by_email,
            created_at_gt=created_at_gt,
            created_at_lt=created_at_lt,
            updated_at_gt=updated_at_gt,
            updated_at_lt=updated_at_lt,
            calibration_due_at_gt=calibration_due_at_gt,
            calibration_due_at_lt=calibration_due_at_lt,
            order_by=order_by,
            order=order,
            client=client,
        )
    ).parsed
