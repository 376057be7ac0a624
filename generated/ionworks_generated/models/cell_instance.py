"""The record CellInstance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class CellInstance(PlainRecord):
    """A physical cell of a specification.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name, such as a serial number; unique in its specification.
    cell_specification_id : str
        Specification of the cell.
    batch : str or None
        Lot as free text.
    batch_id : str or None
        Lot of the cell; null for none.
    batch_name : str or None
        Name of the lot.
    date_manufactured : str or None
        Day of manufacture, such as `2024-01-20`.
    measured_properties : dict[str, Any] or None
        Values measured on this cell, by component (`cathode`, `anode`, `cell`, …) and name.
    notes : str or None
        Free text.
    measurement_ids : list[Any] or None
        Ids of its measurements.
    organization_id : str or None
        Organization it belongs to.
    created_by : str or None
        Id of the creator.
    created_by_email : str or None
        E-mail address of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    cell_specification_id: str
    batch: str | None = None
    batch_id: str | None = None
    batch_name: str | None = None
    date_manufactured: str | None = None
    measured_properties: dict[str, Any] | None = None
    notes: str | None = None
    measurement_ids: list[Any] | None = None
    organization_id: str | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "cell_specification_id": "cell_specification_id",
        "batch": "batch",
        "batch_id": "batch_id",
        "batch_name": "batch_name",
        "date_manufactured": "date_manufactured",
        "measured_properties": "measured_properties",
        "notes": "notes",
        "measurement_ids": "measurement_ids",
        "organization_id": "organization_id",
        "created_by": "created_by",
        "created_by_email": "created_by_email",
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
        if row["measured_properties"] is not None and not isinstance(
            row["measured_properties"], dict
        ):
            require(cls, "measured_properties", row["measured_properties"], dict)
        if row["measurement_ids"] is not None:
            require(cls, "measurement_ids", row["measurement_ids"], list)
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
        made.batch = row["batch"]
        made.batch_id = row["batch_id"]
        made.batch_name = row["batch_name"]
        made.date_manufactured = row["date_manufactured"]
        made.measured_properties = row["measured_properties"]
        made.notes = row["notes"]
        made.measurement_ids = row["measurement_ids"]
        made.organization_id = row["organization_id"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 15 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(CellInstance):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
