"""The record OptimizationTemplate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class OptimizationTemplate(PlainRecord):
    """A form that optimizations start from.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    organization_id : str or None
        Organization it belongs to.
    project_id : str or None
        Project it belongs to; null for one of the platform.
    description : str or None
        Free text.
    initial_form_data : dict[str, Any] or None
        Fields of the form that are filled in; free-form.
    access_level : str or None
        Who may use it.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    organization_id: str | None = None
    project_id: str | None = None
    description: str | None = None
    initial_form_data: dict[str, Any] | None = None
    access_level: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "organization_id": "organization_id",
        "project_id": "project_id",
        "description": "description",
        "initial_form_data": "initial_form_data",
        "access_level": "access_level",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "access_level",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["initial_form_data"] is not None and not isinstance(row["initial_form_data"], dict):
            require(cls, "initial_form_data", row["initial_form_data"], dict)
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
        made.organization_id = row["organization_id"]
        made.project_id = row["project_id"]
        made.description = row["description"]
        made.initial_form_data = row["initial_form_data"]
        made.access_level = row["access_level"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(OptimizationTemplate):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
