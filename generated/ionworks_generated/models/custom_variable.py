"""The body CustomVariable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class CustomVariable(Body):
    """A variable of a model.

    Attributes
    ----------
    name : str
        Name, such as `Power [W]`.
    expression : str
        Expression in PyBaMM's terms, over variables and parameters of the model.
    """

    name: str
    expression: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "expression": "expression",
    }

    _is_open: ClassVar[bool] = True
