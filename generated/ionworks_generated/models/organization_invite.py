"""The body OrganizationInvite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.organization_role_word import OrganizationRoleWord
from ..types import UNSET, Body, Unset


@define
class OrganizationInvite(Body):
    """An invitation to an organization.

    Attributes
    ----------
    email : str
        E-mail address.
    role_name : OrganizationRoleWord
        Roles in an organization.
    """

    email: str
    role_name: OrganizationRoleWord | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "email": "email",
        "role_name": "role_name",
    }

    _is_open: ClassVar[bool] = True
