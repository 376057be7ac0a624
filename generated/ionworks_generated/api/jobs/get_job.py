"""Get a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.job import Job


def _get_kwargs(
    job_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs/{job_id}".format(
            job_id=path_segment("job_id", job_id),
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Job:
    from ...models.job import Job

    if response.status_code == 200:
        return Job.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Job]:
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
) -> Response[Job]:
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
) -> Job:
    """Get a job.

    To wait for a job look at `is_terminal` and `is_failed`, not at the names of statuses.

    Parameters
    ----------
    job_id : str
        Id of the job.
    client : Client
        Where to send it.

    Returns
    -------
    Job

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
) -> Response[Job]:
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
) -> Job:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(job_id=job_id, client=client)).parsed
