"""The record UserOrganizationRole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class UserOrganizationRole(PlainRecord):
    """The role of a user in an organization.

    Attributes
    ----------
    organization_id : str or None
        Organization it belongs to.
    user_id : str or None
        Id of the user.
    users : dict[str, Any] or None
        The user.
    organization_role_id : str or None
        Id of the role.
    organization_roles : dict[str, Any] or None
        The role.
    """

    organization_id: str | None = None
    user_id: str | None = None
    users: dict[str, Any] | None = None
    organization_role_id: str | None = None
    organization_roles: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "organization_id": "organization_id",
        "user_id": "user_id",
        "users": "users",
        "organization_role_id": "organization_role_id",
        "organization_roles": "organization_roles",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "users": "UserRef",
        "organization_roles": "OrganizationRole",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["users"] is not None and not isinstance(row["users"], dict):
            require(cls, "users", row["users"], dict)
        if row["organization_roles"] is not None and not isinstance(
            row["organization_roles"], dict
        ):
            require(cls, "organization_roles", row["organization_roles"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.organization_id = row["organization_id"]
        made.user_id = row["user_id"]
        made.users = row["users"]
        made.organization_role_id = row["organization_role_id"]
        made.organization_roles = row["organization_roles"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(UserOrganizationRole):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
