"""The body EcmValidate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.ecm_fit_curves import EcmFitCurves


@define
class EcmValidate(Body):
    """A fit, and data that it was not made from. Exactly one of `measurement_id` and `example_id`,
    and one of `fit_results` and `parameterized_model_id`.

    Attributes
    ----------
    measurement_id : str
        Measurement to compare with.
    example_id : str
        Example to compare with.
    start_step : int
        First step of the part.
    end_step : int
        Last step of the part, included.
    initial_soc : float
        State of charge at the start.
    capacity : float
        Capacity in A.h.
    fit_results : EcmFitCurves
        The curves of a fit.
    parameterized_model_id : str
        The parameterized model.
    """

    measurement_id: str | Unset = UNSET
    example_id: str | Unset = UNSET
    start_step: int | Unset = UNSET
    end_step: int | Unset = UNSET
    initial_soc: float | Unset = UNSET
    capacity: float | Unset = UNSET
    fit_results: EcmFitCurves | Unset = UNSET
    parameterized_model_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_id": "measurement_id",
        "example_id": "example_id",
        "start_step": "start_step",
        "end_step": "end_step",
        "initial_soc": "initial_soc",
        "capacity": "capacity",
        "fit_results": "fit_results",
        "parameterized_model_id": "parameterized_model_id",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "fit_results": "EcmFitCurves",
    }
    _is_open: ClassVar[bool] = True
