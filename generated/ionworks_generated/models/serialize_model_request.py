"""The body SerializeModelRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class SerializeModelRequest(Body):
    """A model of the service with options.

    Attributes
    ----------
    name : str
        Name.
    options : Any
        Options by name.
    """

    name: str
    options: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "options": "options",
    }

    _is_open: ClassVar[bool] = True
