"""The body PlotRow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class PlotRow(Body):
    """One of several plots below each other.

    Attributes
    ----------
    y : list[str]
        Columns of the left axis.
    y2 : list[str]
        Columns of the right axis.
    """

    y: list[str] | Unset = UNSET
    y2: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "y": "y",
        "y2": "y2",
    }

    _is_open: ClassVar[bool] = True
