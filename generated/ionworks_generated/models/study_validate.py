"""The body StudyValidate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class StudyValidate(Body):
    """What to validate.

    Attributes
    ----------
    measurement_ids : list[str]
        Ids of the measurements.
    parameterized_model_id : str
        Id of the model.
    cell_specification_id : str
        Id of the specification that the model is of.
    start_step : int | None
        First step that is simulated; the first of the measurement by default.
    end_step : int | None
        Last step that is simulated, included; the last of the measurement by default.
    initial_voltage : float | None
        Voltage to start from, in V.
    initial_soc : float | None
        State of charge to start from, 0 to 1; wins over the voltage.
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
