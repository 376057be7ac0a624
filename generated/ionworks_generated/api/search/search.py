"""Search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.search_response import SearchResponse


def _get_kwargs(
    *,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/search",
        "params": query_values(
            {
                "q": q,
                "limit": limit,
                "offset": offset,
                "per_type": per_type,
                "entity_types": entity_types,
                "project_id": project_id,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SearchResponse:
    from ...models.search_response import SearchResponse

    if response.status_code == 200:
        return SearchResponse.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[SearchResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> Response[SearchResponse]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=entity_types,
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> SearchResponse:
    """Search.

    Finds `q` in names, whatever the case, and words that begin with it in free text; hits
    in names come first within a kind. The answer has `results`, not `items`.

    Parameters
    ----------
    client : Client
        Where to send it.
    q : str
        Text to find.
    limit : int | None
        Most results in the answer. From 1 to 100. Unless given: 25.
    offset : int | None
        Results to skip. At least 0. Unless given: 0.
    per_type : int | None
        Most results of each kind in the answer. From 1 to 20. Unless given: 5.
    entity_types : list[str] | None
        Kinds of records to search; all unless given.
    project_id : None | str
        Project to look in; records that belong to none, and projects and materials, are
        found too.

    Returns
    -------
    SearchResponse

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> Response[SearchResponse]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=entity_types,
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> SearchResponse:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=entity_types,
            project_id=project_id,
            client=client,
        )
    ).parsed
