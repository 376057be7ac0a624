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
    """Model builder create.

    Attributes
    ----------
    model_id : str
        Model.
    name : str
        Name.
    config : BuilderConfig
        The client also takes a pipeline object of the schema package.
    project_id : str
        Project it belongs to.
    description : str
        Description.
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
