"""Simulate a fit on held-out data; no job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import Client
from ...types import Response

if TYPE_CHECKING:
    from ...models.ecm_validate import EcmValidate
    from ...models.ecm_validation import EcmValidation


def _get_kwargs(
    *,
    body: EcmValidate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/validate",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> EcmValidation:
    from ...models.ecm_validation import EcmValidation

    if response.status_code == 200:
        return EcmValidation.from_dict(response.json())
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[EcmValidation]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: EcmValidate,
) -> Response[EcmValidation]:
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
    body: EcmValidate,
) -> EcmValidation:
    """Simulate a fit on held-out data; no job.

    Simulate a fit on held-out data; no job.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : EcmValidate
        Exactly one of measurement_id and example_id, exactly one of fit_results and
        parameterized_model_id; left to the server.

    Returns
    -------
    EcmValidation

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: EcmValidate,
) -> Response[EcmValidation]:
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
    body: EcmValidate,
) -> EcmValidation:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
