"""The body EcmOptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.capacity_bounds import CapacityBounds
    from ..models.ocv_soc_curve import OcvSocCurve


@define
class EcmOptions(Body):
    """Ecm options.

    Attributes
    ----------
    num_rcs : int
        Num rcs.
    fit_ocv : bool
        Fit ocv.
    capacity : float
        Capacity, in A.h.
    ocv_soc_curve : OcvSocCurve
        Ocv soc curve.
    bounds_capacity : CapacityBounds
        Capacity bounds.
    num_knots : int
        Num knots.
    num_knots_r0 : int
        Num knots r0.
    knot_schedule : list[int]
        Strictly increasing, each at least 1, ending at num_knots.
    clamp_boundary_knots : bool
        Clamp boundary knots.
    clamp_max_ratio : float
        Clamp max ratio.
    regularization : float
        Regularization.
    """

    num_rcs: int | Unset = UNSET
    fit_ocv: bool | Unset = UNSET
    capacity: float | Unset = UNSET
    ocv_soc_curve: OcvSocCurve | Unset = UNSET
    bounds_capacity: CapacityBounds | Unset = UNSET
    num_knots: int | Unset = UNSET
    num_knots_r0: int | Unset = UNSET
    knot_schedule: list[int] | Unset = UNSET
    clamp_boundary_knots: bool | Unset = UNSET
    clamp_max_ratio: float | Unset = UNSET
    regularization: float | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "num_rcs": "num_rcs",
        "fit_ocv": "fit_ocv",
        "capacity": "capacity",
        "ocv_soc_curve": "ocv_soc_curve",
        "bounds_capacity": "bounds_capacity",
        "num_knots": "num_knots",
        "num_knots_r0": "num_knots_r0",
        "knot_schedule": "knot_schedule",
        "clamp_boundary_knots": "clamp_boundary_knots",
        "clamp_max_ratio": "clamp_max_ratio",
        "regularization": "regularization",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "ocv_soc_curve": "OcvSocCurve",
        "bounds_capacity": "CapacityBounds",
    }
    _is_open: ClassVar[bool] = True
