"""The body PlannedMeasurementUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.planned_measurement_update_status import (
    PlannedMeasurementUpdateStatus,
)
from ..types import UNSET, Body, Unset


@define
class PlannedMeasurementUpdate(Body):
    """Planned measurement update.

    Attributes
    ----------
    name : str
        Name.
    status : PlannedMeasurementUpdateStatus
        Status.
    channel_id : str
        Channel.
    planned_start_time : datetime.datetime
        Planned start time.
    planned_end_time : datetime.datetime
        Planned end time.
    cell_instance_id : str
        Cell instance.
    estimated_duration_seconds : int
        Estimated duration seconds.
    notes : str
        Notes.
    """

    name: str | Unset = UNSET
    status: PlannedMeasurementUpdateStatus | Unset = UNSET
    channel_id: str | Unset = UNSET
    planned_start_time: datetime.datetime | Unset = UNSET
    planned_end_time: datetime.datetime | Unset = UNSET
    cell_instance_id: str | Unset = UNSET
    estimated_duration_seconds: int | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "status": "status",
        "channel_id": "channel_id",
        "planned_start_time": "planned_start_time",
        "planned_end_time": "planned_end_time",
        "cell_instance_id": "cell_instance_id",
        "estimated_duration_seconds": "estimated_duration_seconds",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
