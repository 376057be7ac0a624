from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job import Job
from ...models.job_list import JobList
from ...models.list_jobs_job_type_type_1 import (
    ListJobsJobTypeType1,
)
from ...models.list_jobs_job_type_type_2_type_1 import (
    ListJobsJobTypeType2Type1,
)
from ...models.list_jobs_job_type_type_3_type_1 import (
    ListJobsJobTypeType3Type1,
)
from ...models.list_jobs_job_types_type_0_item import (
    ListJobsJobTypesType0Item,
)
from ...models.list_jobs_status_type_1 import (
    ListJobsStatusType1,
)
from ...models.list_jobs_status_type_2_type_1 import (
    ListJobsStatusType2Type1,
)
from ...models.list_jobs_status_type_3_type_1 import (
    ListJobsStatusType3Type1,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    job_type: ListJobsJobTypeType1
    | ListJobsJobTypeType2Type1
    | ListJobsJobTypeType3Type1
    | None
    | Unset = UNSET,
    job_types: list[ListJobsJobTypesType0Item] | None | Unset = UNSET,
    status: ListJobsStatusType1
    | ListJobsStatusType2Type1
    | ListJobsStatusType3Type1
    | None
    | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_job_type: None | str | Unset
    if isinstance(job_type, Unset):
        json_job_type = UNSET
    elif (
        isinstance(job_type, str)
        or isinstance(job_type, str)
        or isinstance(job_type, str)
    ):
        json_job_type = job_type
    else:
        json_job_type = job_type
    params["job_type"] = json_job_type

    json_job_types: list[str] | None | Unset
    if isinstance(job_types, Unset):
        json_job_types = UNSET
    elif isinstance(job_types, list):
        json_job_types = []
        for job_types_type_0_item_data in job_types:
            job_types_type_0_item: str = job_types_type_0_item_data
            json_job_types.append(job_types_type_0_item)

    else:
        json_job_types = job_types
    params["job_types"] = json_job_types

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, str) or isinstance(status, str) or isinstance(status, str):
        json_status = status
    else:
        json_status = status
    params["status"] = json_status

    json_limit: int | None | Unset
    if isinstance(limit, Unset):
        json_limit = UNSET
    else:
        json_limit = limit
    params["limit"] = json_limit

    json_offset: int | None | Unset
    if isinstance(offset, Unset):
        json_offset = UNSET
    else:
        json_offset = offset
    params["offset"] = json_offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/jobs",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> JobList | list[Job] | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> JobList | list[Job]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = JobList.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_1 = []
            _response_200_type_1 = data
            for response_200_type_1_item_data in _response_200_type_1:
                response_200_type_1_item = Job.from_dict(response_200_type_1_item_data)

                response_200_type_1.append(response_200_type_1_item)

            return response_200_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[JobList | list[Job]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    job_type: ListJobsJobTypeType1
    | ListJobsJobTypeType2Type1
    | ListJobsJobTypeType3Type1
    | None
    | Unset = UNSET,
    job_types: list[ListJobsJobTypesType0Item] | None | Unset = UNSET,
    status: ListJobsStatusType1
    | ListJobsStatusType2Type1
    | ListJobsStatusType3Type1
    | None
    | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[JobList | list[Job]]:
    """List jobs.

    Args:
        job_type (ListJobsJobTypeType1 | ListJobsJobTypeType2Type1 | ListJobsJobTypeType3Type1 |
            None | Unset):
        job_types (list[ListJobsJobTypesType0Item] | None | Unset):
        status (ListJobsStatusType1 | ListJobsStatusType2Type1 | ListJobsStatusType3Type1 | None |
            Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobList | list[Job]]
    """

    kwargs = _get_kwargs(
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    job_type: ListJobsJobTypeType1
    | ListJobsJobTypeType2Type1
    | ListJobsJobTypeType3Type1
    | None
    | Unset = UNSET,
    job_types: list[ListJobsJobTypesType0Item] | None | Unset = UNSET,
    status: ListJobsStatusType1
    | ListJobsStatusType2Type1
    | ListJobsStatusType3Type1
    | None
    | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> JobList | list[Job] | None:
    """List jobs.

    Args:
        job_type (ListJobsJobTypeType1 | ListJobsJobTypeType2Type1 | ListJobsJobTypeType3Type1 |
            None | Unset):
        job_types (list[ListJobsJobTypesType0Item] | None | Unset):
        status (ListJobsStatusType1 | ListJobsStatusType2Type1 | ListJobsStatusType3Type1 | None |
            Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobList | list[Job]
    """

    return sync_detailed(
        client=client,
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    job_type: ListJobsJobTypeType1
    | ListJobsJobTypeType2Type1
    | ListJobsJobTypeType3Type1
    | None
    | Unset = UNSET,
    job_types: list[ListJobsJobTypesType0Item] | None | Unset = UNSET,
    status: ListJobsStatusType1
    | ListJobsStatusType2Type1
    | ListJobsStatusType3Type1
    | None
    | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[JobList | list[Job]]:
    """List jobs.

    Args:
        job_type (ListJobsJobTypeType1 | ListJobsJobTypeType2Type1 | ListJobsJobTypeType3Type1 |
            None | Unset):
        job_types (list[ListJobsJobTypesType0Item] | None | Unset):
        status (ListJobsStatusType1 | ListJobsStatusType2Type1 | ListJobsStatusType3Type1 | None |
            Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobList | list[Job]]
    """

    kwargs = _get_kwargs(
        job_type=job_type,
        job_types=job_types,
        status=status,
        limit=limit,
        offset=offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    job_type: ListJobsJobTypeType1
    | ListJobsJobTypeType2Type1
    | ListJobsJobTypeType3Type1
    | None
    | Unset = UNSET,
    job_types: list[ListJobsJobTypesType0Item] | None | Unset = UNSET,
    status: ListJobsStatusType1
    | ListJobsStatusType2Type1
    | ListJobsStatusType3Type1
    | None
    | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> JobList | list[Job] | None:
    """List jobs.

    Args:
        job_type (ListJobsJobTypeType1 | ListJobsJobTypeType2Type1 | ListJobsJobTypeType3Type1 |
            None | Unset):
        job_types (list[ListJobsJobTypesType0Item] | None | Unset):
        status (ListJobsStatusType1 | ListJobsStatusType2Type1 | ListJobsStatusType3Type1 | None |
            Unset):
        limit (int | None | Unset):
        offset (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobList | list[Job]
    """

    return (
        await asyncio_detailed(
            client=client,
            job_type=job_type,
            job_types=job_types,
            status=status,
            limit=limit,
            offset=offset,
        )
    ).parsed
