"""Run a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pipeline import Pipeline
    from ...models.pipeline_create import PipelineCreate


def _get_kwargs(
    *,
    body: PipelineCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/pipelines",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Pipeline:
    from ...models.pipeline import Pipeline

    if response.status_code == 201:
        return Pipeline.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Pipeline]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: PipelineCreate,
) -> Response[Pipeline]:
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
    body: PipelineCreate,
) -> Pipeline:
    """Run a pipeline.

    Stores the pipeline and starts it. A series may be given inline, or as `db:<measurement
    id>`.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : PipelineCreate
        A pipeline to run.

    Returns
    -------
    Pipeline

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: PipelineCreate,
) -> Response[Pipeline]:
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
    body: PipelineCreate,
) -> Pipeline:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
