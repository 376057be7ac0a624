"""Tag many measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.bulk_tags_request import BulkTagsRequest
    from ...models.bulk_tags_result import BulkTagsResult


def _get_kwargs(
    *,
    body: BulkTagsRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cell_measurements/tags/bulk",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> BulkTagsResult:
    from ...models.bulk_tags_result import BulkTagsResult

    if response.status_code == 200:
        return BulkTagsResult.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[BulkTagsResult]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: BulkTagsRequest,
) -> Response[BulkTagsResult]:
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
    body: BulkTagsRequest,
) -> BulkTagsResult:
    """Tag many measurements.

    Adds and removes tags on up to 1000 measurements, all or none. Adding one that is there
    and removing one that is not change nothing; upper and lower case are the same tag, in
    the spelling that the project has already.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : BulkTagsRequest
        Tags to add to and remove from measurements.

    Returns
    -------
    BulkTagsResult

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: BulkTagsRequest,
) -> Response[BulkTagsResult]:
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
    body: BulkTagsRequest,
) -> BulkTagsResult:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
