from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.material_property_dataset import MaterialPropertyDataset
from ...models.material_property_file_form import MaterialPropertyFileForm
from ...types import Response


def _get_kwargs(
    property_id: str,
    *,
    body: MaterialPropertyFileForm,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/material_property_datasets/{property_id}/file".format(
            property_id=quote(str(property_id), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MaterialPropertyDataset | None:
    if response.status_code == 200:
        response_200 = MaterialPropertyDataset.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MaterialPropertyDataset]:
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
    body: MaterialPropertyFileForm,
) -> Response[MaterialPropertyDataset]:
    """Replace the data file, keeping the id.

    Args:
        property_id (str):
        body (MaterialPropertyFileForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MaterialPropertyDataset]
    """

    kwargs = _get_kwargs(
        property_id=property_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyFileForm,
) -> MaterialPropertyDataset | None:
    """Replace the data file, keeping the id.

    Args:
        property_id (str):
        body (MaterialPropertyFileForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MaterialPropertyDataset
    """

    return sync_detailed(
        property_id=property_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyFileForm,
) -> Response[MaterialPropertyDataset]:
    """Replace the data file, keeping the id.

    Args:
        property_id (str):
        body (MaterialPropertyFileForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MaterialPropertyDataset]
    """

    kwargs = _get_kwargs(
        property_id=property_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    property_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: MaterialPropertyFileForm,
) -> MaterialPropertyDataset | None:
    """Replace the data file, keeping the id.

    Args:
        property_id (str):
        body (MaterialPropertyFileForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MaterialPropertyDataset
    """

    return (
        await asyncio_detailed(
            property_id=property_id,
            client=client,
            body=body,
        )
    ).parsed
