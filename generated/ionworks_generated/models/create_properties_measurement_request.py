from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreatePropertiesMeasurementRequest")


@_attrs_define
class CreatePropertiesMeasurementRequest:
    """A new measurement of named values."""

    name: str
    """ Name; unique on its cell. """
    properties: Any
    """ Named values. """
    measurement_type: Literal["properties"] | Unset = UNSET
    """ What the measurement holds. """
    protocol: Any | Unset = UNSET
    """ What was done in the test. """
    start_time: datetime.datetime | None | Unset = UNSET
    """ When the test began, with its time zone. """
    end_time: datetime.datetime | None | Unset = UNSET
    """ When the test ended; empty while it runs. Not before `start_time`. """
    test_setup: Any | Unset = UNSET
    """ What the test was done with. """
    step_labels_validated: bool | Unset = UNSET
    """ Whether a person has checked the labels of the steps. """
    notes: None | str | Unset = UNSET
    """ Free text. """
    file_metadata: Any | Unset = UNSET
    """ Facts about the files, such as media types and image sizes. """
    tags: list[str] | Unset = UNSET
    """ At most 50 words of at most 50 characters. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        properties = self.properties

        measurement_type = self.measurement_type

        protocol = self.protocol

        start_time: None | str | Unset
        if isinstance(self.start_time, Unset):
            start_time = UNSET
        elif isinstance(self.start_time, datetime.datetime):
            start_time = self.start_time.isoformat()
        else:
            start_time = self.start_time

        end_time: None | str | Unset
        if isinstance(self.end_time, Unset):
            end_time = UNSET
        elif isinstance(self.end_time, datetime.datetime):
            end_time = self.end_time.isoformat()
        else:
            end_time = self.end_time

        test_setup = self.test_setup

        step_labels_validated = self.step_labels_validated

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        file_metadata = self.file_metadata

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "properties": properties,
            }
        )
        if measurement_type is not UNSET:
            field_dict["measurement_type"] = measurement_type
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if step_labels_validated is not UNSET:
            field_dict["step_labels_validated"] = step_labels_validated
        if notes is not UNSET:
            field_dict["notes"] = notes
        if file_metadata is not UNSET:
            field_dict["file_metadata"] = file_metadata
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        properties = d.pop("properties")

        measurement_type = cast(Literal["properties"] | Unset, d.pop("measurement_type", UNSET))
        if measurement_type != "properties" and not isinstance(measurement_type, Unset):
            raise ValueError(
                f"measurement_type must match const 'properties', got '{measurement_type}'"
            )

        protocol = d.pop("protocol", UNSET)

        def _parse_start_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_time_type_0 = datetime.datetime.fromisoformat(data)

                return start_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        start_time = _parse_start_time(d.pop("start_time", UNSET))

        def _parse_end_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_time_type_0 = datetime.datetime.fromisoformat(data)

                return end_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        end_time = _parse_end_time(d.pop("end_time", UNSET))

        test_setup = d.pop("test_setup", UNSET)

        step_labels_validated = d.pop("step_labels_validated", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        file_metadata = d.pop("file_metadata", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        create_properties_measurement_request = cls(
            name=name,
            properties=properties,
            measurement_type=measurement_type,
            protocol=protocol,
            start_time=start_time,
            end_time=end_time,
            test_setup=test_setup,
            step_labels_validated=step_labels_validated,
            notes=notes,
            file_metadata=file_metadata,
            tags=tags,
        )

        create_properties_measurement_request.additional_properties = d
        return create_properties_measurement_request

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
