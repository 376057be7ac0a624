"""Reserve what was proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.auto_schedule_apply import AutoScheduleApply
    from ...models.planned_measurement import PlannedMeasurement


def _get_kwargs(
    project_id: str,
    *,
    body: AutoScheduleApply,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/planned_measurements/apply_auto_schedule_proposal".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> list[PlannedMeasurement]:
    from ...models.planned_measurement import PlannedMeasurement

    if response.status_code == 200:
        return read_list(PlannedMeasurement, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[list[PlannedMeasurement]]:
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
    body: AutoScheduleApply,
) -> Response[list[PlannedMeasurement]]:
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
    body: AutoScheduleApply,
) -> list[PlannedMeasurement]:
    """Reserve what was proposed.

    All or nothing. Refused (409, `SCHEDULE_STALE`) if a plan or a channel has changed since
    the proposal.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    body : AutoScheduleApply
        Reserves what was proposed, all or nothing.

    Returns
    -------
    list[PlannedMeasurement]

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
    body: AutoScheduleApply,
) -> Response[list[PlannedMeasurement]]:
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
    body: AutoScheduleApply,
) -> list[PlannedMeasurement]:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, body=body, client=client)).parsed
