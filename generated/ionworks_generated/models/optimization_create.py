"""The body OptimizationCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class OptimizationCreate(Body):
    """A new optimization. What `config` holds depends on its kind; further fields are passed on.

    Attributes
    ----------
    project_id : str
        Project; the default project if none is named.
    name : str
        Name.
    parameterized_model_id : str
        Parameterized model to optimize.
    config : Any
        Objectives, parameters and bounds; free-form.
    """

    project_id: str | Unset = UNSET
    name: str | Unset = UNSET
    parameterized_model_id: str | Unset = UNSET
    config: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "project_id": "project_id",
        "name": "name",
        "parameterized_model_id": "parameterized_model_id",
        "config": "config",
    }

    _is_open: ClassVar[bool] = True
