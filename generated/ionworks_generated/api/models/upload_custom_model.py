"""Upload a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.custom_model_form import CustomModelForm
    from ...models.model import Model


def _get_kwargs(
    *,
    body: CustomModelForm,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/models/upload-custom",
    }
    _kwargs["files"] = body.to_multipart()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Model:
    from ...models.model import Model

    if response.status_code == 200:
        return Model.from_dict(read_json(response.content))
    if response.status_code == 201:
        return Model.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[Model]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: CustomModelForm,
) -> Response[Model]:
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
    body: CustomModelForm,
) -> Model:
    """Upload a model.

    A PyBaMM model as it writes itself to JSON, which may hold bare `Infinity` and `NaN`.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : CustomModelForm
        An uploaded model.

    Returns
    -------
    Model

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: CustomModelForm,
) -> Response[Model]:
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
    body: CustomModelForm,
) -> Model:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(body=body, client=client)).parsed
