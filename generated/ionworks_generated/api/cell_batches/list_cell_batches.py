"""List lots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_batch_page import CellBatchPage


def _get_kwargs(
    cell_spec_id: str,
    *,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_specifications/{cell_spec_id}/cell_batches".format(
            cell_spec_id=path_segment("cell_spec_id", cell_spec_id),
        ),
        "params": query_values(
            {
                "limit": limit,
                "offset": offset,
                "name": name,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellBatchPage:
    from ...models.cell_batch_page import CellBatchPage

    if response.status_code == 200:
        return CellBatchPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellBatchPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_spec_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
) -> Response[CellBatchPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            limit=limit,
            offset=offset,
            name=name,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
) -> CellBatchPage:
    """List lots.

    Manufacturing lots of a specification.

    Parameters
    ----------
    cell_spec_id : str
        Id of the cell specification.
    client : Client
        Where to send it.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 1000.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    name : None | str
        Name; see filters.

    Returns
    -------
    CellBatchPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        cell_spec_id=cell_spec_id, limit=limit, offset=offset, name=name, client=client
    ).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
) -> Response[CellBatchPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            limit=limit,
            offset=offset,
            name=name,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: Client,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    name: None | str | Unset = UNSET,
) -> CellBatchPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            cell_spec_id=cell_spec_id, limit=limit, offset=offset, name=name, client=client
        )
    ).parsed
