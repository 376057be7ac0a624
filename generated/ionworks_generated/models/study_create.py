"""The body StudyCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class StudyCreate(Body):
    """A new study.

    Attributes
    ----------
    name : str
        Name; may repeat.
    description : str
        Free text.
    """

    name: str
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
