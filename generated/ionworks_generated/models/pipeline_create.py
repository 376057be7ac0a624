"""The body PipelineCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.pipeline_options import PipelineOptions


@define
class PipelineCreate(Body):
    """A pipeline to run.

    Attributes
    ----------
    elements : Any
        Elements by name, in the order in which they run.
    project_id : str
        Project it belongs to.
    name : None | str
        Name.
    description : None | str
        Free text.
    options : PipelineOptions
        How a pipeline runs.
    """

    elements: Any
    project_id: str | Unset = UNSET
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    options: PipelineOptions | Unset = UNSET

    _fields: ClassVar[Mapping[str, str]] = {
        "elements": "elements",
        "project_id": "project_id",
        "name": "name",
        "description": "description",
        "options": "options",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "options": "PipelineOptions",
    }
