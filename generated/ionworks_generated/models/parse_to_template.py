"""The body ParseToTemplate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.protocol_experiment import ProtocolExperiment


@define
class ParseToTemplate(Body):
    """A protocol that is not saved yet.

    Attributes
    ----------
    protocol_experiment : ProtocolExperiment
        A protocol as text, and its name.
    experiment_parameters : Any
        Values of the inputs by name; may be empty.
    project_id : str
        Project it belongs to.
    """

    protocol_experiment: ProtocolExperiment
    experiment_parameters: Any
    project_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "protocol_experiment": "protocol_experiment",
        "experiment_parameters": "experiment_parameters",
        "project_id": "project_id",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "protocol_experiment": "ProtocolExperiment",
    }
    _is_open: ClassVar[bool] = True
