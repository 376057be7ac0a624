"""The body AutoScheduleAssignment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AutoScheduleAssignment(Body):
    """Complete (client property is_scheduled): channel and both times set, no reason. Only
    complete ones are applied.

    Attributes
    ----------
    planned_measurement_id : str
        Planned measurement.
    planned_measurement_name : str
        Planned measurement name.
    planned_measurement_updated_at : datetime.datetime
        Version check at apply.
    channel_id : None | str
        Channel.
    channel_name : None | str
        Channel name.
    cycler_name : None | str
        Cycler name.
    planned_start_time : datetime.datetime | None
        Planned start time.
    planned_end_time : datetime.datetime | None
        Planned end time.
    unscheduled_reason : None | str
        Unscheduled reason.
    """

    planned_measurement_id: str
    planned_measurement_name: str
    planned_measurement_updated_at: datetime.datetime
    channel_id: None | str | Unset = UNSET
    channel_name: None | str | Unset = UNSET
    cycler_name: None | str | Unset = UNSET
    planned_start_time: datetime.datetime | None | Unset = UNSET
    planned_end_time: datetime.datetime | None | Unset = UNSET
    unscheduled_reason: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

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

    _is_open: ClassVar[bool] = True
