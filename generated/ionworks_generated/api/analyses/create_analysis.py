"""Create an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.analysis import Analysis
    from ...models.analysis_form import AnalysisForm


def _get_kwargs(
    *,
    body: AnalysisForm,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/analyses",
    }
    _kwargs["files"] = body.to_multipart()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Analysis:
    from ...models.analysis import Analysis

    if response.status_code == 200:
        return Analysis.from_dict(read_json(response.content))
    if response.status_code == 201:
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
    *,
    client: Client,
    body: AnalysisForm,
) -> Response[Analysis]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: AnalysisForm,
) -> Analysis:
    """Create an analysis.

    A table that was made from a measurement, as Parquet, with a description of it. Names
    may repeat.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : AnalysisForm
        A new analysis with its table.

    Returns
    -------
    Analysis

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: AnalysisForm,
) -> Response[Analysis]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: AnalysisForm,
) -> Analysis:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
