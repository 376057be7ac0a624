"""Put a simulation into a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.study_simulation_mapping import StudySimulationMapping


def _get_kwargs(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    body: Any,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/studies/{study_id}/simulations/{simulation_id}".format(
            project_id=path_segment("project_id", project_id),
            study_id=path_segment("study_id", study_id),
            simulation_id=path_segment("simulation_id", simulation_id),
        ),
    }
    _kwargs["json"] = body
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> StudySimulationMapping:
    from ...models.study_simulation_mapping import StudySimulationMapping

    if response.status_code == 200:
        return StudySimulationMapping.from_dict(read_json(response.content))
    if response.status_code == 201:
        return StudySimulationMapping.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[StudySimulationMapping]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
    body: Any,
) -> Response[StudySimulationMapping]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
    body: Any,
) -> StudySimulationMapping:
    """Put a simulation into a study.

    A simulation that is in it already stays (200).

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
    body : Any

    Returns
    -------
    StudySimulationMapping

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        study_id=study_id,
        simulation_id=simulation_id,
        body=body,
        client=client,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
    body: Any,
) -> Response[StudySimulationMapping]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    study_id: str,
    simulation_id: str,
    *,
    client: Client,
    body: Any,
) -> StudySimulationMapping:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            study_id=study_id,
            simulation_id=simulation_id,
            body=body,
            client=client,
        )
    ).parsed
