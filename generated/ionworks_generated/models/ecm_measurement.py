"""The body EcmMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class EcmMeasurement(Body):
    """A measurement to fit, or a part of it.

    Attributes
    ----------
    id : str
        Id of the measurement.
    start_step : int
        First step of the part.
    end_step : int
        Last step of the part, included.
    initial_soc : float
        State of charge at the start.
    capacity : float
        Capacity in A.h; for all measurements or for none.
    """

    id: str
    start_step: int | Unset = UNSET
    end_step: int | Unset = UNSET
    initial_soc: float | Unset = UNSET
    capacity: float | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "start_step": "start_step",
        "end_step": "end_step",
        "initial_soc": "initial_soc",
        "capacity": "capacity",
    }

    _is_open: ClassVar[bool] = True
