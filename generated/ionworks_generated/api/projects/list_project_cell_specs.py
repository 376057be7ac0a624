"""List cell specifications of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_specification import CellSpecification


def _get_kwargs(
    project_id: str,
    *,
    full: bool | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{project_id}/cell_specs".format(
            project_id=path_segment("project_id", project_id),
        ),
        "params": query_values(
            {
                "full": full,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[CellSpecification]:
    from ...models.cell_specification import CellSpecification

    if response.status_code == 200:
        return read_list(CellSpecification, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[CellSpecification]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
) -> Response[list[CellSpecification]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            full=full,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
) -> list[CellSpecification]:
    """List cell specifications of a project.

    A bare array. `GET /cell_specifications` with `project_id` has filters and pages and is
    to be preferred.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    full : bool | None
        Return components and materials too. Unless given: false.

    Returns
    -------
    list[CellSpecification]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, full=full, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
) -> Response[list[CellSpecification]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            full=full,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
    full: bool | None | Unset = UNSET,
) -> list[CellSpecification]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, full=full, client=client)).parsed
