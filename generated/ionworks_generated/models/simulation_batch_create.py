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
    """Simulations of one saved protocol: one run, a list of `conditions`, or a sampled design.

    Attributes
    ----------
    parameterized_model : ModelReference | str
        Id of a parameterized model, or a model with its parameters, or a quick model.
    experiment_template_id : str
        Id of the saved protocol.
    experiment_parameter_sets : Any
        Inputs of the protocol that all runs share, by name, such as `Initial SOC`; one map.
    conditions : list[SimulationCondition]
        Inputs of each run, where they differ. Not together with `design_parameters_doe`.
    design_parameters_doe : DesignParametersDOE
        Design parameters that are sampled. A grid has a run for each combination of the
        values of its rows; another sampling has `count` runs.
    max_backward_jumps : int
        How often the protocol may go back to an earlier step before the run ends.
    study_id : str
        Study that the runs are put into.
    extra_variables : list[str]
        Variables of the model to store besides those that the protocol names, which they
        replace.
    project_id : str
        Project; a quick model needs one.
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
