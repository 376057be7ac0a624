"""Describe a deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, path_segment, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.deletion import Deletion
    from ...models.describe_deletion_expected_type_0_item import (
        DescribeDeletionExpectedType0Item,
    )
    from ...models.describe_deletion_resource_type import (
        DescribeDeletionResourceType,
    )


def _get_kwargs(
    resource_type: DescribeDeletionResourceType,
    resource_id: str,
    *,
    expected: list[DescribeDeletionExpectedType0Item] | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/deletions/{resource_type}/{resource_id}".format(
            resource_type=path_segment("resource_type", resource_type),
            resource_id=path_segment("resource_id", resource_id),
        ),
        "params": query_values(
            {
                "expected": expected,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Deletion:
    from ...models.deletion import Deletion

    if response.status_code == 200:
        return Deletion.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Deletion]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    resource_type: DescribeDeletionResourceType,
    resource_id: str,
    *,
    client: Client,
    expected: list[DescribeDeletionExpectedType0Item] | None | Unset = UNSET,
) -> Response[Deletion]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            resource_type=resource_type,
            resource_id=resource_id,
            expected=expected,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    resource_type: DescribeDeletionResourceType,
    resource_id: str,
    *,
    client: Client,
    expected: list[DescribeDeletionExpectedType0Item] | None | Unset = UNSET,
) -> Deletion:
    """Describe a deletion.

    What a delete of a record would take along. Nothing is deleted. Hosted services may not
    have this operation.

    Parameters
    ----------
    resource_type : DescribeDeletionResourceType
        Kind of the record.
    resource_id : str
        Id of the record.
    client : Client
        Where to send it.
    expected : list[DescribeDeletionExpectedType0Item] | None
        Kinds of records that the caller expects a number of. A kind that is not known is
        refused.

    Returns
    -------
    Deletion

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        resource_type=resource_type, resource_id=resource_id, expected=expected, client=client
    ).parsed


async def asyncio_detailed(
    resource_type: DescribeDeletionResourceType,
    resource_id: str,
    *,
    client: Client,
    expected: list[DescribeDeletionExpectedType0Item] | None | Unset = UNSET,
) -> Response[Deletion]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            resource_type=resource_type,
            resource_id=resource_id,
            expected=expected,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    resource_type: DescribeDeletionResourceType,
    resource_id: str,
    *,
    client: Client,
    expected: list[DescribeDeletionExpectedType0Item] | None | Unset = UNSET,
) -> Deletion:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            resource_type=resource_type, resource_id=resource_id, expected=expected, client=client
        )
    ).parsed
