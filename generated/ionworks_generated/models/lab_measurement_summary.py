"""The record LabMeasurementSummary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class LabMeasurementSummary(PlainRecord):
    """A running test as the overview of the lab has it.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    cell_instance_id : str
        Cell that is tested.
    start_time : datetime or None
        When it began.
    estimated_end_time : datetime or None
        When it is expected to end.
    updated_at : datetime or None
        When it was last changed.
    cell_instance_name : str or None
        Name of the cell.
    cell_specification_name : str or None
        Name of the specification of the cell.
    protocol_name : str or None
        Name of the protocol.
    watched : bool or None
        Whether the caller watches it.
    """

    id: str
    name: str
    cell_instance_id: str
    start_time: datetime | None = None
    estimated_end_time: datetime | None = None
    updated_at: datetime | None = None
    cell_instance_name: str | None = None
    cell_specification_name: str | None = None
    protocol_name: str | None = None
    watched: bool | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "cell_instance_id": "cell_instance_id",
        "start_time": "start_time",
        "estimated_end_time": "estimated_end_time",
        "updated_at": "updated_at",
        "cell_instance_name": "cell_instance_name",
        "cell_specification_name": "cell_specification_name",
        "protocol_name": "protocol_name",
        "watched": "watched",
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
        if not isinstance(row["cell_instance_id"], str):
            require(cls, "cell_instance_id", row["cell_instance_id"], str)
        if row["start_time"] is not None:
            try:
                row["start_time"] = datetime.fromisoformat(row["start_time"])
            except (TypeError, ValueError):
                row["start_time"] = require_time(cls, "start_time", row["start_time"])
        if row["estimated_end_time"] is not None:
            try:
                row["estimated_end_time"] = datetime.fromisoformat(row["estimated_end_time"])
            except (TypeError, ValueError):
                row["estimated_end_time"] = require_time(
                    cls, "estimated_end_time", row["estimated_end_time"]
                )
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
        made.cell_instance_id = row["cell_instance_id"]
        made.start_time = row["start_time"]
        made.estimated_end_time = row["estimated_end_time"]
        made.updated_at = row["updated_at"]
        made.cell_instance_name = row["cell_instance_name"]
        made.cell_specification_name = row["cell_specification_name"]
        made.protocol_name = row["protocol_name"]
        made.watched = row["watched"]
        made.extra = {} if len(row) == 10 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(LabMeasurementSummary):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
