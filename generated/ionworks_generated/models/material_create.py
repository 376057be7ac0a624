"""The body MaterialCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class MaterialCreate(Body):
    """A new material.

    Attributes
    ----------
    name : str
        Name.
    definition : Any
        Formula, kind, constituents; free-form.
    manufacturer : None | str
        Who made it.
    product_id : None | str
        Supplier's reference.
    project_id : None | str
        Project it belongs to.
    """

    name: str
    definition: Any | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    product_id: None | str | Unset = UNSET
    project_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "definition": "definition",
        "manufacturer": "manufacturer",
        "product_id": "product_id",
        "project_id": "project_id",
    }

    _is_open: ClassVar[bool] = True
