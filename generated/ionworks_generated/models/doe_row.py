"""The body DOERow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.doe_row_type import DOERowType
from ..types import UNSET, Body, Unset


@define
class DOERow(Body):
    """A design parameter that varies: between two bounds, over given values, or about a mean.

    Attributes
    ----------
    type_ : DOERowType
        How it varies.
    name : str
        Name of the parameter.
    min_ : float
        Smallest value of a range.
    max_ : float
        Largest value of a range.
    count : int
        Values in a grid.
    values : list[float]
        Values to take.
    mean : float
        Mean of a normal distribution.
    std : float
        Standard deviation of a normal distribution.
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
