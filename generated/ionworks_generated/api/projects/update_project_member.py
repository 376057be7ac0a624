"""Change a member's role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client
    from ...models.project_member_update import ProjectMemberUpdate


def _get_kwargs(
    project_id: str,
    user_id: str,
    *,
    body: ProjectMemberUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/projects/{project_id}/members/{user_id}".format(
            project_id=path_segment("project_id", project_id),
            user_id=path_segment("user_id", user_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
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
    user_id: str,
    *,
    client: Client,
    body: ProjectMemberUpdate,
) -> Response[None]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            user_id=user_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    user_id: str,
    *,
    client: Client,
    body: ProjectMemberUpdate,
) -> None:
    """Change a member's role.

    The user must be a member of the project. The last administrator of a project keeps the
    role: that is a conflict.

    Parameters
    ----------
    project_id : str
        Id of the project.
    user_id : str
        Id of the user.
    client : Client
        Where to send it.
    body : ProjectMemberUpdate
        A new role.

    Returns
    -------
    None

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(project_id=project_id, user_id=user_id, body=body, client=client).parsed


async def asyncio_detailed(
    project_id: str,
    user_id: str,
    *,
    client: Client,
    body: ProjectMemberUpdate,
) -> Response[None]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            project_id=project_id,
            user_id=user_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    user_id: str,
    *,
    client: Client,
    body: ProjectMemberUpdate,
) -> None:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(project_id=project_id, user_id=user_id, body=body, client=client)
    ).parsed
