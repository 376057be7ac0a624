"""The body ServiceStart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.service_start_event_type import ServiceStartEventType
from ..types import UNSET, Body, Unset


@define
class ServiceStart(Body):
    """Service start.

    Attributes
    ----------
    event_type : ServiceStartEventType
        Event type.
    scheduled_for : datetime.datetime
        Scheduled for.
    scheduled_until : datetime.datetime
        Scheduled until.
    notes : str
        Copied to each incident.
    """

    event_type: ServiceStartEventType
    scheduled_for: datetime.datetime
    scheduled_until: datetime.datetime | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "event_type": "event_type",
        "scheduled_for": "scheduled_for",
        "scheduled_until": "scheduled_until",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
