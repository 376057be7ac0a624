"""The body ServiceStart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.service_event_type import ServiceEventType
from ..types import UNSET, Body, Unset


@define
class ServiceStart(Body):
    """Takes a cycler out of service.

    Attributes
    ----------
    event_type : ServiceEventType
        What is done to a cycler in a service.
    scheduled_for : datetime.datetime
        When the service is to begin.
    scheduled_until : datetime.datetime
        When it is to end; after `scheduled_for`.
    notes : str
        Free text, also copied to the incident of each channel.
    """

    event_type: ServiceEventType
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
