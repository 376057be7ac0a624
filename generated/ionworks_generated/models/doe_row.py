"""The body DOERow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.doe_row_type import DOERowType
from ..types import UNSET, Body, Unset


@define
class DOERow(Body):
    """Doerow.

    Attributes
    ----------
    type_ : DOERowType
        Type.
    name : str
        Name.
    min_ : float
        Min.
    max_ : float
        Max.
    count : int
        Items on this page.
    values : list[float]
        Values.
    mean : float
        Mean.
    std : float
        Std.
    """

    type_: DOERowType
    name: str
    min_: float | Unset = UNSET
    max_: float | Unset = UNSET
    count: int | Unset = UNSET
    values: list[float] | Unset = UNSET
    mean: float | Unset = UNSET
    std: float | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "type": "type_",
        "name": "name",
        "min": "min_",
        "max": "max_",
        "count": "count",
        "values": "values",
        "mean": "mean",
        "std": "std",
    }

    _is_open: ClassVar[bool] = True
