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
    """The client also takes a built-in pybamm model object as config and writes {type, options}; a
    custom one is a TypeError there.

    Attributes
    ----------
    name : str
        Name.
    config : Any
        For example {type: SPMe, options: {...}}.
    project_id : str
        Required since models belong to projects; absent from the stored page.
    description : str
        Description.
    pybamm_version : str
        Server reads its own when absent.
    simulation_settings : SimulationSettings
        Reapplied at every simulation; those of a parameterized model win over those of its
        model.
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
