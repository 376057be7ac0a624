"""Update a property dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material_property_dataset import MaterialPropertyDataset
    from ...models.material_property_dataset_update import MaterialPropertyDatasetUpdate


def _get_kwargs(
    property_id: str,
    *,
    body: MaterialPropertyDatasetUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/material_property_datasets/{property_id}".format(
            property_id=path_segment("property_id", property_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> MaterialPropertyDataset:
    from ...models.material_property_dataset import MaterialPropertyDataset

    if response.status_code == 200:
        return MaterialPropertyDataset.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[MaterialPropertyDataset]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    property_id: str,
    *,
    client: Client,
    body: MaterialPropertyDatasetUpdate,
) -> Response[MaterialPropertyDataset]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    property_id: str,
    *,
    client: Client,
    body: MaterialPropertyDatasetUpdate,
) -> MaterialPropertyDataset:
    """Update a property dataset.

    Change its name, or the names and units of its columns; then the table is made of the
    original file again, and `data_version` grows.

    Parameters
    ----------
    property_id : str
        Id of the dataset.
    client : Client
        Where to send it.
    body : MaterialPropertyDatasetUpdate
        Changes of a dataset.

    Returns
    -------
    MaterialPropertyDataset

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(property_id=property_id, body=body, client=client).parsed


async def asyncio_detailed(
    property_id: str,
    *,
    client: Client,
    body: MaterialPropertyDatasetUpdate,
) -> Response[MaterialPropertyDataset]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    property_id: str,
    *,
    client: Client,
    body: MaterialPropertyDatasetUpdate,
) -> MaterialPropertyDataset:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(property_id=property_id, body=body, client=client)).parsed
