"""The body ModelBuilderCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.builder_config import BuilderConfig


@define
class ModelBuilderCreate(Body):
    """A new builder.

    Attributes
    ----------
    model_id : str
        Model to make parameters for.
    name : str
        Name; unique among the builders of a model in a project.
    config : BuilderConfig
        The recipe of a builder.
    project_id : str
        Project it goes to.
    description : str
        What it is for.
    """

    model_id: str
    name: str
    config: BuilderConfig
    project_id: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "model_id": "model_id",
        "name": "name",
        "config": "config",
        "project_id": "project_id",
        "description": "description",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "config": "BuilderConfig",
    }
    _is_open: ClassVar[bool] = True
