"""The record CyclerServiceEvent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class CyclerServiceEvent(PlainRecord):
    """A service of a cycler, under way or done.

    Attributes
    ----------
    id : str
        Id, made by the service.
    cycler_id : str
        Cycler.
    project_id : str
        Project of the cycler.
    event_type : str
        What is done: `calibration`, `preventive_maintenance`, `firmware`, `repair` or
        `other`.
    scheduled_for : datetime or None
        When the service was to begin.
    scheduled_until : datetime or None
        When it was to end.
    performed_at : datetime or None
        When it was done; null while it is open. At most one is open.
    notes : str or None
        Free text.
    created_by : str or None
        Id of the user who began it.
    performed_by : str or None
        Id of the user who completed it.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    cycler_id: str
    project_id: str
    event_type: str
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    performed_at: datetime | None = None
    notes: str | None = None
    created_by: str | None = None
    performed_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "cycler_id": "cycler_id",
        "project_id": "project_id",
        "event_type": "event_type",
        "scheduled_for": "scheduled_for",
        "scheduled_until": "scheduled_until",
        "performed_at": "performed_at",
        "notes": "notes",
        "created_by": "created_by",
        "performed_by": "performed_by",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "event_type",
        "performed_at",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["cycler_id"], str):
            require(cls, "cycler_id", row["cycler_id"], str)
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        if not isinstance(row["event_type"], str):
            require(cls, "event_type", row["event_type"], str)
        if row["scheduled_for"] is not None:
            try:
                row["scheduled_for"] = datetime.fromisoformat(row["scheduled_for"])
            except (TypeError, ValueError):
                row["scheduled_for"] = require_time(cls, "scheduled_for", row["scheduled_for"])
        if row["scheduled_until"] is not None:
            try:
                row["scheduled_until"] = datetime.fromisoformat(row["scheduled_until"])
            except (TypeError, ValueError):
                row["scheduled_until"] = require_time(
                    cls, "scheduled_until", row["scheduled_until"]
                )
        if row["performed_at"] is not None:
            try:
                row["performed_at"] = datetime.fromisoformat(row["performed_at"])
            except (TypeError, ValueError):
                row["performed_at"] = require_time(cls, "performed_at", row["performed_at"])
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
        made.cycler_id = row["cycler_id"]
        made.project_id = row["project_id"]
        made.event_type = row["event_type"]
        made.scheduled_for = row["scheduled_for"]
        made.scheduled_until = row["scheduled_until"]
        made.performed_at = row["performed_at"]
        made.notes = row["notes"]
        made.created_by = row["created_by"]
        made.performed_by = row["performed_by"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 12 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(CyclerServiceEvent):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
