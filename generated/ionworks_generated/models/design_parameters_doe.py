"""The body DesignParametersDOE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..models.design_parameters_doe_sampling import (
    DesignParametersDOESampling,
)
from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.doe_row import DOERow


@define
class DesignParametersDOE(Body):
    """Runs of a grid: product over rows of the number of values, or of count; otherwise count,
    default 1.

    Attributes
    ----------
    sampling : DesignParametersDOESampling
        Sampling.
    rows : list[DOERow]
        Rows.
    count : int
        For sampling other than grid.
    """

    sampling: DesignParametersDOESampling
    rows: list[DOERow]
    count: int | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "sampling": "sampling",
        "rows": "rows",
        "count": "count",
    }

    _is_open: ClassVar[bool] = True
