"""List tags of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.tag_usage_page import TagUsagePage


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/tags",
        "params": query_values(
            {
                "project_id": project_id,
                "q": q,
                "limit": limit,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> TagUsagePage:
    from ...models.tag_usage_page import TagUsagePage

    if response.status_code == 200:
        return TagUsagePage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[TagUsagePage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
) -> Response[TagUsagePage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            q=q,
            limit=limit,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
) -> TagUsagePage:
    """List tags of a project.

    Each tag with the number of measurements that carry it, most used first.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    q : None | str
        Text to find in the tag, whatever the case.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 50.

    Returns
    -------
    TagUsagePage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, q=q, limit=limit, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
) -> Response[TagUsagePage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            q=q,
            limit=limit,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
) -> TagUsagePage:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, q=q, limit=limit, client=client)).parsed
