"""The body ServiceComplete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.service_event_type import ServiceEventType
from ..types import UNSET, Body, Unset


@define
class ServiceComplete(Body):
    """Records a service as done.

    Attributes
    ----------
    event_type : ServiceEventType
        What is done to a cycler in a service.
    performed_at : datetime.datetime
        When it was done, now or before. Unless given: now.
    notes : str
        Free text.
    calibration_interval_days : int
        The new interval of calibrations, in days; counts only for a calibration.
    """

    event_type: ServiceEventType | Unset = UNSET
    performed_at: datetime.datetime | Unset = UNSET
    notes: str | Unset = UNSET
    calibration_interval_days: int | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "event_type": "event_type",
        "performed_at": "performed_at",
        "notes": "notes",
        "calibration_interval_days": "calibration_interval_days",
    }

    _is_open: ClassVar[bool] = True
