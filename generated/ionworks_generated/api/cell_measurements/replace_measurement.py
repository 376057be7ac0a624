"""Let a measurement take the place of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement import CellMeasurement
    from ...models.measurement_replace import MeasurementReplace


def _get_kwargs(
    measurement_id: str,
    *,
    body: MeasurementReplace,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/replace".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurement:
    from ...models.cell_measurement import CellMeasurement

    if response.status_code == 200:
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
    measurement_id: str,
    *,
    client: Client,
    body: MeasurementReplace,
) -> Response[CellMeasurement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: Client,
    body: MeasurementReplace,
) -> CellMeasurement:
    """Let a measurement take the place of another one.

    The other measurement of the same cell gets its name and its places in studies, and this
    one is deleted, in one step. Hosted services may not have this operation.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    body : MeasurementReplace
        What takes the place of a measurement.

    Returns
    -------
    CellMeasurement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(measurement_id=measurement_id, body=body, client=client).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: Client,
    body: MeasurementReplace,
) -> Response[CellMeasurement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: Client,
    body: MeasurementReplace,
) -> CellMeasurement:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, body=body, client=client)).parsed
