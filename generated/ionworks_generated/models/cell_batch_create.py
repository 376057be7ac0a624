from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CellBatchCreate")


@_attrs_define
class CellBatchCreate:
    """A new lot."""

    name: str
    """ Name; unique in its specification, whatever the case. """
    notes: str | Unset = UNSET
    """ Free text. """
    date_manufactured: datetime.date | Unset = UNSET
    """ Day of manufacture, such as `2024-01-20`. """
    properties: Any | Unset = UNSET
    """ Named values. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        notes = self.notes

        date_manufactured: str | Unset = UNSET
        if not isinstance(self.date_manufactured, Unset):
            date_manufactured = self.date_manufactured.isoformat()

        properties = self.properties

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if date_manufactured is not UNSET:
            field_dict["date_manufactured"] = date_manufactured
        if properties is not UNSET:
            field_dict["properties"] = properties

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        notes = d.pop("notes", UNSET)

        _date_manufactured = d.pop("date_manufactured", UNSET)
        date_manufactured: datetime.date | Unset
        if isinstance(_date_manufactured, Unset):
            date_manufactured = UNSET
        else:
            date_manufactured = datetime.date.fromisoformat(_date_manufactured)

        properties = d.pop("properties", UNSET)

        cell_batch_create = cls(
            name=name,
            notes=notes,
            date_manufactured=date_manufactured,
            properties=properties,
        )

        cell_batch_create.additional_properties = d
        return cell_batch_create

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
