"""The body PlotPreset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class PlotPreset(Body):
    """x and one y or y2 column are required; with columns given, every column named must be among
    them.

    Attributes
    ----------
    x : str
        X.
    y : list[str]
        Y.
    y2 : list[str]
        Y2.
    rows : Any
        Each with y and y2.
    group_by : str
        Group by.
    title : str
        Title.
    """

    x: str
    y: list[str] | Unset = UNSET
    y2: list[str] | Unset = UNSET
    rows: Any | Unset = UNSET
    group_by: str | Unset = UNSET
    title: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "x": "x",
        "y": "y",
        "y2": "y2",
        "rows": "rows",
        "group_by": "group_by",
        "title": "title",
    }

    _is_open: ClassVar[bool] = True
