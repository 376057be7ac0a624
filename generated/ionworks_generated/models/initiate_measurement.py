"""The body InitiateMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class InitiateMeasurement(Body):
    """The beginnings of a record.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    notes : str
        Free text.
    """

    name: str
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
