"""Upload a property dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.material_property_dataset import MaterialPropertyDataset
    from ...models.material_property_dataset_form import MaterialPropertyDatasetForm


def _get_kwargs(
    *,
    body: MaterialPropertyDatasetForm,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/material_property_datasets",
    }
    _kwargs["files"] = body.to_multipart()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> MaterialPropertyDataset:
    from ...models.material_property_dataset import MaterialPropertyDataset

    if response.status_code == 200:
        return MaterialPropertyDataset.from_dict(read_json(response.content))
    if response.status_code == 201:
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
    *,
    client: Client,
    body: MaterialPropertyDatasetForm,
) -> Response[MaterialPropertyDataset]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: MaterialPropertyDatasetForm,
) -> MaterialPropertyDataset:
    """Upload a property dataset.

    A form with a table as Parquet or CSV. Its values become 64-bit floating-point numbers;
    what is no number becomes empty and is counted in `nan_counts`.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : MaterialPropertyDatasetForm
        A new dataset.

    Returns
    -------
    MaterialPropertyDataset

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: MaterialPropertyDatasetForm,
) -> Response[MaterialPropertyDataset]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: MaterialPropertyDatasetForm,
) -> MaterialPropertyDataset:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
