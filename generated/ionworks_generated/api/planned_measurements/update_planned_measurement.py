"""Change, schedule or cancel a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.planned_measurement import PlannedMeasurement
    from ...models.planned_measurement_update import PlannedMeasurementUpdate


def _get_kwargs(
    project_id: str,
    planned_measurement_id: str,
    *,
    body: PlannedMeasurementUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/projects/{project_id}/planned_measurements/{planned_measurement_id}".format(
            project_id=path_segment("project_id", project_id),
            planned_measurement_id=path_segment("planned_measurement_id", planned_measurement_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> PlannedMeasurement:
    from ...models.planned_measurement import PlannedMeasurement

    if response.status_code == 200:
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
    planned_measurement_id: str,
    *,
    client: Client,
    body: PlannedMeasurementUpdate,
) -> Response[PlannedMeasurement]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            planned_measurement_id=planned_measurement_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    planned_measurement_id: str,
    *,
    client: Client,
    body: PlannedMeasurementUpdate,
) -> PlannedMeasurement:
    """Change, schedule or cancel a plan.

    A merge patch: fields that are not sent stay.

    Parameters
    ----------
    project_id : str
        Id of the project.
    planned_measurement_id : str
        Id of the planned measurement.
    client : Client
        Where to send it.
    body : PlannedMeasurementUpdate
        Changes of a plan, as a merge patch. To schedule it, `status`, `channel_id` and both
        times are sent; to cancel it, `status`.

    Returns
    -------
    PlannedMeasurement

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        project_id=project_id,
        planned_measurement_id=planned_measurement_id,
        body=body,
        client=client,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    planned_measurement_id: str,
    *,
    client: Client,
    body: PlannedMeasurementUpdate,
) -> Response[PlannedMeasurement]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            planned_measurement_id=planned_measurement_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    planned_measurement_id: str,
    *,
    client: Client,
    body: PlannedMeasurementUpdate,
) -> PlannedMeasurement:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            project_id=project_id,
            planned_measurement_id=planned_measurement_id,
            body=body,
            client=client,
        )
    ).parsed
