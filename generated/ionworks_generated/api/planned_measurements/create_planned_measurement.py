"""Request or schedule a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.planned_measurement import PlannedMeasurement
    from ...models.planned_measurement_create import PlannedMeasurementCreate


def _get_kwargs(
    project_id: str,
    *,
    body: PlannedMeasurementCreate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/planned_measurements".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PlannedMeasurement:
    from ...models.planned_measurement import PlannedMeasurement

    if response.status_code == 200:
        return PlannedMeasurement.from_dict(read_json(response.content))
    if response.status_code == 201:
        return PlannedMeasurement.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[PlannedMeasurement]:
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
    body: PlannedMeasurementCreate,
) -> Response[PlannedMeasurement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: Client,
    body: PlannedMeasurementCreate,
) -> PlannedMeasurement:
    """Request or schedule a test.

    Names are unique in a project.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    body : PlannedMeasurementCreate
        A new plan.

    Returns
    -------
    PlannedMeasurement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, body=body, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: Client,
    body: PlannedMeasurementCreate,
) -> Response[PlannedMeasurement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: Client,
    body: PlannedMeasurementCreate,
) -> PlannedMeasurement:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, body=body, client=client)).parsed
