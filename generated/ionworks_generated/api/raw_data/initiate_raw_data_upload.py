"""Start a raw-data upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.initiate_raw_data_upload_request import InitiateRawDataUploadRequest
    from ...models.initiate_raw_data_upload_response import InitiateRawDataUploadResponse


def _get_kwargs(
    *,
    body: InitiateRawDataUploadRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/raw_data/initiate-upload",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> InitiateRawDataUploadResponse:
    from ...models.initiate_raw_data_upload_response import InitiateRawDataUploadResponse

    if response.status_code == 200:
        return InitiateRawDataUploadResponse.from_dict(read_json(response.content))
    if response.status_code == 201:
        return InitiateRawDataUploadResponse.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[InitiateRawDataUploadResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: InitiateRawDataUploadRequest,
) -> Response[InitiateRawDataUploadResponse]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: InitiateRawDataUploadRequest,
) -> InitiateRawDataUploadResponse:
    """Start a raw-data upload.

    Reserves an id and answers one target. Nothing is recorded yet.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : InitiateRawDataUploadRequest
        A file that is going to be uploaded.

    Returns
    -------
    InitiateRawDataUploadResponse

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: InitiateRawDataUploadRequest,
) -> Response[InitiateRawDataUploadResponse]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: InitiateRawDataUploadRequest,
) -> InitiateRawDataUploadResponse:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
