"""Get an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.analysis import Analysis


def _get_kwargs(
    analysis_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/analyses/{analysis_id}".format(
            analysis_id=path_segment("analysis_id", analysis_id),
        ),
    }
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
) -> Response[Analysis]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            analysis_id=analysis_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    analysis_id: str,
    *,
    client: Client,
) -> Analysis:
    """Get an analysis.

    Without its table.

    Parameters
    ----------
    analysis_id : str
        Id of the analysis.
    client : Client
        Where to send it.

    Returns
    -------
    Analysis

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(analysis_id=analysis_id, client=client).parsed


async def asyncio_detailed(
    analysis_id: str,
    *,
    client: Client,
) -> Response[Analysis]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            analysis_id=analysis_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    analysis_id: str,
    *,
    client: Client,
) -> Analysis:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(analysis_id=analysis_id, client=client)).parsed
