"""The body PlannedMeasurementUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.planned_measurement_status import (
    PlannedMeasurementStatus,
)
from ..types import UNSET, Body, Unset


@define
class PlannedMeasurementUpdate(Body):
    """Changes of a plan, as a merge patch. To schedule it, `status`, `channel_id` and both times
    are sent; to cancel it, `status`.

    Attributes
    ----------
    name : str
        Name; unique in its project.
    status : PlannedMeasurementStatus
        How far a plan has come.
    channel_id : None | str
        Channel that is reserved.
    planned_start_time : datetime.datetime | None
        Begin of the reservation.
    planned_end_time : datetime.datetime | None
        End of the reservation, which is not part of it.
    estimated_duration_seconds : int | None
        How long the test takes, in s.
    cell_instance_id : None | str
        Cell that is to be tested.
    test_setup : Any
        What the test is to be done with.
    setup_duration_seconds : int | None
        Time to set the test up, in s.
    teardown_duration_seconds : int | None
        Time to take it down, in s.
    notes : None | str
        Free text.
    protocol_id : str
        Protocol of the test.
    cell_specification_id : str
        Specification of the cell.
    """

    name: str | Unset = UNSET
    status: PlannedMeasurementStatus | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    planned_start_time: datetime.datetime | None | Unset = UNSET
    planned_end_time: datetime.datetime | None | Unset = UNSET
    estimated_duration_seconds: int | None | Unset = UNSET
    cell_instance_id: None | str | Unset = UNSET
    test_setup: Any | Unset = UNSET
    setup_duration_seconds: int | None | Unset = UNSET
    teardown_duration_seconds: int | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    protocol_id: str | Unset = UNSET
    cell_specification_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "status": "status",
        "channel_id": "channel_id",
        "planned_start_time": "planned_start_time",
        "planned_end_time": "planned_end_time",
        "estimated_duration_seconds": "estimated_duration_seconds",
        "cell_instance_id": "cell_instance_id",
        "test_setup": "test_setup",
        "setup_duration_seconds": "setup_duration_seconds",
        "teardown_duration_seconds": "teardown_duration_seconds",
        "notes": "notes",
        "protocol_id": "protocol_id",
        "cell_specification_id": "cell_specification_id",
    }

    _is_open: ClassVar[bool] = True
