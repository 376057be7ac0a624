"""The body ServiceComplete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ServiceComplete(Body):
    """Service complete.

    Attributes
    ----------
    event_type : str
        Used only when no event is open; the client always sends it.
    performed_at : datetime.datetime
        Server default: now; may be past.
    notes : str
        Notes.
    calibration_interval_days : int
        Ignored unless a calibration.
    """

    event_type: str | Unset = UNSET
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
