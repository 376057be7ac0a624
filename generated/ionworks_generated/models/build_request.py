"""The body BuildRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class BuildRequest(Body):
    """What to build from, and whether to keep it.

    Attributes
    ----------
    cell_spec_id : str
        Cell specification to read.
    save : bool
        Keep the result as a parameterized model; refused while a parameter is missing.
    set_as_default : bool
        Make it the default of the specification.
    name : str
        Name of the parameterized model; required with `save`.
    description : str
        What it is for.
    """

    cell_spec_id: str
    save: bool | Unset = UNSET
    set_as_default: bool | Unset = UNSET
    name: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "cell_spec_id": "cell_spec_id",
        "save": "save",
        "set_as_default": "set_as_default",
        "name": "name",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
