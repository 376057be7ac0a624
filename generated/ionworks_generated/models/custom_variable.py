"""The body CustomVariable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class CustomVariable(Body):
    """Custom variable.

    Attributes
    ----------
    name : str
        Name.
    expression : str
        pybamm expression text.
    """

    name: str
    expression: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "expression": "expression",
    }

    _is_open: ClassVar[bool] = True
