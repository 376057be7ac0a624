"""The body SimulationStatusQuery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class SimulationStatusQuery(Body):
    """Which states are asked for.

    Attributes
    ----------
    simulation_ids : list[str]
        Ids of simulations.
    limit : int
        Largest number of states in the answer.
    offset : int
        States to leave out at the start.
    """

    simulation_ids: list[str]
    limit: int | Unset = UNSET
    offset: int | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "simulation_ids": "simulation_ids",
        "limit": "limit",
        "offset": "offset",
    }

    _is_open: ClassVar[bool] = True
