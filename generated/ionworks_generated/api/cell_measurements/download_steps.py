"""Download the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    measurement_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cell_measurements/{measurement_id}/steps/download".format(
            measurement_id=path_segment("measurement_id", measurement_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> str:

    if response.status_code == 302:
        return errors.location(response)
    if response.status_code == 303:
        return errors.location(response)
    if response.status_code == 307:
        return errors.location(response)
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[str]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    measurement_id: str,
    *,
    client: Client,
) -> Response[str]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    measurement_id: str,
    *,
    client: Client,
) -> str:
    """Download the steps.

    A redirect to the steps as Parquet. The storage answers range requests. Do not send the
    credential there.

    Parameters
    ----------
    measurement_id : str
        Id of the measurement.
    client : Client
        Where to send it.

    Returns
    -------
    str

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(measurement_id=measurement_id, client=client).parsed


async def asyncio_detailed(
    measurement_id: str,
    *,
    client: Client,
) -> Response[str]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            measurement_id=measurement_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    measurement_id: str,
    *,
    client: Client,
) -> str:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(measurement_id=measurement_id, client=client)).parsed
