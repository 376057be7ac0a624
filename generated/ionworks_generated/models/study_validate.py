"""The body StudyValidate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class StudyValidate(Body):
    """Study validate.

    Attributes
    ----------
    measurement_ids : list[str]
        Measurement ids.
    parameterized_model_id : str
        Parameterized model.
    cell_specification_id : str
        Cell specification.
    start_step : int | None
        Inclusive.
    end_step : int | None
        Inclusive.
    initial_voltage : float | None
        Initial voltage, in V.
    initial_soc : float | None
        Overrides the voltage.
    """

    measurement_ids: list[str]
    parameterized_model_id: str
    cell_specification_id: str
    start_step: int | None | Unset = UNSET
    end_step: int | None | Unset = UNSET
    initial_voltage: float | None | Unset = UNSET
    initial_soc: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_ids": "measurement_ids",
        "parameterized_model_id": "parameterized_model_id",
        "cell_specification_id": "cell_specification_id",
        "start_step": "start_step",
        "end_step": "end_step",
        "initial_voltage": "initial_voltage",
        "initial_soc": "initial_soc",
    }

    _is_open: ClassVar[bool] = True
