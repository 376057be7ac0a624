"""The body ValidateModelConfigRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ValidateModelConfigRequest(Body):
    """A model with options.

    Attributes
    ----------
    pybamm_model : str
        Class name, such as `DFN`.
    module : str
        Module of the class.
    options : Any
        Options by name.
    """

    pybamm_model: str
    module: str | Unset = UNSET
    options: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "pybamm_model": "pybamm_model",
        "module": "module",
        "options": "options",
    }

    _is_open: ClassVar[bool] = True
