"""Finish appending rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_measurement_bundle import CellMeasurementBundle


def _get_kwargs(
    measurement_id: str,
    *,
    body: Any | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/confirm-extend".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    if not isinstance(body, Unset):
        _kwargs["json"] = body
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellMeasurementBundle:
    from ...models.cell_measurement_bundle import CellMeasurementBundle

    if response.status_code == 200:
        return CellMeasurementBundle.from_dict(read_json(response.content))
    if response.status_code == 201:
        return CellMeasurementBundle.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellMeasurementBundle]:
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
    body: Any | Unset = UNSET,
) -> Response[CellMeasurementBundle]:
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
    body: Any | Unset = UNSET,
) -> CellMeasurementBundle:
    """Finish appending rows.

    Joins the uploaded rows to the series and derives steps and cycles anew. If that fails
    the old data stay readable: the status is `ready` again and `processing_error` has the
    reason. The body may repeat the `path` of the target: if another upload of rows was
    begun since, this one is then refused (409) instead of taken for that one. It may have
    `digests`, as the confirmation of an upload has.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    body : Any | Unset

    Returns
    -------
    CellMeasurementBundle

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
    body: Any | Unset = UNSET,
) -> Response[CellMeasurementBundle]:
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
    body: Any | Unset = UNSET,
) -> CellMeasurementBundle:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, body=body, client=client)).parsed
