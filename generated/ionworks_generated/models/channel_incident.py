"""The record ChannelIncident."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import (
    Incident,
    Links,
    PlainRecord,
    require,
    require_time,
)


@frozen(kw_only=True, repr=False, eq=False)
class ChannelIncident(Incident, PlainRecord):
    """An outage of a channel, open or closed.

    Attributes
    ----------
    id : str
        Id, made by the service.
    channel_id : str
        Channel.
    project_id : str
        Project of the channel.
    started_at : datetime
        When the channel was taken out.
    service_event_id : str or None
        Service of the cycler that it is part of.
    category : str or None
        Why the channel is out: `hardware_failure`, `maintenance`, `calibration`,
        `decommissioned` or `other`.
    notes : str or None
        Free text.
    service_scheduled_at : datetime or None
        When the service is to begin.
    service_scheduled_until : datetime or None
        When it is to end.
    resolved_at : datetime or None
        When it was taken back; null while it is open. At most one is open.
    resolution_notes : str or None
        Free text about the end.
    started_by : str or None
        Id of the user who took it out.
    resolved_by : str or None
        Id of the user who took it back.
    is_estimated : bool or None
        Whether it may have begun earlier than `started_at`.
    """

    id: str
    channel_id: str
    project_id: str
    started_at: datetime
    service_event_id: str | None = None
    category: str | None = None
    notes: str | None = None
    service_scheduled_at: datetime | None = None
    service_scheduled_until: datetime | None = None
    resolved_at: datetime | None = None
    resolution_notes: str | None = None
    started_by: str | None = None
    resolved_by: str | None = None
    is_estimated: bool | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "channel_id": "channel_id",
        "project_id": "project_id",
        "started_at": "started_at",
        "service_event_id": "service_event_id",
        "category": "category",
        "notes": "notes",
        "service_scheduled_at": "service_scheduled_at",
        "service_scheduled_until": "service_scheduled_until",
        "resolved_at": "resolved_at",
        "resolution_notes": "resolution_notes",
        "started_by": "started_by",
        "resolved_by": "resolved_by",
        "is_estimated": "is_estimated",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "category",
        "started_at",
        "resolved_at",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["channel_id"], str):
            require(cls, "channel_id", row["channel_id"], str)
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        try:
            row["started_at"] = datetime.fromisoformat(row["started_at"])
        except (TypeError, ValueError):
            row["started_at"] = require_time(cls, "started_at", row["started_at"])
        if row["service_scheduled_at"] is not None:
            try:
                row["service_scheduled_at"] = datetime.fromisoformat(row["service_scheduled_at"])
            except (TypeError, ValueError):
                row["service_scheduled_at"] = require_time(
                    cls, "service_scheduled_at", row["service_scheduled_at"]
                )
        if row["service_scheduled_until"] is not None:
            try:
                row["service_scheduled_until"] = datetime.fromisoformat(
                    row["service_scheduled_until"]
                )
            except (TypeError, ValueError):
                row["service_scheduled_until"] = require_time(
                    cls, "service_scheduled_until", row["service_scheduled_until"]
                )
        if row["resolved_at"] is not None:
            try:
                row["resolved_at"] = datetime.fromisoformat(row["resolved_at"])
            except (TypeError, ValueError):
                row["resolved_at"] = require_time(cls, "resolved_at", row["resolved_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.channel_id = row["channel_id"]
        made.project_id = row["project_id"]
        made.started_at = row["started_at"]
        made.service_event_id = row["service_event_id"]
        made.category = row["category"]
        made.notes = row["notes"]
        made.service_scheduled_at = row["service_scheduled_at"]
        made.service_scheduled_until = row["service_scheduled_until"]
        made.resolved_at = row["resolved_at"]
        made.resolution_notes = row["resolution_notes"]
        made.started_by = row["started_by"]
        made.resolved_by = row["resolved_by"]
        made.is_estimated = row["is_estimated"]
        made.extra = {} if len(row) == 14 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ChannelIncident):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
