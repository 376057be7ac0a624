"""Rename or redescribe a simple pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pipeline_update import PipelineUpdate
    from ...models.simple_pipeline import SimplePipeline


def _get_kwargs(
    simple_pipeline_id: str,
    *,
    body: PipelineUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/simple_pipelines/{simple_pipeline_id}".format(
            simple_pipeline_id=path_segment("simple_pipeline_id", simple_pipeline_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SimplePipeline:
    from ...models.simple_pipeline import SimplePipeline

    if response.status_code == 200:
        return SimplePipeline.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[SimplePipeline]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    simple_pipeline_id: str,
    *,
    client: Client,
    body: PipelineUpdate,
) -> Response[SimplePipeline]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            simple_pipeline_id=simple_pipeline_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    simple_pipeline_id: str,
    *,
    client: Client,
    body: PipelineUpdate,
) -> SimplePipeline:
    """Rename or redescribe a simple pipeline.

    Deprecated.

    Parameters
    ----------
    simple_pipeline_id : str
        Id of the simple pipeline.
    client : Client
        Where to send it.
    body : PipelineUpdate
        Changes of a pipeline.

    Returns
    -------
    SimplePipeline

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(simple_pipeline_id=simple_pipeline_id, body=body, client=client).parsed


async def asyncio_detailed(
    simple_pipeline_id: str,
    *,
    client: Client,
    body: PipelineUpdate,
) -> Response[SimplePipeline]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            simple_pipeline_id=simple_pipeline_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    simple_pipeline_id: str,
    *,
    client: Client,
    body: PipelineUpdate,
) -> SimplePipeline:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(simple_pipeline_id=simple_pipeline_id, body=body, client=client)
    ).parsed
