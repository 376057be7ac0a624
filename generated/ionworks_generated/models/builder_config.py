"""The body BuilderConfig."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class BuilderConfig(Body):
    """The recipe of a builder.

    Attributes
    ----------
    elements : Any
        Entries and calculations by name.
    """

    elements: Any
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "elements": "elements",
    }

    _is_open: ClassVar[bool] = True
