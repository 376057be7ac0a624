"""The body SimulationBatchCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.design_parameters_doe import DesignParametersDOE
    from ..models.model_reference import ModelReference
    from ..models.simulation_condition import SimulationCondition


@define
class SimulationBatchCreate(Body):
    """Simulation batch create.

    Attributes
    ----------
    parameterized_model : ModelReference | str
        Parameterized model.
    experiment_template_id : str
        Protocol id.
    experiment_parameter_sets : Any
        The client sends one map.
    conditions : list[SimulationCondition]
        Excludes design_parameters_doe; at least one entry.
    design_parameters_doe : DesignParametersDOE
        Runs of a grid: product over rows of the number of values, or of count; otherwise
        count, default 1.
    max_backward_jumps : int
        Server default 1000.
    study_id : str
        Study.
    extra_variables : list[str]
        Overrides those of the protocol.
    project_id : str
        Needed by a quick model. With a saved protocol the client sends it only when the
        caller gave it.
    """

    parameterized_model: ModelReference | str
    experiment_template_id: str
    experiment_parameter_sets: Any
    conditions: list[SimulationCondition] | Unset = UNSET
    design_parameters_doe: DesignParametersDOE | Unset = UNSET
    max_backward_jumps: int | Unset = UNSET
    study_id: str | Unset = UNSET
    extra_variables: list[str] | Unset = UNSET
    project_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "parameterized_model": "parameterized_model",
        "experiment_template_id": "experiment_template_id",
        "experiment_parameter_sets": "experiment_parameter_sets",
        "conditions": "conditions",
        "design_parameters_doe": "design_parameters_doe",
        "max_backward_jumps": "max_backward_jumps",
        "study_id": "study_id",
        "extra_variables": "extra_variables",
        "project_id": "project_id",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "design_parameters_doe": "DesignParametersDOE",
    }
    _is_open: ClassVar[bool] = True
