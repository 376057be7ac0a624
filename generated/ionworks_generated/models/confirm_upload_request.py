from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.measurement_type import MeasurementType, check_measurement_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.measurement_create import MeasurementCreate


T = TypeVar("T", bound="ConfirmUploadRequest")


@_attrs_define
class ConfirmUploadRequest:
    """What was uploaded, and the record to make of it."""

    cell_instance_id: str
    """ Cell that was measured. """
    measurement: MeasurementCreate
    """ A new measurement record. """
    measurement_type: MeasurementType | Unset = UNSET
    """ What a measurement holds: a table over time (`time_series`), files (`file`), or named values (`properties`).
    """
    filenames: list[str] | None | Unset = UNSET
    """ Names of the files that were uploaded. """
    steps: Any | Unset = UNSET
    """ Step table as columns, for who does not upload `steps.parquet`; derived from the series if neither is given.
    """
    digests: Any | Unset = UNSET
    """ SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their targets; only of targets
    that offer it by `digest`. What is stored otherwise is refused (400, `DIGEST_MISMATCH`). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cell_instance_id = self.cell_instance_id

        measurement = self.measurement.to_dict()

        measurement_type: str | Unset = UNSET
        if not isinstance(self.measurement_type, Unset):
            measurement_type = self.measurement_type

        filenames: list[str] | None | Unset
        if isinstance(self.filenames, Unset):
            filenames = UNSET
        elif isinstance(self.filenames, list):
            filenames = self.filenames

        else:
            filenames = self.filenames

        steps = self.steps

        digests = self.digests

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cell_instance_id": cell_instance_id,
                "measurement": measurement,
            }
        )
        if measurement_type is not UNSET:
            field_dict["measurement_type"] = measurement_type
        if filenames is not UNSET:
            field_dict["filenames"] = filenames
        if steps is not UNSET:
            field_dict["steps"] = steps
        if digests is not UNSET:
            field_dict["digests"] = digests

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.measurement_create import MeasurementCreate

        d = dict(src_dict)
        cell_instance_id = d.pop("cell_instance_id")

        measurement = MeasurementCreate.from_dict(d.pop("measurement"))

        _measurement_type = d.pop("measurement_type", UNSET)
        measurement_type: MeasurementType | Unset
        if isinstance(_measurement_type, Unset):
            measurement_type = UNSET
        else:
            measurement_type = check_measurement_type(_measurement_type)

        def _parse_filenames(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                filenames_type_0 = cast(list[str], data)

                return filenames_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        filenames = _parse_filenames(d.pop("filenames", UNSET))

        steps = d.pop("steps", UNSET)

        digests = d.pop("digests", UNSET)

        confirm_upload_request = cls(
            cell_instance_id=cell_instance_id,
            measurement=measurement,
            measurement_type=measurement_type,
            filenames=filenames,
            steps=steps,
            digests=digests,
        )

        confirm_upload_request.additional_properties = d
        return confirm_upload_request

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
