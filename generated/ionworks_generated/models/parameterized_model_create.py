"""The body ParameterizedModelCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.simulation_settings import SimulationSettings


@define
class ParameterizedModelCreate(Body):
    """A new parameterized model.

    Attributes
    ----------
    name : str
        Name; unique in its cell specification.
    model_id : str
        Model that the values are for.
    description : str
        What it is for.
    parameters : Any
        Values by name of the parameter; functions as PyBaMM writes them to JSON.
    simulation_settings : SimulationSettings
        How models are solved, applied to each simulation. Those of a parameterized model
        win over those of its model.
    project_id : str
        Project it goes to. One of a specification belongs to the project of that.
    """

    name: str
    model_id: str
    description: str | Unset = UNSET
    parameters: Any | Unset = UNSET
    simulation_settings: SimulationSettings | Unset = UNSET
    project_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "model_id": "model_id",
        "description": "description",
        "parameters": "parameters",
        "simulation_settings": "simulation_settings",
        "project_id": "project_id",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation_settings": "SimulationSettings",
    }
    _is_open: ClassVar[bool] = True
