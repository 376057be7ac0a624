"""Get parameter values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    parameterized_model_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/parameterized_models/{parameterized_model_id}/parameter-values".format(
            parameterized_model_id=path_segment("parameterized_model_id", parameterized_model_id),
        ),
    }
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
    parameterized_model_id: str,
    *,
    client: Client,
) -> Response[Any]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    parameterized_model_id: str,
    *,
    client: Client,
) -> Any:
    """Get parameter values.

    All values by name of the parameter, without versions and citations.

    Parameters
    ----------
    parameterized_model_id : str
        Id of the parameterized model.
    client : Client
        Where to send it.

    Returns
    -------
    Any

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(parameterized_model_id=parameterized_model_id, client=client).parsed


async def asyncio_detailed(
    parameterized_model_id: str,
    *,
    client: Client,
) -> Response[Any]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    parameterized_model_id: str,
    *,
    client: Client,
) -> Any:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(parameterized_model_id=parameterized_model_id, client=client)
    ).parsed
