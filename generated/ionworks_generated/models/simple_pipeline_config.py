"""The body SimplePipelineConfig."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class SimplePipelineConfig(Body):
    """What a simple pipeline runs: elements by name, at most one of which is a fit or a
    validation.

    Attributes
    ----------
    elements : Any
        The elements by name, in the order in which they run.
    """

    elements: Any
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "elements": "elements",
    }

    _is_open: ClassVar[bool] = True
