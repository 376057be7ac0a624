"""List builders by readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.builder_readiness import BuilderReadiness


def _get_kwargs(
    cell_spec_id: str,
    *,
    model_id: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_specifications/{cell_spec_id}/builder_readiness".format(
            cell_spec_id=path_segment("cell_spec_id", cell_spec_id),
        ),
        "params": query_values(
            {
                "model_id": model_id,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[BuilderReadiness]:
    from ...models.builder_readiness import BuilderReadiness

    if response.status_code == 200:
        return read_list(BuilderReadiness, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[BuilderReadiness]]:
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
    model_id: None | str | Unset = UNSET,
) -> Response[list[BuilderReadiness]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            model_id=model_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: Client,
    model_id: None | str | Unset = UNSET,
) -> list[BuilderReadiness]:
    """List builders by readiness.

    Builders of the project, and whether a specification has what they need.

    Parameters
    ----------
    cell_spec_id : str
        Id of the cell specification.
    client : Client
        Where to send it.
    model_id : None | str
        Model that they make parameters for.

    Returns
    -------
    list[BuilderReadiness]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cell_spec_id=cell_spec_id, model_id=model_id, client=client).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: Client,
    model_id: None | str | Unset = UNSET,
) -> Response[list[BuilderReadiness]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            model_id=model_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: Client,
    model_id: None | str | Unset = UNSET,
) -> list[BuilderReadiness]:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(cell_spec_id=cell_spec_id, model_id=model_id, client=client)
    ).parsed
