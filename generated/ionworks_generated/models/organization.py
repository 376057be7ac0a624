"""The record Organization."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Organization(PlainRecord):
    """An organization that the credential reaches.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    slug : str or None
        Name in addresses.
    usage_limit : Any or None
        Limit of a month.
    nav_config : dict[str, Any] or None
        Switches of the web app, by entry.
    user_organization_roles : list[dict[str, Any]] or None
        Roles of its users.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    slug: str | None = None
    usage_limit: Any = None
    nav_config: dict[str, Any] | None = None
    user_organization_roles: list[dict[str, Any]] | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "slug": "slug",
        "usage_limit": "usage_limit",
        "nav_config": "nav_config",
        "user_organization_roles": "user_organization_roles",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["user_organization_roles"] is not None:
            require(cls, "user_organization_roles", row["user_organization_roles"], list)
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
        made.id = row["id"]
        made.name = row["name"]
        made.slug = row["slug"]
        made.usage_limit = row["usage_limit"]
        made.nav_config = row["nav_config"]
        made.user_organization_roles = row["user_organization_roles"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Organization):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
