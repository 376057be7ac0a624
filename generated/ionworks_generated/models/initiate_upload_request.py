"""The body InitiateUploadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..models.measurement_type import MeasurementType
from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.initiate_measurement import InitiateMeasurement


@define
class InitiateUploadRequest(Body):
    """What is going to be uploaded.

    Attributes
    ----------
    measurement : InitiateMeasurement
        The beginnings of a record.
    measurement_type : MeasurementType
        What a measurement holds: a table over time (`time_series`), files (`file`), or
        named values (`properties`).
    filenames : list[str]
        Names of the files of a file measurement, without folders.
    """

    measurement: InitiateMeasurement
    measurement_type: MeasurementType | Unset = UNSET
    filenames: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement": "measurement",
        "measurement_type": "measurement_type",
        "filenames": "filenames",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "measurement": "InitiateMeasurement",
    }
    _is_open: ClassVar[bool] = True
