"""Create a builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.model_builder import ModelBuilder
    from ...models.model_builder_create import ModelBuilderCreate


def _get_kwargs(
    *,
    body: ModelBuilderCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/model_builders",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ModelBuilder:
    from ...models.model_builder import ModelBuilder

    if response.status_code == 200:
        return ModelBuilder.from_dict(read_json(response.content))
    if response.status_code == 201:
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
    *,
    client: Client,
    body: ModelBuilderCreate,
) -> Response[ModelBuilder]:
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
    body: ModelBuilderCreate,
) -> ModelBuilder:
    """Create a builder.

    Fits and validations in the recipe are refused.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ModelBuilderCreate
        A new builder.

    Returns
    -------
    ModelBuilder

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ModelBuilderCreate,
) -> Response[ModelBuilder]:
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
    body: ModelBuilderCreate,
) -> ModelBuilder:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
