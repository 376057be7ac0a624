"""The body EcmFitCurves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.rc_pair import RcPair


@define
class EcmFitCurves(Body):
    """The curves of a fit.

    Attributes
    ----------
    soc : list[float]
        State of charge.
    ocv : list[float]
        Open-circuit voltage in V.
    r0 : list[float]
        Series resistance in Ohm.
    rc_pairs : list[RcPair]
        RC pairs.
    capacity_ah : float | list[float] | None
        Capacity in A.h, one for each part.
    """

    soc: list[float]
    ocv: list[float]
    r0: list[float]
    rc_pairs: list[RcPair]
    capacity_ah: float | list[float] | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "soc": "soc",
        "ocv": "ocv",
        "r0": "r0",
        "rc_pairs": "rc_pairs",
        "capacity_Ah": "capacity_ah",
    }

    _is_open: ClassVar[bool] = True
