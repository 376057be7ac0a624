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
    """Parameterized model create.

    Attributes
    ----------
    name : str
        Name.
    model_id : str
        Model.
    description : str
        Description.
    parameters : Any
        The client also takes a pybamm ParameterValues or the name of a set such as Chen2020
        and serialises it.
    simulation_settings : SimulationSettings
        Reapplied at every simulation; those of a parameterized model win over those of its
        model.
    project_id : str
        Project it belongs to.
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
