"""The record Study."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Study(PlainRecord):
    """A group of simulations and measurements of a project.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; may repeat.
    description : str or None
        Free text.
    simulation_count : int or None
        Number of simulations in it.
    validation_count : int or None
        Number of validations in it.
    measurement_count : int or None
        Number of measurements in it.
    project_id : str or None
        Project it belongs to.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    description: str | None = None
    simulation_count: int | None = None
    validation_count: int | None = None
    measurement_count: int | None = None
    project_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "description": "description",
        "simulation_count": "simulation_count",
        "validation_count": "validation_count",
        "measurement_count": "measurement_count",
        "project_id": "project_id",
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
        made.description = row["description"]
        made.simulation_count = row["simulation_count"]
        made.validation_count = row["validation_count"]
        made.measurement_count = row["measurement_count"]
        made.project_id = row["project_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Study):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
