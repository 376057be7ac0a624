"""The body CellBatchUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CellBatchUpdate(Body):
    """Changes of a lot, as a merge patch.

    Attributes
    ----------
    name : str
        Name.
    notes : None | str
        Free text.
    date_manufactured : datetime.date | None
        Day of manufacture, such as `2024-01-20`.
    properties : Any
        Named values.
    """

    name: str | Unset = UNSET
    notes: None | str | Unset = UNSET
    date_manufactured: datetime.date | None | Unset = UNSET
    properties: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "notes": "notes",
        "date_manufactured": "date_manufactured",
        "properties": "properties",
    }

    _is_open: ClassVar[bool] = True
