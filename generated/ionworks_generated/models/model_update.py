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
    """Model update.

    Attributes
    ----------
    name : str
        Name.
    description : str
        Description.
    pybamm_version : str
        Pybamm version.
    simulation_settings : None | SimulationSettings
        Null clears it.
    """

    name: str | Unset = UNSET
    description: str | Unset = UNSET
    pybamm_version: str | Unset = UNSET
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
