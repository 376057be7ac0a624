"""The body OcvSocCurve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class OcvSocCurve(Body):
    """A known open-circuit voltage.

    Attributes
    ----------
    soc : list[float]
        State of charge, increasing from 0 to 1.
    ocv : list[float]
        Open-circuit voltage in V, as many as `soc`.
    """

    soc: list[float]
    ocv: list[float]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "soc": "soc",
        "ocv": "ocv",
    }

    _is_open: ClassVar[bool] = True
