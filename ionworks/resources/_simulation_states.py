"""Waiting for simulations: one request asks for the states of all of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve
from ionworks_generated.api.simulations import get_simulation, get_simulation_statuses

from ionworks._io.operations import payload
from ionworks.records import Simulation, SimulationStatus
from ionworks.resources._runs import BAD_ENDS, GOOD_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.client import AsyncIonworks

MOST_STATES = 1000
"""Ids in one request for states."""

_PARALLEL = 8


async def read_states(client: AsyncIonworks, ids: Sequence[str]) -> list[SimulationStatus]:
    """Read the states of simulations; those that the service leaves out are missing."""
    found: list[SimulationStatus] = []
    for start in range(0, len(ids), MOST_STATES):
        asked = ids[start : start + MOST_STATES]
        body = payload({"simulation_ids": [*asked], "limit": len(asked)})
        said = await client._runtime.call(get_simulation_statuses, body=body)
        found += [SimulationStatus.from_model(one) for one in said]
    return found


async def read_simulations(client: AsyncIonworks, ids: Sequence[str]) -> list[Simulation]:
    """Read simulations, in the order of their ids."""

    async def read(one: str) -> Simulation:
        found = await client._runtime.call(get_simulation, one)
        return Simulation.from_model(found, client._links)

    return await client._runtime.backend.gather(
        [partial(read, one) for one in ids], limit=_PARALLEL
    )


async def ended_simulations(
    client: AsyncIonworks, ids: Sequence[str]
) -> dict[str, SimulationStatus | Simulation]:
    """Ask once which simulations have ended, and how."""
    states = await read_states(client, ids)
    over: dict[str, SimulationStatus | Simulation] = {
        state.simulation_id: state for state in states if state.status in GOOD_ENDS | BAD_ENDS
    }
    # Those without a job have ended, and those that do not exist are not found here.
    known = {state.simulation_id for state in states}
    for record in await read_simulations(client, [one for one in ids if one not in known]):
        if record.job_id is None or record.storage_folder or record.simulation_data:
            over[record.id] = record
    return over


async def finished(
    client: AsyncIonworks, over: dict[str, SimulationStatus | Simulation]
) -> list[Simulation]:
    """Read simulations that have ended, with the state in which they did."""
    found = []
    for record in await read_simulations(client, [*over]):
        state = over[record.id]
        stated = {
            name: getattr(state, name)
            for name in ("status", "error", "error_code")
            if getattr(record, name) is None and getattr(state, name) is not None
        }
        if "status" not in stated and record.status is None:
            stated["status"] = "completed"  # it had no job, and there it is
        found.append(evolve(record, **stated) if stated else record)
    return found
