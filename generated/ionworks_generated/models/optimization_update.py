"""The body OptimizationUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class OptimizationUpdate(Body):
    """What to change of an optimization.

    Attributes
    ----------
    name : str
        Name.
    description : str
        Free text.
    """

    name: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
