"""The body SimplePipelineCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.pipeline_options import PipelineOptions
    from ..models.simple_pipeline_config import SimplePipelineConfig


@define
class SimplePipelineCreate(Body):
    """A new simple pipeline.

    Attributes
    ----------
    config : SimplePipelineConfig
        What a simple pipeline runs: elements by name, at most one of which is a fit or a
        validation.
    project_id : str
        Project; the default project if none is named.
    name : None | str
        Name.
    description : None | str
        Free text.
    options : PipelineOptions
        How a pipeline runs.
    """

    config: SimplePipelineConfig
    project_id: str | Unset = UNSET
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    options: PipelineOptions | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "config": "config",
        "project_id": "project_id",
        "name": "name",
        "description": "description",
        "options": "options",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "config": "SimplePipelineConfig",
        "options": "PipelineOptions",
    }
    _is_open: ClassVar[bool] = True
