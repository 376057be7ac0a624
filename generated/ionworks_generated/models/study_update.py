"""The body StudyUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class StudyUpdate(Body):
    """Changes of a study, as a merge patch.

    Attributes
    ----------
    name : str
        Name; may repeat.
    description : None | str
        Free text; null clears it.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "description": "description",
    }

    _is_open: ClassVar[bool] = True
