"""The record CellComponent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class CellComponent(PlainRecord):
    """A part of a cell type and the material it is made of.

    Attributes
    ----------
    id : str
        Id, made by the service.
    component_type : str or None
        Which part it is.
    material_id : str or None
        Id of the material.
    organization_id : str or None
        Organization it belongs to.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    properties : dict[str, Any] or None
        Named values.
    material : dict[str, Any] or None
        The material.
    """

    id: str
    component_type: str | None = None
    material_id: str | None = None
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    properties: dict[str, Any] | None = None
    material: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "component_type": "component_type",
        "material_id": "material_id",
        "organization_id": "organization_id",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "properties": "properties",
        "material": "material",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "material": "Material",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
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
        if row["properties"] is not None and not isinstance(row["properties"], dict):
            require(cls, "properties", row["properties"], dict)
        if row["material"] is not None and not isinstance(row["material"], dict):
            require(cls, "material", row["material"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.component_type = row["component_type"]
        made.material_id = row["material_id"]
        made.organization_id = row["organization_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.properties = row["properties"]
        made.material = row["material"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(CellComponent):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
