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
    """Design parameters that are sampled. A grid has a run for each combination of the values of
    its rows; another sampling has `count` runs.

    Attributes
    ----------
    sampling : DesignParametersDOESampling
        How the runs are chosen.
    rows : list[DOERow]
        The parameters that vary.
    count : int
        Runs, where the sampling is no grid.
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
