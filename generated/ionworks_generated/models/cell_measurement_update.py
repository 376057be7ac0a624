from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CellMeasurementUpdate")


@_attrs_define
class CellMeasurementUpdate:
    """Changes of a measurement record, as a merge patch."""

    name: None | str | Unset = UNSET
    """ New name; null leaves it. """
    protocol: Any | Unset = UNSET
    """ What was done in the test. """
    test_setup: Any | Unset = UNSET
    """ What the test was done with. """
    notes: None | str | Unset = UNSET
    """ Free text. """
    properties: Any | Unset = UNSET
    """ Named values. """
    channel_id: None | str | Unset = UNSET
    """ Channel of a cycler that ran the test; needs `start_time`, and a time series. """
    protocol_id: None | str | Unset = UNSET
    """ A saved protocol of the same project; wins over `protocol`. """
    end_time: datetime.datetime | None | Unset = UNSET
    """ When the test ended; empty while it runs. Not before `start_time`. """
    start_time: datetime.datetime | None | Unset = UNSET
    """ When the test began, with its time zone. """
    tags: list[str] | Unset = UNSET
    """ All tags that the measurement shall have. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        protocol = self.protocol

        test_setup = self.test_setup

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        properties = self.properties

        channel_id: None | str | Unset
        if isinstance(self.channel_id, Unset):
            channel_id = UNSET
        else:
            channel_id = self.channel_id

        protocol_id: None | str | Unset
        if isinstance(self.protocol_id, Unset):
            protocol_id = UNSET
        else:
            protocol_id = self.protocol_id

        end_time: None | str | Unset
        if isinstance(self.end_time, Unset):
            end_time = UNSET
        elif isinstance(self.end_time, datetime.datetime):
            end_time = self.end_time.isoformat()
        else:
            end_time = self.end_time

        start_time: None | str | Unset
        if isinstance(self.start_time, Unset):
            start_time = UNSET
        elif isinstance(self.start_time, datetime.datetime):
            start_time = self.start_time.isoformat()
        else:
            start_time = self.start_time

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if notes is not UNSET:
            field_dict["notes"] = notes
        if properties is not UNSET:
            field_dict["properties"] = properties
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        protocol = d.pop("protocol", UNSET)

        test_setup = d.pop("test_setup", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        properties = d.pop("properties", UNSET)

        def _parse_channel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_id = _parse_channel_id(d.pop("channel_id", UNSET))

        def _parse_protocol_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        protocol_id = _parse_protocol_id(d.pop("protocol_id", UNSET))

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

        tags = cast(list[str], d.pop("tags", UNSET))

        cell_measurement_update = cls(
            name=name,
            protocol=protocol,
            test_setup=test_setup,
            notes=notes,
            properties=properties,
            channel_id=channel_id,
            protocol_id=protocol_id,
            end_time=end_time,
            start_time=start_time,
            tags=tags,
        )

        cell_measurement_update.additional_properties = d
        return cell_measurement_update

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
