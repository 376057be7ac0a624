"""The record ModelBuilder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class ModelBuilder(PlainRecord):
    """A recipe that makes the parameters of a model from a cell specification.

    Attributes
    ----------
    id : str
        Id, made by the service.
    project_id : str
        Project it belongs to.
    model_id : str
        Model that it makes parameters for.
    name : str
        Name; unique among the builders of a model in a project.
    config : dict[str, Any]
        The recipe.
    organization_id : str or None
        Organization.
    description : str or None
        What it is for.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    project_id: str
    model_id: str
    name: str
    config: dict[str, Any]
    organization_id: str | None = None
    description: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "project_id": "project_id",
        "model_id": "model_id",
        "name": "name",
        "config": "config",
        "organization_id": "organization_id",
        "description": "description",
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
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        if not isinstance(row["model_id"], str):
            require(cls, "model_id", row["model_id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["config"] is not None and not isinstance(row["config"], dict):
            require(cls, "config", row["config"], dict)
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
        made.project_id = row["project_id"]
        made.model_id = row["model_id"]
        made.name = row["name"]
        made.config = row["config"]
        made.organization_id = row["organization_id"]
        made.description = row["description"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ModelBuilder):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
