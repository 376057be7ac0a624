"""Fit a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.ecm_file import EcmFile
    from ...models.ecm_fit_job import EcmFitJob


def _get_kwargs(
    *,
    body: EcmFile,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
    regularization: float | None | Unset = UNSET,
    ocv_soc_curve: None | str | Unset = UNSET,
    bounds_capacity: None | str | Unset = UNSET,
    num_knots: int | None | Unset = UNSET,
    num_knots_r0: int | None | Unset = UNSET,
    knot_schedule: None | str | Unset = UNSET,
    clamp_boundary_knots: bool | None | Unset = UNSET,
    clamp_max_ratio: float | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/ecm/fit-from-file",
        "params": query_values(
            {
                "num_rcs": num_rcs,
                "fit_ocv": fit_ocv,
                "initial_soc": initial_soc,
                "capacity": capacity,
                "regularization": regularization,
                "ocv_soc_curve": ocv_soc_curve,
                "bounds_capacity": bounds_capacity,
                "num_knots": num_knots,
                "num_knots_r0": num_knots_r0,
                "knot_schedule": knot_schedule,
                "clamp_boundary_knots": clamp_boundary_knots,
                "clamp_max_ratio": clamp_max_ratio,
            }
        ),
    }
    _kwargs["files"] = body.to_multipart()
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
    body: EcmFile,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
    regularization: float | None | Unset = UNSET,
    ocv_soc_curve: None | str | Unset = UNSET,
    bounds_capacity: None | str | Unset = UNSET,
    num_knots: int | None | Unset = UNSET,
    num_knots_r0: int | None | Unset = UNSET,
    knot_schedule: None | str | Unset = UNSET,
    clamp_boundary_knots: bool | None | Unset = UNSET,
    clamp_max_ratio: float | None | Unset = UNSET,
) -> Response[EcmFitJob]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            regularization=regularization,
            ocv_soc_curve=ocv_soc_curve,
            bounds_capacity=bounds_capacity,
            num_knots=num_knots,
            num_knots_r0=num_knots_r0,
            knot_schedule=knot_schedule,
            clamp_boundary_knots=clamp_boundary_knots,
            clamp_max_ratio=clamp_max_ratio,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    body: EcmFile,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
    regularization: float | None | Unset = UNSET,
    ocv_soc_curve: None | str | Unset = UNSET,
    bounds_capacity: None | str | Unset = UNSET,
    num_knots: int | None | Unset = UNSET,
    num_knots_r0: int | None | Unset = UNSET,
    knot_schedule: None | str | Unset = UNSET,
    clamp_boundary_knots: bool | None | Unset = UNSET,
    clamp_max_ratio: float | None | Unset = UNSET,
) -> EcmFitJob:
    """Fit a file.

    Starts a job.

    Parameters
    ----------
    client : Client
        Where to send it.
    body : EcmFile
        A cycler file.
    num_rcs : int | None
        Number of RC pairs. From 0 to 5. Unless given: 2.
    fit_ocv : bool | None
        Fit the open-circuit voltage too. Unless given: true.
    initial_soc : float | None
        State of charge at the start. From 0 to 1.
    capacity : float | None
        Capacity in A.h.
    regularization : float | None
        Weight of the smoothness term. At least 0.
    ocv_soc_curve : None | str
        A known open-circuit voltage, as JSON.
    bounds_capacity : None | str
        Bounds of the capacity, as JSON.
    num_knots : int | None
        Number of knots over the state of charge. From 1 to 64.
    num_knots_r0 : int | None
        The same for the series resistance. From 1 to 64.
    knot_schedule : None | str
        Numbers of knots of the stages, as JSON.
    clamp_boundary_knots : bool | None
        Keep the outer knots near their neighbours. Unless given: true.
    clamp_max_ratio : float | None
        Largest ratio of an outer knot to its neighbour. Unless given: 10.

    Returns
    -------
    EcmFitJob

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        body=body,
        num_rcs=num_rcs,
        fit_ocv=fit_ocv,
        initial_soc=initial_soc,
        capacity=capacity,
        regularization=regularization,
        ocv_soc_curve=ocv_soc_curve,
        bounds_capacity=bounds_capacity,
        num_knots=num_knots,
        num_knots_r0=num_knots_r0,
        knot_schedule=knot_schedule,
        clamp_boundary_knots=clamp_boundary_knots,
        clamp_max_ratio=clamp_max_ratio,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: EcmFile,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
    regularization: float | None | Unset = UNSET,
    ocv_soc_curve: None | str | Unset = UNSET,
    bounds_capacity: None | str | Unset = UNSET,
    num_knots: int | None | Unset = UNSET,
    num_knots_r0: int | None | Unset = UNSET,
    knot_schedule: None | str | Unset = UNSET,
    clamp_boundary_knots: bool | None | Unset = UNSET,
    clamp_max_ratio: float | None | Unset = UNSET,
) -> Response[EcmFitJob]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            regularization=regularization,
            ocv_soc_curve=ocv_soc_curve,
            bounds_capacity=bounds_capacity,
            num_knots=num_knots,
            num_knots_r0=num_knots_r0,
            knot_schedule=knot_schedule,
            clamp_boundary_knots=clamp_boundary_knots,
            clamp_max_ratio=clamp_max_ratio,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    body: EcmFile,
    num_rcs: int | None | Unset = UNSET,
    fit_ocv: bool | None | Unset = UNSET,
    initial_soc: float | None | Unset = UNSET,
    capacity: float | None | Unset = UNSET,
    regularization: float | None | Unset = UNSET,
    ocv_soc_curve: None | str | Unset = UNSET,
    bounds_capacity: None | str | Unset = UNSET,
    num_knots: int | None | Unset = UNSET,
    num_knots_r0: int | None | Unset = UNSET,
    knot_schedule: None | str | Unset = UNSET,
    clamp_boundary_knots: bool | None | Unset = UNSET,
    clamp_max_ratio: float | None | Unset = UNSET,
) -> EcmFitJob:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            body=body,
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            initial_soc=initial_soc,
            capacity=capacity,
            regularization=regularization,
            ocv_soc_curve=ocv_soc_curve,
            bounds_capacity=bounds_capacity,
            num_knots=num_knots,
            num_knots_r0=num_knots_r0,
            knot_schedule=knot_schedule,
            clamp_boundary_knots=clamp_boundary_knots,
            clamp_max_ratio=clamp_max_ratio,
            client=client,
        )
    ).parsed
