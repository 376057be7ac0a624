"""List the templates of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.optimization_template import OptimizationTemplate


def _get_kwargs(
    *,
    project_id: None | str | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/optimization_templates",
        "params": query_values(
            {
                "project_id": project_id,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[OptimizationTemplate]:
    from ...models.optimization_template import OptimizationTemplate

    if response.status_code == 200:
        return read_list(OptimizationTemplate, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[OptimizationTemplate]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
) -> Response[list[OptimizationTemplate]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
) -> list[OptimizationTemplate]:
    """List the templates of a project.

    Those of the project, and those of the platform.

    Parameters
    ----------
    client : Client
        Where to send it.
    project_id : None | str
        Project it belongs to.

    Returns
    -------
    list[OptimizationTemplate]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
) -> Response[list[OptimizationTemplate]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    project_id: None | str | Unset = UNSET,
) -> list[OptimizationTemplate]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, client=client)).parsed
