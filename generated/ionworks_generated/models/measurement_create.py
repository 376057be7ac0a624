"""The body MeasurementCreate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class MeasurementCreate(Body):
    """A new measurement record.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    notes : None | str
        Free text.
    protocol : Any
        What was done in the test.
    protocol_id : None | str
        A saved protocol of the same project; wins over `protocol`.
    test_setup : Any
        What the test was done with.
    start_time : datetime.datetime | None
        When the test began, with its time zone.
    end_time : datetime.datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    channel_id : None | str
        Channel of a cycler that ran the test; needs `start_time`, and a time series.
    tags : list[str]
        At most 50 words of at most 50 characters.
    step_labels_validated : bool
        Whether a person has checked the labels of the steps.
    """

    name: str
    notes: None | str | Unset = UNSET
    protocol: Any | Unset = UNSET
    protocol_id: None | str | Unset = UNSET
    test_setup: Any | Unset = UNSET
    start_time: datetime.datetime | None | Unset = UNSET
    end_time: datetime.datetime | None | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    tags: list[str] | Unset = UNSET
    step_labels_validated: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "notes": "notes",
        "protocol": "protocol",
        "protocol_id": "protocol_id",
        "test_setup": "test_setup",
        "start_time": "start_time",
        "end_time": "end_time",
        "channel_id": "channel_id",
        "tags": "tags",
        "step_labels_validated": "step_labels_validated",
    }

    _is_open: ClassVar[bool] = True
