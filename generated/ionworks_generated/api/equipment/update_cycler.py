"""Change a cycler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cycler import Cycler
    from ...models.cycler_update import CyclerUpdate


def _get_kwargs(
    cycler_id: str,
    *,
    body: CyclerUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/cyclers/{cycler_id}".format(
            cycler_id=path_segment("cycler_id", cycler_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Cycler:
    from ...models.cycler import Cycler

    if response.status_code == 200:
        return Cycler.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Cycler]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cycler_id: str,
    *,
    client: Client,
    body: CyclerUpdate,
) -> Response[Cycler]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cycler_id=cycler_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cycler_id: str,
    *,
    client: Client,
    body: CyclerUpdate,
) -> Cycler:
    """Change a cycler.

    A merge patch: fields that are not sent stay.

    Parameters
    ----------
    cycler_id : str
        Id of the cycler.
    client : Client
        Where to send it.
    body : CyclerUpdate
        Changes of a cycler, as a merge patch.

    Returns
    -------
    Cycler

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cycler_id=cycler_id, body=body, client=client).parsed


async def asyncio_detailed(
    cycler_id: str,
    *,
    client: Client,
    body: CyclerUpdate,
) -> Response[Cycler]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cycler_id=cycler_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cycler_id: str,
    *,
    client: Client,
    body: CyclerUpdate,
) -> Cycler:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(cycler_id=cycler_id, body=body, client=client)).parsed
