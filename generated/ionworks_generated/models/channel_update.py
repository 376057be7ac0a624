"""The body ChannelUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.channel_update_incident_category import (
    ChannelUpdateIncidentCategory,
)
from ..types import UNSET, Body, Unset


@define
class ChannelUpdate(Body):
    """The incident fields count only when out_of_commission changes, except
    service_scheduled_until.

    Attributes
    ----------
    name : str
        Name.
    notes : str
        Notes.
    max_amps : float
        Max amps, in A.
    min_volts : float
        Min volts, in V.
    max_volts : float
        Max volts, in V.
    out_of_commission : bool
        The present value again is a no-op.
    incident_category : ChannelUpdateIncidentCategory
        Incident category.
    incident_notes : str
        Incident notes.
    resolution_notes : str
        Resolution notes.
    service_scheduled_at : datetime.datetime
        Required for maintenance and calibration.
    service_scheduled_until : datetime.datetime
        Alone: books an end to a visit already scheduled.
    """

    name: str | Unset = UNSET
    notes: str | Unset = UNSET
    max_amps: float | Unset = UNSET
    min_volts: float | Unset = UNSET
    max_volts: float | Unset = UNSET
    out_of_commission: bool | Unset = UNSET
    incident_category: ChannelUpdateIncidentCategory | Unset = UNSET
    incident_notes: str | Unset = UNSET
    resolution_notes: str | Unset = UNSET
    service_scheduled_at: datetime.datetime | Unset = UNSET
    service_scheduled_until: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "notes": "notes",
        "max_amps": "max_amps",
        "min_volts": "min_volts",
        "max_volts": "max_volts",
        "out_of_commission": "out_of_commission",
        "incident_category": "incident_category",
        "incident_notes": "incident_notes",
        "resolution_notes": "resolution_notes",
        "service_scheduled_at": "service_scheduled_at",
        "service_scheduled_until": "service_scheduled_until",
    }

    _is_open: ClassVar[bool] = True
