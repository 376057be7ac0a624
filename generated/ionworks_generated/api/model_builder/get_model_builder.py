"""Get a builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.model_builder import ModelBuilder


def _get_kwargs(
    model_builder_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/model_builders/{model_builder_id}".format(
            model_builder_id=path_segment("model_builder_id", model_builder_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ModelBuilder:
    from ...models.model_builder import ModelBuilder

    if response.status_code == 200:
        return ModelBuilder.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ModelBuilder]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    model_builder_id: str,
    *,
    client: Client,
) -> Response[ModelBuilder]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            model_builder_id=model_builder_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    model_builder_id: str,
    *,
    client: Client,
) -> ModelBuilder:
    """Get a builder.

    One builder with its recipe.

    Parameters
    ----------
    model_builder_id : str
        Id of the model builder.
    client : Client
        Where to send it.

    Returns
    -------
    ModelBuilder

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(model_builder_id=model_builder_id, client=client).parsed


async def asyncio_detailed(
    model_builder_id: str,
    *,
    client: Client,
) -> Response[ModelBuilder]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            model_builder_id=model_builder_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    model_builder_id: str,
    *,
    client: Client,
) -> ModelBuilder:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(model_builder_id=model_builder_id, client=client)).parsed
