"""The record AutoScheduleAssignment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import (
    Assignment,
    Links,
    PlainRecord,
    require,
    require_time,
)


@frozen(kw_only=True, repr=False, eq=False)
class AutoScheduleAssignment(Assignment, PlainRecord):
    """A time on a channel that is proposed for a plan, or why there is none.

    Attributes
    ----------
    planned_measurement_id : str
        Plan.
    planned_measurement_name : str
        Name of the plan.
    planned_measurement_updated_at : datetime
        When the plan was last changed; it must be the same when the proposal is applied.
    channel_id : str or None
        Channel to reserve.
    channel_name : str or None
        Name of the channel.
    cycler_name : str or None
        Name of the cycler.
    planned_start_time : datetime or None
        Begin of the reservation.
    planned_end_time : datetime or None
        End of the reservation, which is not part of it.
    unscheduled_reason : str or None
        Why no time was found.
    """

    planned_measurement_id: str
    planned_measurement_name: str
    planned_measurement_updated_at: datetime
    channel_id: str | None = None
    channel_name: str | None = None
    cycler_name: str | None = None
    planned_start_time: datetime | None = None
    planned_end_time: datetime | None = None
    unscheduled_reason: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "planned_measurement_id": "planned_measurement_id",
        "planned_measurement_name": "planned_measurement_name",
        "planned_measurement_updated_at": "planned_measurement_updated_at",
        "channel_id": "channel_id",
        "channel_name": "channel_name",
        "cycler_name": "cycler_name",
        "planned_start_time": "planned_start_time",
        "planned_end_time": "planned_end_time",
        "unscheduled_reason": "unscheduled_reason",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "planned_measurement_name",
        "channel_name",
        "planned_start_time",
        "unscheduled_reason",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["planned_measurement_id"], str):
            require(cls, "planned_measurement_id", row["planned_measurement_id"], str)
        if not isinstance(row["planned_measurement_name"], str):
            require(cls, "planned_measurement_name", row["planned_measurement_name"], str)
        try:
            row["planned_measurement_updated_at"] = datetime.fromisoformat(
                row["planned_measurement_updated_at"]
            )
        except (TypeError, ValueError):
            row["planned_measurement_updated_at"] = require_time(
                cls, "planned_measurement_updated_at", row["planned_measurement_updated_at"]
            )
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
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.planned_measurement_id = row["planned_measurement_id"]
        made.planned_measurement_name = row["planned_measurement_name"]
        made.planned_measurement_updated_at = row["planned_measurement_updated_at"]
        made.channel_id = row["channel_id"]
        made.channel_name = row["channel_name"]
        made.cycler_name = row["cycler_name"]
        made.planned_start_time = row["planned_start_time"]
        made.planned_end_time = row["planned_end_time"]
        made.unscheduled_reason = row["unscheduled_reason"]
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(AutoScheduleAssignment):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
