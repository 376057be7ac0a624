"""The body OcvSocCurve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class OcvSocCurve(Body):
    """Ocv soc curve.

    Attributes
    ----------
    soc : list[float]
        Strictly increasing, within 0 to 1.
    ocv : list[float]
        As long as soc, in V.
    """

    soc: list[float]
    ocv: list[float]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "soc": "soc",
        "ocv": "ocv",
    }

    _is_open: ClassVar[bool] = True
