"""The body MaterialUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class MaterialUpdate(Body):
    """Changes of a material, as a merge patch.

    Attributes
    ----------
    name : None | str
        New name; null leaves it.
    definition : Any
        What is known of it, of any form: formula, kind, constituents.
    manufacturer : None | str
        Who made it, such as `BASF`.
    product_id : None | str
        Reference of the supplier, such as `NCM-811-A`.
    """

    name: None | str | Unset = UNSET
    definition: Any | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    product_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "definition": "definition",
        "manufacturer": "manufacturer",
        "product_id": "product_id",
    }

    _is_open: ClassVar[bool] = True
