from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="MaterialPropertyFileForm")


@_attrs_define
class MaterialPropertyFileForm:
    """A new table for a dataset."""

    file: File
    """ The table, as CSV or Parquet. """
    name: str | Unset = UNSET
    """ Name. """
    columns: str | Unset = UNSET
    """ JSON text: an array of column descriptions; the stored ones stay if it is absent. """
    no_header: bool | Unset = UNSET
    """ Whether the file has no line of column names. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        name = self.name

        columns = self.columns

        no_header = self.no_header

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if columns is not UNSET:
            field_dict["columns"] = columns
        if no_header is not UNSET:
            field_dict["no_header"] = no_header

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.name, Unset):
            files.append(("name", (None, str(self.name).encode(), "text/plain")))

        if not isinstance(self.columns, Unset):
            files.append(("columns", (None, str(self.columns).encode(), "text/plain")))

        if not isinstance(self.no_header, Unset):
            files.append(("no_header", (None, str(self.no_header).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        name = d.pop("name", UNSET)

        columns = d.pop("columns", UNSET)

        no_header = d.pop("no_header", UNSET)

        material_property_file_form = cls(
            file=file,
            name=name,
            columns=columns,
            no_header=no_header,
        )

        material_property_file_form.additional_properties = d
        return material_property_file_form

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
