from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="MaterialPropertyFileForm")


@_attrs_define
class MaterialPropertyFileForm:
    """
    Attributes:
        file (File):
        name (None | str | Unset):
        columns (None | str | Unset):
        no_header (bool | None | Unset):
    """

    file: File
    name: None | str | Unset = UNSET
    columns: None | str | Unset = UNSET
    no_header: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        columns: None | str | Unset
        if isinstance(self.columns, Unset):
            columns = UNSET
        else:
            columns = self.columns

        no_header: bool | None | Unset
        if isinstance(self.no_header, Unset):
            no_header = UNSET
        else:
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
            if isinstance(self.name, str):
                files.append(("name", (None, str(self.name).encode(), "text/plain")))
            else:
                files.append(("name", (None, str(self.name).encode(), "text/plain")))

        if not isinstance(self.columns, Unset):
            if isinstance(self.columns, str):
                files.append(
                    ("columns", (None, str(self.columns).encode(), "text/plain"))
                )
            else:
                files.append(
                    ("columns", (None, str(self.columns).encode(), "text/plain"))
                )

        if not isinstance(self.no_header, Unset):
            if isinstance(self.no_header, bool):
                files.append(
                    ("no_header", (None, str(self.no_header).encode(), "text/plain"))
                )
            else:
                files.append(
                    ("no_header", (None, str(self.no_header).encode(), "text/plain"))
                )

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_columns(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        columns = _parse_columns(d.pop("columns", UNSET))

        def _parse_no_header(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        no_header = _parse_no_header(d.pop("no_header", UNSET))

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
