"""Start an upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.initiate_upload_request import InitiateUploadRequest
    from ...models.initiate_upload_response import InitiateUploadResponse


def _get_kwargs(
    cell_instance_id: str,
    *,
    body: InitiateUploadRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_instances/{cell_instance_id}/cell_measurements/initiate-upload".format(
            cell_instance_id=path_segment("cell_instance_id", cell_instance_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
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
    cell_instance_id: str,
    *,
    client: Client,
    body: InitiateUploadRequest,
) -> Response[InitiateUploadResponse]:
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
    body: InitiateUploadRequest,
) -> InitiateUploadResponse:
    """Start an upload.

    Reserves an id and answers one target for each file. A time series has the targets
    `time_series.parquet` and `steps.parquet`, of which the second may stay unused; a file
    measurement has one for each of `filenames`, in their order. Nothing is recorded yet.

    Parameters
    ----------
    cell_instance_id : str
        Id of the cell.
    client : Client
        Where to send it.
    body : InitiateUploadRequest
        What is going to be uploaded.

    Returns
    -------
    InitiateUploadResponse

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
    body: InitiateUploadRequest,
) -> Response[InitiateUploadResponse]:
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
    body: InitiateUploadRequest,
) -> InitiateUploadResponse:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(cell_instance_id=cell_instance_id, body=body, client=client)
    ).parsed
