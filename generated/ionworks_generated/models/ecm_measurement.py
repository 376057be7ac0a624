"""The body EcmMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class EcmMeasurement(Body):
    """Ecm measurement.

    Attributes
    ----------
    id : str
        Id, made by the service.
    start_step : int
        Inclusive.
    end_step : int
        Inclusive.
    initial_soc : float
        Initial soc.
    capacity : float
        For all measurements or for none, in A.h.
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
