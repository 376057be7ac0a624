"""The body ModelUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.simulation_settings import SimulationSettings


@define
class ModelUpdate(Body):
    """Changes of a model. Its configuration does not change.

    Attributes
    ----------
    name : str
        Name.
    description : None | str
        What the model is for.
    pybamm_version : None | str
        Version of PyBaMM to build it with.
    simulation_settings : None | SimulationSettings
        How it is solved, as a whole; null clears it.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    pybamm_version: None | str | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
        "pybamm_version": "pybamm_version",
        "simulation_settings": "simulation_settings",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation_settings": "SimulationSettings",
    }
    _is_open: ClassVar[bool] = True
