"""The body SiteCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class SiteCreate(Body):
    """A new site.

    Attributes
    ----------
    name : str
        Name; unique in the organization.
    location : str
        Where it is, such as `Oxford, building 3`.
    """

    name: str
    location: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "location": "location",
    }

    _is_open: ClassVar[bool] = True
