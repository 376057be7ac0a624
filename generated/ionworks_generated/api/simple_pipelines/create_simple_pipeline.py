"""Start a simple pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.simple_pipeline import SimplePipeline
    from ...models.simple_pipeline_create import SimplePipelineCreate


def _get_kwargs(
    *,
    body: SimplePipelineCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/simple_pipelines",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SimplePipeline:
    from ...models.simple_pipeline import SimplePipeline

    if response.status_code == 201:
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
    *,
    client: Client,
    body: SimplePipelineCreate,
) -> Response[SimplePipeline]:
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
    body: SimplePipelineCreate,
) -> SimplePipeline:
    """Start a simple pipeline.

    Deprecated: create a pipeline.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : SimplePipelineCreate
        A new simple pipeline.

    Returns
    -------
    SimplePipeline

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: SimplePipelineCreate,
) -> Response[SimplePipeline]:
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
    body: SimplePipelineCreate,
) -> SimplePipeline:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
