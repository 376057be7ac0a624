from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CellInstanceCreate")


@_attrs_define
class CellInstanceCreate:
    """A new cell."""

    name: str
    """ Name; unique in its specification. """
    batch_id: None | str | Unset = UNSET
    """ Lot of the cell; null for none. """
    date_manufactured: None | str | Unset = UNSET
    """ Day of manufacture, such as `2024-01-20`. """
    measured_properties: Any | Unset = UNSET
    """ Values measured on this cell, by component (`cathode`, `anode`, `cell`, …) and name. """
    notes: None | str | Unset = UNSET
    """ Free text. """
    batch: None | str | Unset = UNSET
    """ Lot as free text. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        batch_id: None | str | Unset
        if isinstance(self.batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = self.batch_id

        date_manufactured: None | str | Unset
        if isinstance(self.date_manufactured, Unset):
            date_manufactured = UNSET
        else:
            date_manufactured = self.date_manufactured

        measured_properties = self.measured_properties

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        batch: None | str | Unset
        if isinstance(self.batch, Unset):
            batch = UNSET
        else:
            batch = self.batch

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if batch_id is not UNSET:
            field_dict["batch_id"] = batch_id
        if date_manufactured is not UNSET:
            field_dict["date_manufactured"] = date_manufactured
        if measured_properties is not UNSET:
            field_dict["measured_properties"] = measured_properties
        if notes is not UNSET:
            field_dict["notes"] = notes
        if batch is not UNSET:
            field_dict["batch"] = batch

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_batch_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        batch_id = _parse_batch_id(d.pop("batch_id", UNSET))

        def _parse_date_manufactured(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        date_manufactured = _parse_date_manufactured(d.pop("date_manufactured", UNSET))

        measured_properties = d.pop("measured_properties", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_batch(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        batch = _parse_batch(d.pop("batch", UNSET))

        cell_instance_create = cls(
            name=name,
            batch_id=batch_id,
            date_manufactured=date_manufactured,
            measured_properties=measured_properties,
            notes=notes,
            batch=batch,
        )

        cell_instance_create.additional_properties = d
        return cell_instance_create

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
