"""The record Project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Project(PlainRecord):
    """A project. Names of cell specifications are unique within it.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    organization_id : str or None
        Organization it belongs to.
    description : str or None
        Free text.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    cell_spec_project_mappings : list[dict[str, Any]] or None
        Specifications of the project.
    user_project_roles : list[dict[str, Any]] or None
        Roles of its members; not in lists.
    """

    id: str
    name: str
    organization_id: str | None = None
    description: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    cell_spec_project_mappings: list[dict[str, Any]] | None = None
    user_project_roles: list[dict[str, Any]] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "organization_id": "organization_id",
        "description": "description",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "cell_spec_project_mappings": "cell_spec_project_mappings",
        "user_project_roles": "user_project_roles",
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
        if row["cell_spec_project_mappings"] is not None:
            require(cls, "cell_spec_project_mappings", row["cell_spec_project_mappings"], list)
        if row["user_project_roles"] is not None:
            require(cls, "user_project_roles", row["user_project_roles"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.organization_id = row["organization_id"]
        made.description = row["description"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.cell_spec_project_mappings = row["cell_spec_project_mappings"]
        made.user_project_roles = row["user_project_roles"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Project):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
