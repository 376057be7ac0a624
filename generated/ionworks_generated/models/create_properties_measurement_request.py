"""The body CreatePropertiesMeasurementRequest."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CreatePropertiesMeasurementRequest(Body):
    """A new measurement of named values.

    Attributes
    ----------
    name : str
        Name; unique on its cell.
    properties : Any
        Named values.
    measurement_type : Literal['properties']
        What the measurement holds.
    protocol : Any
        What was done in the test.
    start_time : datetime.datetime | None
        When the test began, with its time zone.
    end_time : datetime.datetime | None
        When the test ended; empty while it runs. Not before `start_time`.
    test_setup : Any
        What the test was done with.
    step_labels_validated : bool
        Whether a person has checked the labels of the steps.
    notes : None | str
        Free text.
    file_metadata : Any
        Facts about the files, such as media types and image sizes.
    tags : list[str]
        At most 50 words of at most 50 characters.
    """

    name: str
    properties: Any
    measurement_type: Literal["properties"] | Unset = UNSET
    protocol: Any | Unset = UNSET
    start_time: datetime.datetime | None | Unset = UNSET
    end_time: datetime.datetime | None | Unset = UNSET
    test_setup: Any | Unset = UNSET
    step_labels_validated: bool | Unset = UNSET
    notes: None | str | Unset = UNSET
    file_metadata: Any | Unset = UNSET
    tags: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "properties": "properties",
        "measurement_type": "measurement_type",
        "protocol": "protocol",
        "start_time": "start_time",
        "end_time": "end_time",
        "test_setup": "test_setup",
        "step_labels_validated": "step_labels_validated",
        "notes": "notes",
        "file_metadata": "file_metadata",
        "tags": "tags",
    }

    _is_open: ClassVar[bool] = True
