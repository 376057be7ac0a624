"""The body CellMeasurementUpdate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CellMeasurementUpdate(Body):
    """Changes of a measurement record, as a merge patch.

    Attributes
    ----------
    name : None | str
        New name; null leaves it.
    protocol : Any
        What was done in the test.
    test_setup : Any
        What the test was done with.
    notes : None | str
        Free text.
    properties : Any
        Named values.
    channel_id : None | str
        Channel of a cycler that ran the test; needs `start_time`, and a time series.
    protocol_id : None | str
        A saved protocol of the same project; wins over `protocol`.
    end_time : datetime.datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    start_time : datetime.datetime | None
        When the test began, with its time zone.
    tags : list[str]
        All tags that the measurement shall have.
    """

    name: None | str | Unset = UNSET
    protocol: Any | Unset = UNSET
    test_setup: Any | Unset = UNSET
    notes: None | str | Unset = UNSET
    properties: Any | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    protocol_id: None | str | Unset = UNSET
    end_time: datetime.datetime | None | Unset = UNSET
    start_time: datetime.datetime | None | Unset = UNSET
    tags: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "protocol": "protocol",
        "test_setup": "test_setup",
        "notes": "notes",
        "properties": "properties",
        "channel_id": "channel_id",
        "protocol_id": "protocol_id",
        "end_time": "end_time",
        "start_time": "start_time",
        "tags": "tags",
    }

    _is_open: ClassVar[bool] = True
