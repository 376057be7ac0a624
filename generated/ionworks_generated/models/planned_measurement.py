"""The record PlannedMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class PlannedMeasurement(PlainRecord):
    """A test that somebody asks for; once it is scheduled, it reserves a channel for a time.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; unique in its project.
    project_id : str
        Project it belongs to.
    status : str
        `requested`, `scheduled`, `in_progress`, `completed` or `cancelled`.
    protocol_id : str or None
        Protocol of the test.
    cell_specification_id : str or None
        Specification of the cell.
    cell_instance_id : str or None
        Cell that is to be tested.
    channel_id : str or None
        Channel that is reserved.
    planned_start_time : datetime or None
        Begin of the reservation.
    planned_end_time : datetime or None
        End of the reservation, which is not part of it.
    estimated_duration_seconds : int or None
        How long the test takes, in s.
    requested_by_email : str or None
        E-mail address of who asked for it.
    scheduled_by_email : str or None
        E-mail address of who scheduled it.
    test_setup : dict[str, Any] or None
        What the test is to be done with.
    setup_duration_seconds : int or None
        Time to set the test up, in s.
    teardown_duration_seconds : int or None
        Time to take it down, in s.
    notes : str or None
        Free text.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
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
    created_at: datetime | None = None
    updated_at: datetime | None = None

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
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "status",
    )

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
            try:
                row["planned_start_time"] = datetime.fromisoformat(row["planned_start_time"])
            except (TypeError, ValueError):
                row["planned_start_time"] = require_time(
                    cls, "planned_start_time", row["planned_start_time"]
                )
        if row["planned_end_time"] is not None:
            try:
                row["planned_end_time"] = datetime.fromisoformat(row["planned_end_time"])
            except (TypeError, ValueError):
                row["planned_end_time"] = require_time(
                    cls, "planned_end_time", row["planned_end_time"]
                )
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
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 19 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PlannedMeasurement):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
