from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.pipeline_element import PipelineElement
from ...types import Response


def _get_kwargs(
    element_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pipelines/elements/{element_id}".format(
            element_id=quote(str(element_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PipelineElement | None:
    if response.status_code == 200:
        response_200 = PipelineElement.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PipelineElement]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[PipelineElement]:
    """One element.

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PipelineElement]
    """

    kwargs = _get_kwargs(
        element_id=element_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> PipelineElement | None:
    """One element.

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PipelineElement
    """

    return sync_detailed(
        element_id=element_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[PipelineElement]:
    """One element.

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PipelineElement]
    """

    kwargs = _get_kwargs(
        element_id=element_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    element_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> PipelineElement | None:
    """One element.

    Args:
        element_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PipelineElement
    """

    return (
        await asyncio_detailed(
            element_id=element_id,
            client=client,
        )
    ).parsed
