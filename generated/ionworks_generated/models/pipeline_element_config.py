"""The body PipelineElementConfig."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.pipeline_element_config_element_type import (
    PipelineElementConfigElementType,
)
from ..types import Body


@define
class PipelineElementConfig(Body):
    """One element; which further fields it has depends on `element_type`.

    Attributes
    ----------
    element_type : PipelineElementConfigElementType
        Kind of the element.
    """

    element_type: PipelineElementConfigElementType
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "element_type": "element_type",
    }

    _is_open: ClassVar[bool] = True
