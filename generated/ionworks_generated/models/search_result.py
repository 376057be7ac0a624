"""The record SearchResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class SearchResult(PlainRecord):
    """A record that was found.

    Attributes
    ----------
    id : str
        Id, made by the service.
    entity_type : str
        Kind of the record, such as `cell_instance`.
    name : str
        Name.
    project_id : str or None
        Project that it belongs to; null for records of the organization.
    parent_id : str or None
        Record that it belongs to: the specification of a cell, the cell of a measurement.
    """

    id: str
    entity_type: str
    name: str
    project_id: str | None = None
    parent_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "entity_type": "entity_type",
        "name": "name",
        "project_id": "project_id",
        "parent_id": "parent_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["entity_type"], str):
            require(cls, "entity_type", row["entity_type"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.entity_type = row["entity_type"]
        made.name = row["name"]
        made.project_id = row["project_id"]
        made.parent_id = row["parent_id"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SearchResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
