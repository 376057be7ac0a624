"""Add a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.custom_variable import CustomVariable
    from ...models.model import Model


def _get_kwargs(
    model_id: str,
    *,
    body: CustomVariable,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/models/{model_id}/custom-variables".format(
            model_id=path_segment("model_id", model_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Model:
    from ...models.model import Model

    if response.status_code == 200:
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
    model_id: str,
    *,
    client: Client,
    body: CustomVariable,
) -> Response[Model]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            model_id=model_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    model_id: str,
    *,
    client: Client,
    body: CustomVariable,
) -> Model:
    """Add a variable.

    A named expression, which simulations of the model can return. One of this name is
    replaced.

    Parameters
    ----------
    model_id : str
        Id of the model.
    client : Client
        Where to send it.
    body : CustomVariable
        A variable of a model.

    Returns
    -------
    Model

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(model_id=model_id, body=body, client=client).parsed


async def asyncio_detailed(
    model_id: str,
    *,
    client: Client,
    body: CustomVariable,
) -> Response[Model]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            model_id=model_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    model_id: str,
    *,
    client: Client,
    body: CustomVariable,
) -> Model:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(model_id=model_id, body=body, client=client)).parsed
