"""The body Quantity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class Quantity(Body):
    """A number with its unit.

    Attributes
    ----------
    value : float
        The number.
    unit : str
        Unit as an expression, such as `A*h` or `mg.cm-2`.
    """

    value: float
    unit: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "value": "value",
        "unit": "unit",
    }

    _is_open: ClassVar[bool] = True
