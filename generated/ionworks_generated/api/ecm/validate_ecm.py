"""Validate a fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.ecm_validate import EcmValidate
    from ...models.validation_results import ValidationResults


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


def _parse_response(*, client: Client, response: httpx.Response) -> ValidationResults:
    from ...models.validation_results import ValidationResults

    if response.status_code == 200:
        return ValidationResults.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ValidationResults]:
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
) -> Response[ValidationResults]:
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
) -> ValidationResults:
    """Validate a fit.

    Simulates a fit on data that it was not made from.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : EcmValidate
        A fit, and data that it was not made from. Exactly one of `measurement_id` and
        `example_id`, and one of `fit_results` and `parameterized_model_id`.

    Returns
    -------
    ValidationResults

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
) -> Response[ValidationResults]:
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
) -> ValidationResults:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
