"""The body ChannelUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.incident_category import IncidentCategory
from ..types import UNSET, Body, Unset


@define
class ChannelUpdate(Body):
    """Changes of a channel, as a merge patch. The fields of the incident count only when
    `out_of_commission` changes, except `service_scheduled_until`.

    Attributes
    ----------
    name : str
        Name; unique in its cycler.
    notes : None | str
        Free text.
    max_amps : float | None
        Highest current, in A.
    min_volts : float | None
        Lowest voltage, in V.
    max_volts : float | None
        Highest voltage, in V.
    out_of_commission : bool
        Takes it out of service, which opens an incident, or back, which closes it. The
        present value changes nothing.
    incident_category : IncidentCategory
        Why a channel is out of service.
    incident_notes : str
        Free text of the incident that is opened.
    resolution_notes : str
        Free text of the incident that is closed.
    service_scheduled_at : datetime.datetime
        When the service is to begin; required for `maintenance` and `calibration`.
    service_scheduled_until : datetime.datetime
        When it is to end, after `service_scheduled_at`. Alone, it sets the end of a service
        that is scheduled.
    """

    name: str | Unset = UNSET
    notes: None | str | Unset = UNSET
    max_amps: float | None | Unset = UNSET
    min_volts: float | None | Unset = UNSET
    max_volts: float | None | Unset = UNSET
    out_of_commission: bool | Unset = UNSET
    incident_category: IncidentCategory | Unset = UNSET
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
