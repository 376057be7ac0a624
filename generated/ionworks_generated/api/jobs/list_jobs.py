"""List jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...records import read_list
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.job import Job
    from ...models.job_list import JobList
    from ...models.job_status import JobStatus
    from ...models.job_type import JobType


def _get_kwargs(
    *,
    job_type: JobType | None | Unset = UNSET,
    job_types: list[JobType] | None | Unset = UNSET,
    status: JobStatus | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs",
        "params": query_values(
            {
                "job_type": job_type,
                "job_types": job_types,
                "status": status,
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> JobList | list[Job]:
    from ...models.job import Job
    from ...models.job_list import JobList

    if response.status_code == 200:
        found = read_json(response.content)
        if isinstance(found, list):
            return read_list(Job, found)
        return JobList.from_dict(found)
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[JobList | list[Job]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    job_type: JobType | None | Unset = UNSET,
    job_types: list[JobType] | None | Unset = UNSET,
    status: JobStatus | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[JobList | list[Job]]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            job_type=job_type,
            job_types=job_types,
            status=status,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    job_type: JobType | None | Unset = UNSET,
    job_types: list[JobType] | None | Unset = UNSET,
    status: JobStatus | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> JobList | list[Job]:
    """List jobs.

    Background jobs of the organization. A trailing slash in the path is redirected or
    accepted.

    Parameters
    ----------
    client : Client
        Where to send it.
    job_type : JobType | None
        Kind of job; `job_types` wins over it.
    job_types : list[JobType] | None
        Kinds of jobs.
    status : JobStatus | None
        Status of the job.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    JobList | list[Job]

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    job_type: JobType | None | Unset = UNSET,
    job_types: list[JobType] | None | Unset = UNSET,
    status: JobStatus | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[JobList | list[Job]]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            job_type=job_type,
            job_types=job_types,
            status=status,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    job_type: JobType | None | Unset = UNSET,
    job_types: list[JobType] | None | Unset = UNSET,
    status: JobStatus | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> JobList | list[Job]:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            job_type=job_type,
            job_types=job_types,
            status=status,
            limit=limit,
            offset=offset,
            client=client,
        )
    ).parsed
