"""The body AutoScheduleChoice."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AutoScheduleChoice(Body):
    """A proposed time to reserve; one that is not complete is left out.

    Attributes
    ----------
    planned_measurement_id : str
        Plan.
    planned_measurement_name : str
        Name of the plan.
    planned_measurement_updated_at : datetime.datetime
        When the plan was last changed; it must be the same when the proposal is applied.
    channel_id : None | str
        Channel to reserve.
    channel_name : None | str
        Name of the channel.
    cycler_name : None | str
        Name of the cycler.
    planned_start_time : datetime.datetime | None
        Begin of the reservation.
    planned_end_time : datetime.datetime | None
        End of the reservation, which is not part of it.
    unscheduled_reason : None | str
        Why no time was found.
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
