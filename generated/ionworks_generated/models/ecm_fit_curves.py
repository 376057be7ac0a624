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
    """Ecm fit curves.

    Attributes
    ----------
    soc : list[float]
        Soc.
    ocv : list[float]
        Ocv.
    r0 : list[float]
        R0.
    rc_pairs : list[RcPair]
        Rc pairs.
    capacity_ah : float | list[float] | None
        Client sends an array; the older stored page shows a number.
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
