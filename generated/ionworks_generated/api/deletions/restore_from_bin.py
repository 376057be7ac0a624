"""Undo a delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.binned_deletion import BinnedDeletion


def _get_kwargs(
    deletion_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/bin/{deletion_id}/restore".format(
            deletion_id=path_segment("deletion_id", deletion_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> BinnedDeletion:
    from ...models.binned_deletion import BinnedDeletion

    if response.status_code == 200:
        return BinnedDeletion.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[BinnedDeletion]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    deletion_id: str,
    *,
    client: Client,
) -> Response[BinnedDeletion]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            deletion_id=deletion_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    deletion_id: str,
    *,
    client: Client,
) -> BinnedDeletion:
    """Undo a delete.

    Puts back the record and all that fell with it. It is a conflict if its name was taken
    meanwhile, or if what it belongs to is gone. Hosted services may not have this
    operation.

    Parameters
    ----------
    deletion_id : str
        Id of the deletion.
    client : Client
        Where to send it.

    Returns
    -------
    BinnedDeletion

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(deletion_id=deletion_id, client=client).parsed


async def asyncio_detailed(
    deletion_id: str,
    *,
    client: Client,
) -> Response[BinnedDeletion]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            deletion_id=deletion_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    deletion_id: str,
    *,
    client: Client,
) -> BinnedDeletion:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(deletion_id=deletion_id, client=client)).parsed
