"""Check a model configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.validate_model_config_request import ValidateModelConfigRequest
    from ...models.validate_model_config_result import ValidateModelConfigResult


def _get_kwargs(
    *,
    body: ValidateModelConfigRequest,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/discovery/pybamm_models/validate",
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ValidateModelConfigResult:
    from ...models.validate_model_config_result import ValidateModelConfigResult

    if response.status_code == 200:
        return ValidateModelConfigResult.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[ValidateModelConfigResult]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: ValidateModelConfigRequest,
) -> Response[ValidateModelConfigResult]:
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
    body: ValidateModelConfigRequest,
) -> ValidateModelConfigResult:
    """Check a model configuration.

    Builds a model with the given options on the service and throws it away. A combination
    that cannot be built is answered with 200 and `valid: false`.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : ValidateModelConfigRequest
        A model with options.

    Returns
    -------
    ValidateModelConfigResult

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: ValidateModelConfigRequest,
) -> Response[ValidateModelConfigResult]:
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
    body: ValidateModelConfigRequest,
) -> ValidateModelConfigResult:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
