"""Link raw data to a measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client
    from ...models.attach_raw_data_request import AttachRawDataRequest


def _get_kwargs(
    measurement_id: str,
    *,
    body: AttachRawDataRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/raw_data".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> None:

    if response.status_code == 200:
        return None
    if response.status_code == 204:
        return None
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[None]:
    _parse_response(client=client, response=response)
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: Client,
    body: AttachRawDataRequest,
) -> Response[None]:
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
    body: AttachRawDataRequest,
) -> None:
    """Link raw data to a measurement.

    Links that are there already stay.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    body : AttachRawDataRequest
        Raw-data records to link.

    Returns
    -------
    None

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
    body: AttachRawDataRequest,
) -> Response[None]:
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
    body: AttachRawDataRequest,
) -> None:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, body=body, client=client)).parsed
