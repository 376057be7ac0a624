"""Get a specification for path lookups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    cell_spec_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_specifications/{cell_spec_id}/resolved".format(
            cell_spec_id=path_segment("cell_spec_id", cell_spec_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any:

    if response.status_code == 200:
        return cast(Any, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
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
) -> Response[Any]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: Client,
) -> Any:
    """Get a specification for path lookups.

    The specification flattened so that dotted paths find their value, with the datasets of
    its materials.

    Parameters
    ----------
    cell_spec_id : str
        Id of the cell specification.
    client : Client
        Where to send it.

    Returns
    -------
    Any

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cell_spec_id=cell_spec_id, client=client).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: Client,
) -> Response[Any]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: Client,
) -> Any:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(cell_spec_id=cell_spec_id, client=client)).parsed
