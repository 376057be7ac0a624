"""Update an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.analysis import Analysis
    from ...models.analysis_update import AnalysisUpdate


def _get_kwargs(
    analysis_id: str,
    *,
    body: AnalysisUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/analyses/{analysis_id}".format(
            analysis_id=path_segment("analysis_id", analysis_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Analysis:
    from ...models.analysis import Analysis

    if response.status_code == 200:
        return Analysis.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Analysis]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    analysis_id: str,
    *,
    client: Client,
    body: AnalysisUpdate,
) -> Response[Analysis]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            analysis_id=analysis_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    analysis_id: str,
    *,
    client: Client,
    body: AnalysisUpdate,
) -> Analysis:
    """Update an analysis.

    A merge patch. The table stays as it is.

    Parameters
    ----------
    analysis_id : str
        Id of the analysis.
    client : Client
        Where to send it.
    body : AnalysisUpdate
        Changes of an analysis, as a merge patch.

    Returns
    -------
    Analysis

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(analysis_id=analysis_id, body=body, client=client).parsed


async def asyncio_detailed(
    analysis_id: str,
    *,
    client: Client,
    body: AnalysisUpdate,
) -> Response[Analysis]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            analysis_id=analysis_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    analysis_id: str,
    *,
    client: Client,
    body: AnalysisUpdate,
) -> Analysis:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(analysis_id=analysis_id, body=body, client=client)).parsed
