"""The record CellBatch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class CellBatch(PlainRecord):
    """A manufacturing lot of one specification.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; unique in its specification, whatever the case.
    cell_specification_id : str
        Specification of the cell.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    notes : str or None
        Free text.
    date_manufactured : str or None
        Day of manufacture, such as `2024-01-20`.
    properties : dict[str, Any] or None
        Named values.
    instance_count : int or None
        Number of its cells.
    created_by : str or None
        Id of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    cell_specification_id: str
    project_id: str | None = None
    organization_id: str | None = None
    notes: str | None = None
    date_manufactured: str | None = None
    properties: dict[str, Any] | None = None
    instance_count: int | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "cell_specification_id": "cell_specification_id",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "notes": "notes",
        "date_manufactured": "date_manufactured",
        "properties": "properties",
        "instance_count": "instance_count",
        "created_by": "created_by",
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
        if not isinstance(row["cell_specification_id"], str):
            require(cls, "cell_specification_id", row["cell_specification_id"], str)
        if row["properties"] is not None and not isinstance(row["properties"], dict):
            require(cls, "properties", row["properties"], dict)
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
        made.cell_specification_id = row["cell_specification_id"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.notes = row["notes"]
        made.date_manufactured = row["date_manufactured"]
        made.properties = row["properties"]
        made.instance_count = row["instance_count"]
        made.created_by = row["created_by"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 12 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(CellBatch):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
