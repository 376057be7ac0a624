"""The record UserProjectRole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class UserProjectRole(PlainRecord):
    """The role of a user in a project.

    Attributes
    ----------
    user_id : str or None
        Id of the user.
    project_id : str or None
        Project it belongs to.
    project_role_id : str or None
        Id of the role.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    project_roles : dict[str, Any] or None
        The role.
    """

    user_id: str | None = None
    project_id: str | None = None
    project_role_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    project_roles: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "user_id": "user_id",
        "project_id": "project_id",
        "project_role_id": "project_role_id",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "project_roles": "project_roles",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "project_roles": "ProjectRole",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["created_at"] is not None:
            try:
                row["created_at"] = datetime.fromisoformat(row["created_at"])
            except (TypeError, ValueError):
                row["created_at"] = require_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            try:
                row["updated_at"] = datetime.fromisoformat(row["updated_at"])
            except (TypeError, ValueError):
                row["updated_at"] = require_time(cls, "updated_at", row["updated_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.user_id = row["user_id"]
        made.project_id = row["project_id"]
        made.project_role_id = row["project_role_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.project_roles = row["project_roles"]
        made.extra = {} if len(row) == 6 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(UserProjectRole):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
