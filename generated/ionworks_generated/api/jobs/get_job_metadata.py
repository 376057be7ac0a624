"""Get everything recorded about a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.job_metadata import JobMetadata


def _get_kwargs(
    job_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}/metadata".format(
            job_id=path_segment("job_id", job_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> JobMetadata:
    from ...models.job_metadata import JobMetadata

    if response.status_code == 200:
        return JobMetadata.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[JobMetadata]:
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
) -> Response[JobMetadata]:
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
) -> JobMetadata:
    """Get everything recorded about a job.

    May be large and slow; the series endpoints are the bounded way to the same numbers.

    Parameters
    ----------
    job_id : str
        Id of the job.
    client : Client
        Where to send it.

    Returns
    -------
    JobMetadata

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
) -> Response[JobMetadata]:
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
) -> JobMetadata:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(job_id=job_id, client=client)).parsed
