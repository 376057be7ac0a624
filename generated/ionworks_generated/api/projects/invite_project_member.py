"""Invite someone by e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.invite_result import InviteResult
    from ...models.project_invite import ProjectInvite


def _get_kwargs(
    project_id: str,
    *,
    body: ProjectInvite,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/projects/{project_id}/invites".format(
            project_id=path_segment("project_id", project_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> InviteResult:
    from ...models.invite_result import InviteResult

    if response.status_code == 200:
        return InviteResult.from_dict(read_json(response.content))
    if response.status_code == 201:
        return InviteResult.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[InviteResult]:
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
    body: ProjectInvite,
) -> Response[InviteResult]:
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
    body: ProjectInvite,
) -> InviteResult:
    """Invite someone by e-mail.

    Adds the person to the project, and to the organization as a member if needed; whoever
    has no account gets a mail. A deactivated member is a conflict.

    Parameters
    ----------
    project_id : str
        Id of the project.
    client : Client
        Where to send it.
    body : ProjectInvite
        An invitation to a project.

    Returns
    -------
    InviteResult

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
    body: ProjectInvite,
) -> Response[InviteResult]:
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
    body: ProjectInvite,
) -> InviteResult:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(project_id=project_id, body=body, client=client)).parsed
