"""The body ModelBuilderUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.builder_config import BuilderConfig


@define
class ModelBuilderUpdate(Body):
    """Changes of a builder.

    Attributes
    ----------
    name : str
        Name; unique among the builders of a model in a project.
    description : None | str
        What it is for.
    config : BuilderConfig
        The recipe of a builder.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    config: BuilderConfig | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
        "config": "config",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "config": "BuilderConfig",
    }
    _is_open: ClassVar[bool] = True
