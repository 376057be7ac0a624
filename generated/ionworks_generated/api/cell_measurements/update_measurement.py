"""Update a measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement import CellMeasurement
    from ...models.cell_measurement_update import CellMeasurementUpdate


def _get_kwargs(
    measurement_id: str,
    *,
    body: CellMeasurementUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/cell_measurements/{measurement_id}".format(
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
    body: CellMeasurementUpdate,
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
    body: CellMeasurementUpdate,
) -> CellMeasurement:
    """Update a measurement.

    Change what is said about a measurement; a merge patch. The data themselves cannot be
    changed here. `tags` replaces all tags.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    body : CellMeasurementUpdate
        Changes of a measurement record, as a merge patch.

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
    body: CellMeasurementUpdate,
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
    body: CellMeasurementUpdate,
) -> CellMeasurement:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, body=body, client=client)).parsed
