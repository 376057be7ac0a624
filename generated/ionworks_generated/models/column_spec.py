from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ColumnSpec")


@_attrs_define
class ColumnSpec:
    """A column of a dataset."""

    name: str
    """ Name. """
    source_column_index: int
    """ Place of the column in the uploaded file, from 0. """
    unit: str | Unset = UNSET
    """ Unit as an expression, such as `A*h` or `mg.cm-2`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        source_column_index = self.source_column_index

        unit = self.unit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "source_column_index": source_column_index,
            }
        )
        if unit is not UNSET:
            field_dict["unit"] = unit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        source_column_index = d.pop("source_column_index")

        unit = d.pop("unit", UNSET)

        column_spec = cls(
            name=name,
            source_column_index=source_column_index,
            unit=unit,
        )

        column_spec.additional_properties = d
        return column_spec

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
