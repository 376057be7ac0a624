"""The body DryRunRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import Body

if TYPE_CHECKING:
    from ..models.builder_config import BuilderConfig


@define
class DryRunRequest(Body):
    """A recipe to try.

    Attributes
    ----------
    model_id : str
        Model to make parameters for.
    config : BuilderConfig
        The recipe of a builder.
    cell_spec_id : str
        Cell specification to read.
    """

    model_id: str
    config: BuilderConfig
    cell_spec_id: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "model_id": "model_id",
        "config": "config",
        "cell_spec_id": "cell_spec_id",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "config": "BuilderConfig",
    }
    _is_open: ClassVar[bool] = True
