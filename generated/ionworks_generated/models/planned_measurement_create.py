"""The body PlannedMeasurementCreate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.planned_measurement_create_status import (
    PlannedMeasurementCreateStatus,
)
from ..types import UNSET, Body, Unset


@define
class PlannedMeasurementCreate(Body):
    """A new plan.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    protocol_id : str
        Protocol of the test.
    cell_specification_id : str
        Specification of the cell.
    status : PlannedMeasurementCreateStatus
        `requested` to be scheduled later, `scheduled` to reserve a channel at once.
    estimated_duration_seconds : int
        How long the test takes, in s; required when requested.
    channel_id : str
        Channel to reserve; required when scheduled.
    planned_start_time : datetime.datetime
        Begin of the reservation; required when scheduled.
    planned_end_time : datetime.datetime
        End of the reservation, after its begin; required when scheduled.
    cell_instance_id : str
        Cell that is to be tested.
    test_setup : Any
        What the test is to be done with.
    setup_duration_seconds : int
        Time to set the test up, in s.
    teardown_duration_seconds : int
        Time to take it down, in s.
    notes : str
        Free text.
    """

    name: str
    protocol_id: str
    cell_specification_id: str
    status: PlannedMeasurementCreateStatus | Unset = UNSET
    estimated_duration_seconds: int | Unset = UNSET
    channel_id: str | Unset = UNSET
    planned_start_time: datetime.datetime | Unset = UNSET
    planned_end_time: datetime.datetime | Unset = UNSET
    cell_instance_id: str | Unset = UNSET
    test_setup: Any | Unset = UNSET
    setup_duration_seconds: int | Unset = UNSET
    teardown_duration_seconds: int | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "protocol_id": "protocol_id",
        "cell_specification_id": "cell_specification_id",
        "status": "status",
        "estimated_duration_seconds": "estimated_duration_seconds",
        "channel_id": "channel_id",
        "planned_start_time": "planned_start_time",
        "planned_end_time": "planned_end_time",
        "cell_instance_id": "cell_instance_id",
        "test_setup": "test_setup",
        "setup_duration_seconds": "setup_duration_seconds",
        "teardown_duration_seconds": "teardown_duration_seconds",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
