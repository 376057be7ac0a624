from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.search_response import SearchResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    json_limit: int | None | Unset
    if isinstance(limit, Unset):
        json_limit = UNSET
    else:
        json_limit = limit
    params["limit"] = json_limit

    json_offset: int | None | Unset
    if isinstance(offset, Unset):
        json_offset = UNSET
    else:
        json_offset = offset
    params["offset"] = json_offset

    json_per_type: int | None | Unset
    if isinstance(per_type, Unset):
        json_per_type = UNSET
    else:
        json_per_type = per_type
    params["per_type"] = json_per_type

    json_entity_types: list[str] | None | Unset
    if isinstance(entity_types, Unset):
        json_entity_types = UNSET
    elif isinstance(entity_types, list):
        json_entity_types = entity_types

    else:
        json_entity_types = entity_types
    params["entity_types"] = json_entity_types

    json_project_id: None | str | Unset
    if isinstance(project_id, Unset):
        json_project_id = UNSET
    else:
        json_project_id = project_id
    params["project_id"] = json_project_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/search",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SearchResponse | None:
    if response.status_code == 200:
        response_200 = SearchResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SearchResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> Response[SearchResponse]:
    """Case-insensitive substring on names plus prefix full-text on free text; substring hits come first
    within a type.

    Args:
        q (str):
        limit (int | None | Unset):
        offset (int | None | Unset):
        per_type (int | None | Unset):
        entity_types (list[str] | None | Unset):
        project_id (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SearchResponse]
    """

    kwargs = _get_kwargs(
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> SearchResponse | None:
    """Case-insensitive substring on names plus prefix full-text on free text; substring hits come first
    within a type.

    Args:
        q (str):
        limit (int | None | Unset):
        offset (int | None | Unset):
        per_type (int | None | Unset):
        entity_types (list[str] | None | Unset):
        project_id (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SearchResponse
    """

    return sync_detailed(
        client=client,
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> Response[SearchResponse]:
    """Case-insensitive substring on names plus prefix full-text on free text; substring hits come first
    within a type.

    Args:
        q (str):
        limit (int | None | Unset):
        offset (int | None | Unset):
        per_type (int | None | Unset):
        entity_types (list[str] | None | Unset):
        project_id (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SearchResponse]
    """

    kwargs = _get_kwargs(
        q=q,
        limit=limit,
        offset=offset,
        per_type=per_type,
        entity_types=entity_types,
        project_id=project_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    q: str,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    per_type: int | None | Unset = UNSET,
    entity_types: list[str] | None | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
) -> SearchResponse | None:
    """Case-insensitive substring on names plus prefix full-text on free text; substring hits come first
    within a type.

    Args:
        q (str):
        limit (int | None | Unset):
        offset (int | None | Unset):
        per_type (int | None | Unset):
        entity_types (list[str] | None | Unset):
        project_id (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SearchResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=entity_types,
            project_id=project_id,
        )
    ).parsed
