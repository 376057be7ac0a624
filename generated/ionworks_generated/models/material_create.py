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
        Name, such as `NMC811`; with the manufacturer unique in its project.
    definition : Any
        What is known of it, of any form: formula, kind, constituents.
    manufacturer : None | str
        Who made it, such as `BASF`.
    product_id : None | str
        Reference of the supplier, such as `NCM-811-A`.
    project_id : None | str
        Project that it goes to; the default one of the caller if it is absent.
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
