"""Take a simulation out of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    project_id: str,
    study_id: str,
    simulation_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/projects/{project_id}/studies/{study_id}/simulations/{simulation_id}".format(
            project_id=path_segment("project_id", project_id),
            study_id=path_segment("study_id", study_id),
            simulation_id=path_segment("simulation_id", simulation_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> None:

    if response.status_code == 200:
        return None
    if response.status_code == 204:
        return None
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[None]:
    _parse_response(client=client, response=response)
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
) -> Response[None]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
) -> None:
    """Take a simulation out of a study.

    The simulation stays. One that is not in the study is no error.

    Parameters
    ----------
    project_id : str
        Id of the project.
    study_id : str
        Id of the study.
    simulation_id : str
        Id of the simulation.
    client : Client
        Where to send it.

    Returns
    -------
    None

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id, study_id=study_id, simulation_id=simulation_id, client=client
    ).parsed


async def asyncio_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
) -> Response[None]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
) -> None:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id, study_id=study_id, simulation_id=simulation_id, client=client
        )
    ).parsed
