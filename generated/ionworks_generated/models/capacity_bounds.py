"""The body CapacityBounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class CapacityBounds(Body):
    """Bounds of a capacity.

    Attributes
    ----------
    lo : float
        Lower bound in A.h.
    hi : float
        Upper bound in A.h, above the lower.
    """

    lo: float
    hi: float
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "lo": "lo",
        "hi": "hi",
    }

    _is_open: ClassVar[bool] = True
