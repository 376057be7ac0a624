"""Get a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pipeline import Pipeline


def _get_kwargs(
    pipeline_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/{pipeline_id}".format(
            pipeline_id=path_segment("pipeline_id", pipeline_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Pipeline:
    from ...models.pipeline import Pipeline

    if response.status_code == 200:
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
    pipeline_id: str,
    *,
    client: Client,
) -> Response[Pipeline]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            pipeline_id=pipeline_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    pipeline_id: str,
    *,
    client: Client,
) -> Pipeline:
    """Get a pipeline.

    Without its elements. To wait for it look at `is_terminal` and `is_failed`.

    Parameters
    ----------
    pipeline_id : str
        Id of the pipeline.
    client : Client
        Where to send it.

    Returns
    -------
    Pipeline

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(pipeline_id=pipeline_id, client=client).parsed


async def asyncio_detailed(
    pipeline_id: str,
    *,
    client: Client,
) -> Response[Pipeline]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            pipeline_id=pipeline_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    pipeline_id: str,
    *,
    client: Client,
) -> Pipeline:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(pipeline_id=pipeline_id, client=client)).parsed
