from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_material_property_download_url_kind_type_1 import (
    GetMaterialPropertyDownloadUrlKindType1,
)
from ...models.get_material_property_download_url_kind_type_2_type_1 import (
    GetMaterialPropertyDownloadUrlKindType2Type1,
)
from ...models.get_material_property_download_url_kind_type_3_type_1 import (
    GetMaterialPropertyDownloadUrlKindType3Type1,
)
from ...models.signed_url import SignedUrl
from ...types import UNSET, Response, Unset


def _get_kwargs(
    property_id: str,
    *,
    kind: GetMaterialPropertyDownloadUrlKindType1
    | GetMaterialPropertyDownloadUrlKindType2Type1
    | GetMaterialPropertyDownloadUrlKindType3Type1
    | None
    | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, str) or isinstance(kind, str) or isinstance(kind, str):
        json_kind = kind
    else:
        json_kind = kind
    params["kind"] = json_kind

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/material_property_datasets/{property_id}/download-url".format(
            property_id=quote(str(property_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SignedUrl | None:
    if response.status_code == 200:
        response_200 = SignedUrl.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SignedUrl]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKindType1
    | GetMaterialPropertyDownloadUrlKindType2Type1
    | GetMaterialPropertyDownloadUrlKindType3Type1
    | None
    | Unset = UNSET,
) -> Response[SignedUrl]:
    """Short-lived address of the file.

    Args:
        property_id (str):
        kind (GetMaterialPropertyDownloadUrlKindType1 |
            GetMaterialPropertyDownloadUrlKindType2Type1 |
            GetMaterialPropertyDownloadUrlKindType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SignedUrl]
    """

    kwargs = _get_kwargs(
        property_id=property_id,
        kind=kind,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKindType1
    | GetMaterialPropertyDownloadUrlKindType2Type1
    | GetMaterialPropertyDownloadUrlKindType3Type1
    | None
    | Unset = UNSET,
) -> SignedUrl | None:
    """Short-lived address of the file.

    Args:
        property_id (str):
        kind (GetMaterialPropertyDownloadUrlKindType1 |
            GetMaterialPropertyDownloadUrlKindType2Type1 |
            GetMaterialPropertyDownloadUrlKindType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SignedUrl
    """

    return sync_detailed(
        property_id=property_id,
        client=client,
        kind=kind,
    ).parsed


async def asyncio_detailed(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKindType1
    | GetMaterialPropertyDownloadUrlKindType2Type1
    | GetMaterialPropertyDownloadUrlKindType3Type1
    | None
    | Unset = UNSET,
) -> Response[SignedUrl]:
    """Short-lived address of the file.

    Args:
        property_id (str):
        kind (GetMaterialPropertyDownloadUrlKindType1 |
            GetMaterialPropertyDownloadUrlKindType2Type1 |
            GetMaterialPropertyDownloadUrlKindType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SignedUrl]
    """

    kwargs = _get_kwargs(
        property_id=property_id,
        kind=kind,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    kind: GetMaterialPropertyDownloadUrlKindType1
    | GetMaterialPropertyDownloadUrlKindType2Type1
    | GetMaterialPropertyDownloadUrlKindType3Type1
    | None
    | Unset = UNSET,
) -> SignedUrl | None:
    """Short-lived address of the file.

    Args:
        property_id (str):
        kind (GetMaterialPropertyDownloadUrlKindType1 |
            GetMaterialPropertyDownloadUrlKindType2Type1 |
            GetMaterialPropertyDownloadUrlKindType3Type1 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SignedUrl
    """

    return (
        await asyncio_detailed(
            property_id=property_id,
            client=client,
            kind=kind,
        )
    ).parsed
