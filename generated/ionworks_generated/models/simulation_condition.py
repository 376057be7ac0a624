"""The body SimulationCondition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class SimulationCondition(Body):
    """What one run of a list has of its own.

    Attributes
    ----------
    experiment_parameters : Any
        Inputs of the protocol; they win over those that all runs share.
    design_parameters : Any
        Design parameters by name.
    """

    experiment_parameters: Any | Unset = UNSET
    design_parameters: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "experiment_parameters": "experiment_parameters",
        "design_parameters": "design_parameters",
    }

    _is_open: ClassVar[bool] = True
