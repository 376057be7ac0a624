"""Fit an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.fit_results import FitResults


def _get_kwargs(
    *,
    example_id: str,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit",
        "params": query_values(
            {
                "example_id": example_id,
                "num_rcs": num_rcs,
                "fit_ocv": fit_ocv,
                "initial_soc": initial_soc,
                "capacity": capacity,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> FitResults:
    from ...models.fit_results import FitResults

    if response.status_code == 200:
        return FitResults.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[FitResults]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    example_id: str,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
) -> Response[FitResults]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            example_id=example_id,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    example_id: str,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
) -> FitResults:
    """Fit an example.

    Answers with the fit. RC pairs come only for callers who may see them. At most 60 a
    minute; needs no credential.

    Parameters
    ----------
    client : Client
        Where to send it.
    example_id : str
        Id of the example.
    num_rcs : int | None
        Number of RC pairs. From 0 to 5. Unless given: 2.
    fit_ocv : bool | None
        Fit the open-circuit voltage too. Unless given: true.
    initial_soc : float | None
        State of charge at the start. From 0 to 1.
    capacity : float | None
        Capacity in A.h.

    Returns
    -------
    FitResults

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        example_id=example_id,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    example_id: str,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
) -> Response[FitResults]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            example_id=example_id,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    example_id: str,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
) -> FitResults:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            example_id=example_id,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            client=client,
        )
    ).parsed
