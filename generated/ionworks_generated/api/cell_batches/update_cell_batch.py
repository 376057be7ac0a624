"""Update a lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_batch import CellBatch
    from ...models.cell_batch_update import CellBatchUpdate


def _get_kwargs(
    batch_id: str,
    *,
    body: CellBatchUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/cell_batches/{batch_id}".format(
            batch_id=path_segment("batch_id", batch_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellBatch:
    from ...models.cell_batch import CellBatch

    if response.status_code == 200:
        return CellBatch.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellBatch]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    batch_id: str,
    *,
    client: Client,
    body: CellBatchUpdate,
) -> Response[CellBatch]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    batch_id: str,
    *,
    client: Client,
    body: CellBatchUpdate,
) -> CellBatch:
    """Update a lot.

    A merge patch.

    Parameters
    ----------
    batch_id : str
        Id of the lot.
    client : Client
        Where to send it.
    body : CellBatchUpdate
        Changes of a lot, as a merge patch.

    Returns
    -------
    CellBatch

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(batch_id=batch_id, body=body, client=client).parsed


async def asyncio_detailed(
    batch_id: str,
    *,
    client: Client,
    body: CellBatchUpdate,
) -> Response[CellBatch]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            batch_id=batch_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    batch_id: str,
    *,
    client: Client,
    body: CellBatchUpdate,
) -> CellBatch:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(batch_id=batch_id, body=body, client=client)).parsed
