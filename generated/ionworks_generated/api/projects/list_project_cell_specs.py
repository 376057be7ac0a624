from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cell_specification import CellSpecification
from ...types import UNSET, Response, Unset


def _get_kwargs(
    project_id: str,
    *,
    full: bool | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_full: bool | None | Unset
    if isinstance(full, Unset):
        json_full = UNSET
    else:
        json_full = full
    params["full"] = json_full

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{project_id}/cell_specs".format(
            project_id=quote(str(project_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> list[CellSpecification] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = CellSpecification.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[list[CellSpecification]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    full: bool | None | Unset = UNSET,
) -> Response[list[CellSpecification]]:
    """Cell specifications linked to a project.

    Args:
        project_id (str):
        full (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[CellSpecification]]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        full=full,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    full: bool | None | Unset = UNSET,
) -> list[CellSpecification] | None:
    """Cell specifications linked to a project.

    Args:
        project_id (str):
        full (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[CellSpecification]
    """

    return sync_detailed(
        project_id=project_id,
        client=client,
        full=full,
    ).parsed


async def asyncio_detailed(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    full: bool | None | Unset = UNSET,
) -> Response[list[CellSpecification]]:
    """Cell specifications linked to a project.

    Args:
        project_id (str):
        full (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[CellSpecification]]
    """

    kwargs = _get_kwargs(
        project_id=project_id,
        full=full,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    project_id: str,
    *,
    client: AuthenticatedClient | Client,
    full: bool | None | Unset = UNSET,
) -> list[CellSpecification] | None:
    """Cell specifications linked to a project.

    Args:
        project_id (str):
        full (bool | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[CellSpecification]
    """

    return (
        await asyncio_detailed(
            project_id=project_id,
            client=client,
            full=full,
        )
    ).parsed
