"""Update a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.study import Study
    from ...models.study_update import StudyUpdate


def _get_kwargs(
    project_id: str,
    study_id: str,
    *,
    body: StudyUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/projects/{project_id}/studies/{study_id}".format(
            project_id=path_segment("project_id", project_id),
            study_id=path_segment("study_id", study_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Study:
    from ...models.study import Study

    if response.status_code == 200:
        return Study.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Study]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    study_id: str,
    *,
    client: Client,
    body: StudyUpdate,
) -> Response[Study]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    study_id: str,
    *,
    client: Client,
    body: StudyUpdate,
) -> Study:
    """Update a study.

    A merge patch of name and description.

    Parameters
    ----------
    project_id : str
        Id of the project.
    study_id : str
        Id of the study.
    client : Client
        Where to send it.
    body : StudyUpdate
        Changes of a study, as a merge patch.

    Returns
    -------
    Study

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, study_id=study_id, body=body, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    study_id: str,
    *,
    client: Client,
    body: StudyUpdate,
) -> Response[Study]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            study_id=study_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    study_id: str,
    *,
    client: Client,
    body: StudyUpdate,
) -> Study:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(project_id=project_id, study_id=study_id, body=body, client=client)
    ).parsed
