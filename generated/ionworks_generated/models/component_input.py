"""The body ComponentInput."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.material_input import MaterialInput


@define
class ComponentInput(Body):
    """A component: its properties and its material.

    Attributes
    ----------
    properties : Any
        Named values.
    material : MaterialInput | None
        The material.
    """

    properties: Any | Unset = UNSET
    material: MaterialInput | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "properties": "properties",
        "material": "material",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "material": "MaterialInput",
    }
    _is_open: ClassVar[bool] = True
