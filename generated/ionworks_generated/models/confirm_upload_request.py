"""The body ConfirmUploadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..models.measurement_type import MeasurementType
from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.measurement_create import MeasurementCreate


@define
class ConfirmUploadRequest(Body):
    """What was uploaded, and the record to make of it.

    Attributes
    ----------
    cell_instance_id : str
        Cell that was measured.
    measurement : MeasurementCreate
        A new measurement record.
    measurement_type : MeasurementType
        What a measurement holds: a table over time (`time_series`), files (`file`), or
        named values (`properties`).
    filenames : list[str] | None
        Names of the files that were uploaded.
    steps : Any
        Step table as columns, for who does not upload `steps.parquet`; derived from the
        series if neither is given.
    digests : Any
        SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their
        targets; only of targets that offer it by `digest`. What is stored otherwise is
        refused (400, `DIGEST_MISMATCH`).
    """

    cell_instance_id: str
    measurement: MeasurementCreate
    measurement_type: MeasurementType | Unset = UNSET
    filenames: list[str] | None | Unset = UNSET
    steps: Any | Unset = UNSET
    digests: Any | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "cell_instance_id": "cell_instance_id",
        "measurement": "measurement",
        "measurement_type": "measurement_type",
        "filenames": "filenames",
        "steps": "steps",
        "digests": "digests",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "measurement": "MeasurementCreate",
    }
    _is_open: ClassVar[bool] = True
