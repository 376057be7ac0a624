"""The body ModelCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.simulation_settings import SimulationSettings


@define
class ModelCreate(Body):
    """A new model.

    Attributes
    ----------
    name : str
        Name.
    config : Any
        What the model is: `type`, the class in PyBaMM or a model of the service, and
        `options`.
    project_id : str
        Project it goes to.
    description : str
        What the model is for.
    pybamm_version : str
        Version of PyBaMM to build it with; that of the service by default.
    simulation_settings : SimulationSettings
        How models are solved, applied to each simulation. Those of a parameterized model
        win over those of its model.
    """

    name: str
    config: Any
    project_id: str | Unset = UNSET
    description: str | Unset = UNSET
    pybamm_version: str | Unset = UNSET
    simulation_settings: SimulationSettings | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "config": "config",
        "project_id": "project_id",
        "description": "description",
        "pybamm_version": "pybamm_version",
        "simulation_settings": "simulation_settings",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation_settings": "SimulationSettings",
    }
    _is_open: ClassVar[bool] = True
