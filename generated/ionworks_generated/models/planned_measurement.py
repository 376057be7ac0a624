"""The record PlannedMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, read_time, require


@frozen(kw_only=True, repr=False, eq=False)
class PlannedMeasurement(Record):
    """Planned measurement.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    project_id : str
        Project it belongs to.
    status : str
        Status.
    protocol_id : str or None
        Protocol.
    cell_specification_id : str or None
        Cell specification.
    cell_instance_id : str or None
        Cell instance.
    channel_id : str or None
        Channel.
    planned_start_time : datetime or None
        Planned start time.
    planned_end_time : datetime or None
        Exclusive.
    estimated_duration_seconds : int or None
        Estimated duration seconds.
    requested_by_email : str or None
        Requested by email.
    scheduled_by_email : str or None
        Scheduled by email.
    test_setup : dict[str, Any] or None
        Test setup.
    setup_duration_seconds : int or None
        Setup duration seconds.
    teardown_duration_seconds : int or None
        Teardown duration seconds.
    notes : str or None
        Notes.
    """

    id: str
    name: str
    project_id: str
    status: str
    protocol_id: str | None = None
    cell_specification_id: str | None = None
    cell_instance_id: str | None = None
    channel_id: str | None = None
    planned_start_time: datetime | None = None
    planned_end_time: datetime | None = None
    estimated_duration_seconds: int | None = None
    requested_by_email: str | None = None
    scheduled_by_email: str | None = None
    test_setup: dict[str, Any] | None = None
    setup_duration_seconds: int | None = None
    teardown_duration_seconds: int | None = None
    notes: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "project_id": "project_id",
        "status": "status",
        "protocol_id": "protocol_id",
        "cell_specification_id": "cell_specification_id",
        "cell_instance_id": "cell_instance_id",
        "channel_id": "channel_id",
        "planned_start_time": "planned_start_time",
        "planned_end_time": "planned_end_time",
        "estimated_duration_seconds": "estimated_duration_seconds",
        "requested_by_email": "requested_by_email",
        "scheduled_by_email": "scheduled_by_email",
        "test_setup": "test_setup",
        "setup_duration_seconds": "setup_duration_seconds",
        "teardown_duration_seconds": "teardown_duration_seconds",
        "notes": "notes",
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
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        if row["planned_start_time"] is not None:
            row["planned_start_time"] = read_time(
                cls, "planned_start_time", row["planned_start_time"]
            )
        if row["planned_end_time"] is not None:
            row["planned_end_time"] = read_time(cls, "planned_end_time", row["planned_end_time"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.project_id = row["project_id"]
        made.status = row["status"]
        made.protocol_id = row["protocol_id"]
        made.cell_specification_id = row["cell_specification_id"]
        made.cell_instance_id = row["cell_instance_id"]
        made.channel_id = row["channel_id"]
        made.planned_start_time = row["planned_start_time"]
        made.planned_end_time = row["planned_end_time"]
        made.estimated_duration_seconds = row["estimated_duration_seconds"]
        made.requested_by_email = row["requested_by_email"]
        made.scheduled_by_email = row["scheduled_by_email"]
        made.test_setup = row["test_setup"]
        made.setup_duration_seconds = row["setup_duration_seconds"]
        made.teardown_duration_seconds = row["teardown_duration_seconds"]
        made.notes = row["notes"]
        made.extra = {} if len(row) == 17 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PlannedMeasurement):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
