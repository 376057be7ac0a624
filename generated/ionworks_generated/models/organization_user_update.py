"""The body OrganizationUserUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class OrganizationUserUpdate(Body):
    """Whether a member is active.

    Attributes
    ----------
    is_active : bool
        False takes the access away and keeps the roles; true gives it back.
    """

    is_active: bool
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "is_active": "is_active",
    }

    _is_open: ClassVar[bool] = True
