"""The record OrganizationUser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.project_membership import ProjectMembership
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class OrganizationUser(PlainRecord):
    """A member of an organization.

    Attributes
    ----------
    id : str
        Id of the user.
    email : str or None
        E-mail address.
    organization_role : dict[str, Any] or None
        Role in the organization.
    user_project_roles : Rows[ProjectMembership] or None
        Roles in the projects of the organization.
    """

    id: str
    email: str | None = None
    organization_role: dict[str, Any] | None = None
    user_project_roles: Rows[ProjectMembership] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "email": "email",
        "organization_role": "organization_role",
        "user_project_roles": "user_project_roles",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "organization_role": "OrganizationRoleName",
    }
    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if row["organization_role"] is not None and not isinstance(row["organization_role"], dict):
            require(cls, "organization_role", row["organization_role"], dict)
        if row["user_project_roles"] is not None:
            row["user_project_roles"] = Rows.read(
                ProjectMembership, row["user_project_roles"], "user_project_roles"
            )
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.email = row["email"]
        made.organization_role = row["organization_role"]
        made.user_project_roles = row["user_project_roles"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(OrganizationUser):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
