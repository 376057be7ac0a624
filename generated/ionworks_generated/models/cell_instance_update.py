"""The body CellInstanceUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CellInstanceUpdate(Body):
    """Changes of a cell, as a merge patch.

    Attributes
    ----------
    name : str
        Name.
    batch_id : None | str
        Lot of the cell; null for none.
    date_manufactured : None | str
        Day of manufacture, such as `2024-01-20`.
    measured_properties : Any
        Values measured on this cell, by component (`cathode`, `anode`, `cell`, …) and name.
    notes : None | str
        Free text.
    batch : None | str
        Lot as free text.
    """

    name: str | Unset = UNSET
    batch_id: None | str | Unset = UNSET
    date_manufactured: None | str | Unset = UNSET
    measured_properties: Any | Unset = UNSET
    notes: None | str | Unset = UNSET
    batch: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "batch_id": "batch_id",
        "date_manufactured": "date_manufactured",
        "measured_properties": "measured_properties",
        "notes": "notes",
        "batch": "batch",
    }

    _is_open: ClassVar[bool] = True
