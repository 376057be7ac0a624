"""The body OrganizationRoleSet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.organization_role_word import OrganizationRoleWord
from ..types import Body


@define
class OrganizationRoleSet(Body):
    """A new role, by its name.

    Attributes
    ----------
    role_name : OrganizationRoleWord
        Roles in an organization.
    """

    role_name: OrganizationRoleWord
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "role_name": "role_name",
    }

    _is_open: ClassVar[bool] = True
