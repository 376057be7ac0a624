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
    """Exactly one of measurement_id and example_id, exactly one of fit_results and
    parameterized_model_id; left to the server.

    Attributes
    ----------
    measurement_id : str
        Measurement.
    example_id : str
        Example.
    start_step : int
        Start step.
    end_step : int
        End step.
    initial_soc : float
        Initial soc.
    capacity : float
        Capacity, in A.h.
    fit_results : EcmFitCurves
        Ecm fit curves.
    parameterized_model_id : str
        Parameterized model.
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
