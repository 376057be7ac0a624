"""List property datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material_property_dataset_page import MaterialPropertyDatasetPage


def _get_kwargs(
    *,
    material_id: str,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/material_property_datasets",
        "params": query_values(
            {
                "material_id": material_id,
                "project_id": project_id,
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> MaterialPropertyDatasetPage:
    from ...models.material_property_dataset_page import MaterialPropertyDatasetPage

    if response.status_code == 200:
        return MaterialPropertyDatasetPage.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[MaterialPropertyDatasetPage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    material_id: str,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[MaterialPropertyDatasetPage]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            material_id=material_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    material_id: str,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> MaterialPropertyDatasetPage:
    """List property datasets.

    Tables of properties of one material.

    Parameters
    ----------
    client : Client
        Where to send it.
    material_id : str
        Material that the datasets belong to.
    project_id : None | str
        Project to look in.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    MaterialPropertyDatasetPage

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        material_id=material_id, project_id=project_id, limit=limit, offset=offset, client=client
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    material_id: str,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[MaterialPropertyDatasetPage]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            material_id=material_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    material_id: str,
    project_id: None | str | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> MaterialPropertyDatasetPage:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            material_id=material_id,
            project_id=project_id,
            limit=limit,
            offset=offset,
            client=client,
        )
    ).parsed
