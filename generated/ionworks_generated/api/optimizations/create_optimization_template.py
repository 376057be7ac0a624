"""Create a template for optimizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.optimization_template import OptimizationTemplate
    from ...models.optimization_template_create import OptimizationTemplateCreate


def _get_kwargs(
    *,
    body: OptimizationTemplateCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/optimization_templates",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> OptimizationTemplate:
    from ...models.optimization_template import OptimizationTemplate

    if response.status_code == 201:
        return OptimizationTemplate.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[OptimizationTemplate]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: OptimizationTemplateCreate,
) -> Response[OptimizationTemplate]:
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
    body: OptimizationTemplateCreate,
) -> OptimizationTemplate:
    """Create a template for optimizations.

    It belongs to a project, whose optimizations may start from it.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : OptimizationTemplateCreate
        A new template.

    Returns
    -------
    OptimizationTemplate

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: OptimizationTemplateCreate,
) -> Response[OptimizationTemplate]:
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
    body: OptimizationTemplateCreate,
) -> OptimizationTemplate:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
