"""Get an element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.pipeline_element import PipelineElement


def _get_kwargs(
    element_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/elements/{element_id}".format(
            element_id=path_segment("element_id", element_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PipelineElement:
    from ...models.pipeline_element import PipelineElement

    if response.status_code == 200:
        return PipelineElement.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[PipelineElement]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    element_id: str,
    *,
    client: Client,
) -> Response[PipelineElement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            element_id=element_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    element_id: str,
    *,
    client: Client,
) -> PipelineElement:
    """Get an element.

    One element by its id.

    Parameters
    ----------
    element_id : str
        Id of the element.
    client : Client
        Where to send it.

    Returns
    -------
    PipelineElement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(element_id=element_id, client=client).parsed


async def asyncio_detailed(
    element_id: str,
    *,
    client: Client,
) -> Response[PipelineElement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            element_id=element_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    element_id: str,
    *,
    client: Client,
) -> PipelineElement:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(element_id=element_id, client=client)).parsed
