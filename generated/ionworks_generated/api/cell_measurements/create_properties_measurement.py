"""Create a properties measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement import CellMeasurement
    from ...models.create_properties_measurement_request import CreatePropertiesMeasurementRequest


def _get_kwargs(
    cell_instance_id: str,
    *,
    body: CreatePropertiesMeasurementRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_instances/{cell_instance_id}/cell_measurements/create".format(
            cell_instance_id=path_segment("cell_instance_id", cell_instance_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurement:
    from ...models.cell_measurement import CellMeasurement

    if response.status_code == 201:
        return CellMeasurement.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellMeasurement]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_instance_id: str,
    *,
    client: Client,
    body: CreatePropertiesMeasurementRequest,
) -> Response[CellMeasurement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_instance_id=cell_instance_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_instance_id: str,
    *,
    client: Client,
    body: CreatePropertiesMeasurementRequest,
) -> CellMeasurement:
    """Create a properties measurement.

    Stores named values, without any file. Names are unique on a cell.

    Parameters
    ----------
    cell_instance_id : str
        Id of the cell.
    client : Client
        Where to send it.
    body : CreatePropertiesMeasurementRequest
        A new measurement of named values.

    Returns
    -------
    CellMeasurement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cell_instance_id=cell_instance_id, body=body, client=client).parsed


async def asyncio_detailed(
    cell_instance_id: str,
    *,
    client: Client,
    body: CreatePropertiesMeasurementRequest,
) -> Response[CellMeasurement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_instance_id=cell_instance_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_instance_id: str,
    *,
    client: Client,
    body: CreatePropertiesMeasurementRequest,
) -> CellMeasurement:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(cell_instance_id=cell_instance_id, body=body, client=client)
    ).parsed
