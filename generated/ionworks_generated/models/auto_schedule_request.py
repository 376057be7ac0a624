"""The body AutoScheduleRequest."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class AutoScheduleRequest(Body):
    """Auto schedule request.

    Attributes
    ----------
    planned_measurement_ids : list[str]
        In order of priority.
    start_after : datetime.datetime
        Default and lower limit: now.
    """

    planned_measurement_ids: list[str]
    start_after: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "planned_measurement_ids": "planned_measurement_ids",
        "start_after": "start_after",
    }

    _is_open: ClassVar[bool] = True
