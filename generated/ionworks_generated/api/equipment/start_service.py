"""Take a cycler out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cycler_service_event import CyclerServiceEvent
    from ...models.service_start import ServiceStart


def _get_kwargs(
    cycler_id: str,
    *,
    body: ServiceStart,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cyclers/{cycler_id}/service_events".format(
            cycler_id=path_segment("cycler_id", cycler_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CyclerServiceEvent:
    from ...models.cycler_service_event import CyclerServiceEvent

    if response.status_code == 200:
        return CyclerServiceEvent.from_dict(read_json(response.content))
    if response.status_code == 201:
        return CyclerServiceEvent.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CyclerServiceEvent]:
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
    body: ServiceStart,
) -> Response[CyclerServiceEvent]:
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
    body: ServiceStart,
) -> CyclerServiceEvent:
    """Take a cycler out of service.

    Opens an incident on every channel that is in service. A channel that is out already
    keeps its own, and stays out when the service is completed. Refused (409) while another
    service is open, or while a test runs on a channel.

    Parameters
    ----------
    cycler_id : str
        Id of the cycler.
    client : Client
        Where to send it.
    body : ServiceStart
        Takes a cycler out of service.

    Returns
    -------
    CyclerServiceEvent

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
    body: ServiceStart,
) -> Response[CyclerServiceEvent]:
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
    body: ServiceStart,
) -> CyclerServiceEvent:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(cycler_id=cycler_id, body=body, client=client)).parsed
