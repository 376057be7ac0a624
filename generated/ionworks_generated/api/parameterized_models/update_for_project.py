"""Change a parameterized model of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.parameterized_model import ParameterizedModel
    from ...models.parameterized_model_update import ParameterizedModelUpdate


def _get_kwargs(
    parameterized_model_id: str,
    *,
    body: ParameterizedModelUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/parameterized_models/{parameterized_model_id}".format(
            parameterized_model_id=path_segment("parameterized_model_id", parameterized_model_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ParameterizedModel:
    from ...models.parameterized_model import ParameterizedModel

    if response.status_code == 200:
        return ParameterizedModel.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[ParameterizedModel]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    parameterized_model_id: str,
    *,
    client: Client,
    body: ParameterizedModelUpdate,
) -> Response[ParameterizedModel]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    parameterized_model_id: str,
    *,
    client: Client,
    body: ParameterizedModelUpdate,
) -> ParameterizedModel:
    """Change a parameterized model of a project.

    One without a cell specification.

    Parameters
    ----------
    parameterized_model_id : str
        Id of the parameterized model.
    client : Client
        Where to send it.
    body : ParameterizedModelUpdate
        Changes of a parameterized model. Its parameters do not change.

    Returns
    -------
    ParameterizedModel

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        parameterized_model_id=parameterized_model_id, body=body, client=client
    ).parsed


async def asyncio_detailed(
    parameterized_model_id: str,
    *,
    client: Client,
    body: ParameterizedModelUpdate,
) -> Response[ParameterizedModel]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    parameterized_model_id: str,
    *,
    client: Client,
    body: ParameterizedModelUpdate,
) -> ParameterizedModel:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            parameterized_model_id=parameterized_model_id, body=body, client=client
        )
    ).parsed
