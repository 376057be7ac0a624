"""The body ProjectMemberSet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class ProjectMemberSet(Body):
    """A member and a role.

    Attributes
    ----------
    user_id : str
        Id of a member of the organization.
    project_role_id : str
        Id of a role, from `GET /roles/project`.
    """

    user_id: str
    project_role_id: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "user_id": "user_id",
        "project_role_id": "project_role_id",
    }

    _is_open: ClassVar[bool] = True
