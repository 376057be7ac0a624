"""The body CustomModelForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.custom_model_form_chemistry import (
    CustomModelFormChemistry,
)
from ..types import UNSET, Body, File, Unset


@define
class CustomModelForm(Body):
    """An uploaded model.

    Attributes
    ----------
    file : File
        The model as PyBaMM writes it to JSON.
    name : str
        Name.
    chemistry : CustomModelFormChemistry
        Family of the model.
    project_id : str
        Project it goes to.
    description : str
        What the model is for.
    """

    file: File
    name: str
    chemistry: CustomModelFormChemistry | Unset = UNSET
    project_id: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
        "name": "name",
        "chemistry": "chemistry",
        "project_id": "project_id",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
