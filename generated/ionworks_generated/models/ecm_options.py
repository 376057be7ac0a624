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
    """How to fit an equivalent circuit.

    Attributes
    ----------
    num_rcs : int
        Number of RC pairs.
    fit_ocv : bool
        Fit the open-circuit voltage too.
    capacity : float
        Capacity in A.h.
    ocv_soc_curve : OcvSocCurve
        A known open-circuit voltage.
    bounds_capacity : CapacityBounds
        Bounds of a capacity.
    num_knots : int
        Number of knots over the state of charge.
    num_knots_r0 : int
        The same for the series resistance.
    knot_schedule : list[int]
        Numbers of knots of the stages of the fit: increasing, the last one `num_knots`.
    clamp_boundary_knots : bool
        Keep the outer knots near their neighbours.
    clamp_max_ratio : float
        Largest ratio of an outer knot to its neighbour.
    regularization : float
        Weight of the smoothness term.
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
