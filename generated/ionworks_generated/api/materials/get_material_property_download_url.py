"""Get a download link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.dataset_file_kind import DatasetFileKind
    from ...models.signed_url import SignedUrl


def _get_kwargs(
    property_id: str,
    *,
    kind: DatasetFileKind | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/material_property_datasets/{property_id}/download-url".format(
            property_id=path_segment("property_id", property_id),
        ),
        "params": query_values(
            {
                "kind": kind,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SignedUrl:
    from ...models.signed_url import SignedUrl

    if response.status_code == 200:
        return SignedUrl.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[SignedUrl]:
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
    kind: DatasetFileKind | None | Unset = UNSET,
) -> Response[SignedUrl]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
            kind=kind,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    property_id: str,
    *,
    client: Client,
    kind: DatasetFileKind | None | Unset = UNSET,
) -> SignedUrl:
    """Get a download link.

    A link to a file that is good for a short time. It needs no credential: who has it can
    read the file.

    Parameters
    ----------
    property_id : str
        Id of the dataset.
    client : Client
        Where to send it.
    kind : DatasetFileKind | None
        The table as stored, or the file as uploaded. Unless given: parquet.

    Returns
    -------
    SignedUrl

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(property_id=property_id, kind=kind, client=client).parsed


async def asyncio_detailed(
    property_id: str,
    *,
    client: Client,
    kind: DatasetFileKind | None | Unset = UNSET,
) -> Response[SignedUrl]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            property_id=property_id,
            kind=kind,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    property_id: str,
    *,
    client: Client,
    kind: DatasetFileKind | None | Unset = UNSET,
) -> SignedUrl:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(property_id=property_id, kind=kind, client=client)).parsed
