"""The body AutoScheduleRequest."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AutoScheduleRequest(Body):
    """Asks for the earliest times of some plans.

    Attributes
    ----------
    planned_measurement_ids : list[str]
        Ids of the plans, the most urgent first.
    start_after : datetime.datetime
        Nothing is to begin before. Unless given, and at the earliest: now.
    """

    planned_measurement_ids: list[str]
    start_after: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "planned_measurement_ids": "planned_measurement_ids",
        "start_after": "start_after",
    }

    _is_open: ClassVar[bool] = True
