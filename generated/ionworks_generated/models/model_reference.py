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
    """Either quick_model, or model_id with parameters. A bare string is a parameterized-model id.
    The client wraps a flat map that has a quick-model key and neither model_id nor parameters.

    Attributes
    ----------
    quick_model : QuickModel
        Quick model.
    model_id : str
        Model.
    parameters : Any
        Parameters.
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
