"""The body MaterialInput."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class MaterialInput(Body):
    """A material, found by name and manufacturer, or created.

    Attributes
    ----------
    name : str
        Name.
    manufacturer : None | str
        Who made it, such as `BASF`.
    product_id : None | str
        Reference of the supplier, such as `NCM-811-A`.
    definition : Any
        What is known of it, of any form: formula, kind, constituents.
    """

    name: str
    manufacturer: None | str | Unset = UNSET
    product_id: None | str | Unset = UNSET
    definition: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "manufacturer": "manufacturer",
        "product_id": "product_id",
        "definition": "definition",
    }

    _is_open: ClassVar[bool] = True
