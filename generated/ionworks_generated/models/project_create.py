"""The body ProjectCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ProjectCreate(Body):
    """A new project.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    description : None | str
        Free text.
    """

    name: str
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
