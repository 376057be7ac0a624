"""List parameterized models of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.parameterized_model_page import ParameterizedModelPage


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
    cell_spec_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/parameterized_models",
        "params": query_values(
            {
                "project_id": project_id,
                "cell_spec_id": cell_spec_id,
                "limit": limit,
                "offset": offset,
                "summary": summary,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ParameterizedModelPage:
    from ...models.parameterized_model_page import ParameterizedModelPage

    if response.status_code == 200:
        return ParameterizedModelPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[ParameterizedModelPage]:
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
    cell_spec_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
) -> Response[ParameterizedModelPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            cell_spec_id=cell_spec_id,
            limit=limit,
            offset=offset,
            summary=summary,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_spec_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
) -> ParameterizedModelPage:
    """List parameterized models of a project.

    Those of its cell specifications are among them.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project to look in.
    cell_spec_id : None | str
        Cell specification that they describe.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 1000.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.
    summary : bool | None
        Leave the parameters out.

    Returns
    -------
    ParameterizedModelPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        cell_spec_id=cell_spec_id,
        limit=limit,
        offset=offset,
        summary=summary,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_spec_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
) -> Response[ParameterizedModelPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            cell_spec_id=cell_spec_id,
            limit=limit,
            offset=offset,
            summary=summary,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
    cell_spec_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
) -> ParameterizedModelPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            cell_spec_id=cell_spec_id,
            limit=limit,
            offset=offset,
            summary=summary,
            client=client,
        )
    ).parsed
