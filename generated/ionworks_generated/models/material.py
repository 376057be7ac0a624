"""The record Material."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Material(PlainRecord):
    """A material.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name, such as `NMC811`; with the manufacturer unique in its project.
    organization_id : str or None
        Organization it belongs to.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    definition : dict[str, Any] or None
        What is known of it, of any form: formula, kind, constituents.
    manufacturer : str or None
        Who made it, such as `BASF`.
    product_id : str or None
        Reference of the supplier, such as `NCM-811-A`.
    property_count : int or None
        Number of its property datasets.
    project_id : str or None
        Project it belongs to.
    """

    id: str
    name: str
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    definition: dict[str, Any] | None = None
    manufacturer: str | None = None
    product_id: str | None = None
    property_count: int | None = None
    project_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "organization_id": "organization_id",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "definition": "definition",
        "manufacturer": "manufacturer",
        "product_id": "product_id",
        "property_count": "property_count",
        "project_id": "project_id",
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
        if row["definition"] is not None and not isinstance(row["definition"], dict):
            require(cls, "definition", row["definition"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.organization_id = row["organization_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.definition = row["definition"]
        made.manufacturer = row["manufacturer"]
        made.product_id = row["product_id"]
        made.property_count = row["property_count"]
        made.project_id = row["project_id"]
        made.extra = {} if len(row) == 10 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Material):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
