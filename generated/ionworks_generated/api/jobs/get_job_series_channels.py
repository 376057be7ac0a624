"""List the series of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client


def _get_kwargs(
    job_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}/series/channels".format(
            job_id=path_segment("job_id", job_id),
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
    job_id: str,
    *,
    client: Client,
) -> Response[Any]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    job_id: str,
    *,
    client: Client,
) -> Any:
    """List the series of a job.

    Names of objectives, sources and channels; empty when there are none.

    Parameters
    ----------
    job_id : str
        Id of the job.
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
    return sync_detailed(job_id=job_id, client=client).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: Client,
) -> Response[Any]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            job_id=job_id,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    job_id: str,
    *,
    client: Client,
) -> Any:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(job_id=job_id, client=client)).parsed
