"""Fit measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.ecm_fit_job import EcmFitJob
    from ...models.ecm_fit_request import EcmFitRequest


def _get_kwargs(
    *,
    body: EcmFitRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit-from-measurements",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> EcmFitJob:
    from ...models.ecm_fit_job import EcmFitJob

    if response.status_code == 200:
        return EcmFitJob.from_dict(read_json(response.content))
    if response.status_code == 201:
        return EcmFitJob.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[EcmFitJob]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: EcmFitRequest,
) -> Response[EcmFitJob]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: EcmFitRequest,
) -> EcmFitJob:
    """Fit measurements.

    Starts a job.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : EcmFitRequest
        A fit of an equivalent circuit.

    Returns
    -------
    EcmFitJob

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: EcmFitRequest,
) -> Response[EcmFitJob]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: EcmFitRequest,
) -> EcmFitJob:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
