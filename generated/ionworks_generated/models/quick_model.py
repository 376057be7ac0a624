"""The body QuickModel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class QuickModel(Body):
    """A generic cell, described by a few figures.

    Attributes
    ----------
    capacity : float
        Capacity in A.h.
    chemistry : str
        Chemistry, such as `NMC/Graphite`.
    resistance_pct : float
        Resistance in percent of the usual one.
    cell_spec_id : str
        Specification that the figures are taken from.
    """

    capacity: float | Unset = UNSET
    chemistry: str | Unset = UNSET
    resistance_pct: float | Unset = UNSET
    cell_spec_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "capacity": "capacity",
        "chemistry": "chemistry",
        "resistance_pct": "resistance_pct",
        "cell_spec_id": "cell_spec_id",
    }

    _is_open: ClassVar[bool] = True
