"""Start appending rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.initiate_upload_response import InitiateUploadResponse


def _get_kwargs(
    measurement_id: str,
    *,
    body: Any | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/{measurement_id}/initiate-extend".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    if not isinstance(body, Unset):
        _kwargs["json"] = body
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> InitiateUploadResponse:
    from ...models.initiate_upload_response import InitiateUploadResponse

    if response.status_code == 200:
        return InitiateUploadResponse.from_dict(read_json(response.content))
    if response.status_code == 201:
        return InitiateUploadResponse.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[InitiateUploadResponse]:
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
) -> Response[InitiateUploadResponse]:
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
) -> InitiateUploadResponse:
    """Start appending rows.

    Answers a target named `time_series_extend.parquet`. The measurement must be a time
    series without `end_time`; the rows must have its columns and begin after its last
    sample.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.
    body : Any | Unset

    Returns
    -------
    InitiateUploadResponse

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
) -> Response[InitiateUploadResponse]:
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
) -> InitiateUploadResponse:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, body=body, client=client)).parsed
