"""Get a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_instance import CellInstance


def _get_kwargs(
    cell_instance_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_instances/{cell_instance_id}".format(
            cell_instance_id=path_segment("cell_instance_id", cell_instance_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellInstance:
    from ...models.cell_instance import CellInstance

    if response.status_code == 200:
        return CellInstance.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellInstance]:
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
) -> Response[CellInstance]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_instance_id=cell_instance_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_instance_id: str,
    *,
    client: Client,
) -> CellInstance:
    """Get a cell.

    One cell by its id.

    Parameters
    ----------
    cell_instance_id : str
        Id of the cell.
    client : Client
        Where to send it.

    Returns
    -------
    CellInstance

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cell_instance_id=cell_instance_id, client=client).parsed


async def asyncio_detailed(
    cell_instance_id: str,
    *,
    client: Client,
) -> Response[CellInstance]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_instance_id=cell_instance_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_instance_id: str,
    *,
    client: Client,
) -> CellInstance:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(cell_instance_id=cell_instance_id, client=client)).parsed
