"""List analyses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.analysis_page import AnalysisPage


def _get_kwargs(
    *,
    measurement_id: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/analyses",
        "params": query_values(
            {
                "measurement_id": measurement_id,
                "project_id": project_id,
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> AnalysisPage:
    from ...models.analysis_page import AnalysisPage

    if response.status_code == 200:
        return AnalysisPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[AnalysisPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    measurement_id: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[AnalysisPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    measurement_id: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> AnalysisPage:
    """List analyses.

    Analyses of a measurement or of a project, the newest first. The query names one of the
    two, and no other one.

    Parameters
    ----------
    client : Client
        Where to send it.
    measurement_id : None | str
        Measurement whose analyses are wanted.
    project_id : None | str
        Project to look in.
    limit : int | None
        Most items on a page. From 1 to 100. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    AnalysisPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        measurement_id=measurement_id,
        project_id=project_id,
        limit=limit,
        offset=offset,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    measurement_id: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[AnalysisPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    measurement_id: None | str | Unset = UNSET,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> AnalysisPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            measurement_id=measurement_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
            client=client,
        )
    ).parsed
