"""The body PlotPreset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.plot_row import PlotRow


@define
class PlotPreset(Body):
    """A plot: `x`, and at least one column of `y` or `y2`. Each column must be one of those that
    are described, if any are.

    Attributes
    ----------
    x : str
        Column of the horizontal axis.
    y : list[str]
        Columns of the left axis.
    y2 : list[str]
        Columns of the right axis.
    rows : list[PlotRow]
        Plots below each other, each with `y` and `y2`.
    group_by : str
        Column whose values have a line each.
    title : str
        Title.
    """

    x: str
    y: list[str] | Unset = UNSET
    y2: list[str] | Unset = UNSET
    rows: list[PlotRow] | Unset = UNSET
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
