"""The record ModelBuilder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, require


@frozen(kw_only=True, repr=False, eq=False)
class ModelBuilder(Record):
    """Model builder.

    Attributes
    ----------
    id : str
        Id, made by the service.
    project_id : str
        Project it belongs to.
    model_id : str
        Model.
    name : str
        Unique per model within the project.
    config : dict[str, Any]
        Config.
    organization_id : str or None
        Organization.
    description : str or None
        Description.
    """

    id: str
    project_id: str
    model_id: str
    name: str
    config: dict[str, Any]
    organization_id: str | None = None
    description: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "project_id": "project_id",
        "model_id": "model_id",
        "name": "name",
        "config": "config",
        "organization_id": "organization_id",
        "description": "description",
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
        made.extra = {} if len(row) == 7 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ModelBuilder):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
