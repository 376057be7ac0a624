"""The body OrganizationCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class OrganizationCreate(Body):
    """A new organization.

    Attributes
    ----------
    name : str
        Name.
    """

    name: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
    }

    _is_open: ClassVar[bool] = True
