"""List the simulations of a parameterized model, a study or a protocol, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import UNSET, Response, Unset, query_values, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.list_simulations_state_type_0 import (
        ListSimulationsStateType0,
    )
    from ...models.simulation_list import SimulationList


def _get_kwargs(
    *,
    parameterized_model_id: None | str | Unset = UNSET,
    study_id: None | str | Unset = UNSET,
    experiment_template_id: None | str | Unset = UNSET,
    state: ListSimulationsStateType0 | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simulations",
        "params": query_values(
            {
                "parameterized_model_id": parameterized_model_id,
                "study_id": study_id,
                "experiment_template_id": experiment_template_id,
                "state": state,
                "summary": summary,
                "limit": limit,
                "offset": offset,
            }
        ),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> SimulationList:
    from ...models.simulation_list import SimulationList

    if response.status_code == 200:
        return SimulationList.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[SimulationList]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    parameterized_model_id: None | str | Unset = UNSET,
    study_id: None | str | Unset = UNSET,
    experiment_template_id: None | str | Unset = UNSET,
    state: ListSimulationsStateType0 | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[SimulationList]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
            study_id=study_id,
            experiment_template_id=experiment_template_id,
            state=state,
            summary=summary,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    *,
    client: Client,
    parameterized_model_id: None | str | Unset = UNSET,
    study_id: None | str | Unset = UNSET,
    experiment_template_id: None | str | Unset = UNSET,
    state: ListSimulationsStateType0 | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> SimulationList:
    """List the simulations of a parameterized model, a study or a protocol, the newest first.

    At least one of `parameterized_model_id`, `study_id` and `experiment_template_id` is
    needed, and not both of the first two.

    Parameters
    ----------
    client : Client
        Where to send it.
    parameterized_model_id : None | str
        Parameterized model that is run.
    study_id : None | str
        Study that the runs are in.
    experiment_template_id : None | str
        Saved protocol that is run.
    state : ListSimulationsStateType0 | None
        State; `failed` covers canceled runs.
    summary : bool | None
        Whether to leave the metrics out.
    limit : int | None
        Most items on a page. From 1 to 1000. Unless given: 100.
    offset : int | None
        Items to skip before the page. At least 0. Unless given: 0.

    Returns
    -------
    SimulationList

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(
        parameterized_model_id=parameterized_model_id,
        study_id=study_id,
        experiment_template_id=experiment_template_id,
        state=state,
        summary=summary,
        limit=limit,
        offset=offset,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    parameterized_model_id: None | str | Unset = UNSET,
    study_id: None | str | Unset = UNSET,
    experiment_template_id: None | str | Unset = UNSET,
    state: ListSimulationsStateType0 | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> Response[SimulationList]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            parameterized_model_id=parameterized_model_id,
            study_id=study_id,
            experiment_template_id=experiment_template_id,
            state=state,
            summary=summary,
            limit=limit,
            offset=offset,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: Client,
    parameterized_model_id: None | str | Unset = UNSET,
    study_id: None | str | Unset = UNSET,
    experiment_template_id: None | str | Unset = UNSET,
    state: ListSimulationsStateType0 | None | Unset = UNSET,
    summary: bool | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
) -> SimulationList:
    """Do what `sync` does, awaited."""
    return (
        await asyncio_detailed(
            parameterized_model_id=parameterized_model_id,
            study_id=study_id,
            experiment_template_id=experiment_template_id,
            state=state,
            summary=summary,
            limit=limit,
            offset=offset,
            client=client,
        )
    ).parsed
