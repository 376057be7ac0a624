"""The body OptimizationTemplateCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class OptimizationTemplateCreate(Body):
    """A new template.

    Attributes
    ----------
    name : str
        Name.
    project_id : str
        Project; the default project if none is named.
    description : None | str
        Free text.
    initial_form_data : Any
        Fields of the form that are filled in; free-form.
    """

    name: str
    project_id: str | Unset = UNSET
    description: None | str | Unset = UNSET
    initial_form_data: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "project_id": "project_id",
        "description": "description",
        "initial_form_data": "initial_form_data",
    }

    _is_open: ClassVar[bool] = True
