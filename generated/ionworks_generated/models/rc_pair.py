"""The body RcPair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class RcPair(Body):
    """An RC pair over the state of charge.

    Attributes
    ----------
    r : list[float]
        Resistance in Ohm.
    c : list[float]
        Capacitance in F.
    tau : list[float]
        Time constant in s.
    """

    r: list[float]
    c: list[float]
    tau: list[float]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "r": "r",
        "c": "c",
        "tau": "tau",
    }

    _is_open: ClassVar[bool] = True
