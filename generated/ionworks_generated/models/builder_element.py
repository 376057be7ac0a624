"""The body BuilderElement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.builder_element_element_type import (
    BuilderElementElementType,
)
from ..types import UNSET, Body, Unset


@define
class BuilderElement(Body):
    """An element of a recipe. An entry that reads the specification has a `mapping`, such as
    `{"Nominal cell capacity [A.h]": "ratings.capacity"}`.

    Attributes
    ----------
    element_type : BuilderElementElementType
        What it is; fits and validations are no part of a recipe.
    mapping : Any
        Dotted path in the specification, by name of the parameter.
    values : Any
        Values by name of the parameter.
    """

    element_type: BuilderElementElementType
    mapping: Any | Unset = UNSET
    values: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "element_type": "element_type",
        "mapping": "mapping",
        "values": "values",
    }

    _is_open: ClassVar[bool] = True
