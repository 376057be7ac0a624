"""The body ModelReference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.quick_model import QuickModel


@define
class ModelReference(Body):
    """A model that is not a parameterized one: a quick model, or a model with parameters.

    Attributes
    ----------
    quick_model : QuickModel
        A generic cell, described by a few figures.
    model_id : str
        Id of a model.
    parameters : Any
        Its parameters by name.
    """

    quick_model: QuickModel | Unset = UNSET
    model_id: str | Unset = UNSET
    parameters: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "quick_model": "quick_model",
        "model_id": "model_id",
        "parameters": "parameters",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "quick_model": "QuickModel",
    }
    _is_open: ClassVar[bool] = True
