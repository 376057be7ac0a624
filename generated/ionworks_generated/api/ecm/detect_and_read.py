"""Read a cycler file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.ecm_file import EcmFile


def _get_kwargs(
    *,
    body: EcmFile,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/detect-and-read",
    }
    _kwargs["files"] = body.to_multipart()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any:

    if response.status_code == 200:
        return cast(Any, read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: EcmFile,
) -> Response[Any]:
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
    body: EcmFile,
) -> Any:
    """Read a cycler file.

    Detects the format of a file and answers with its series.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : EcmFile
        A cycler file.

    Returns
    -------
    Any

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: EcmFile,
) -> Response[Any]:
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
    body: EcmFile,
) -> Any:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
