"""The body ProjectMemberUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class ProjectMemberUpdate(Body):
    """A new role.

    Attributes
    ----------
    project_role_id : str
        Id of a role, from `GET /roles/project`.
    """

    project_role_id: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "project_role_id": "project_role_id",
    }

    _is_open: ClassVar[bool] = True
