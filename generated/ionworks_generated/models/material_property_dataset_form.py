from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="MaterialPropertyDatasetForm")


@_attrs_define
class MaterialPropertyDatasetForm:
    """A new dataset."""

    file: File
    """ The table, as CSV or Parquet. """
    material_id: str
    """ Id of the material. """
    name: str
    """ Name. """
    columns: str
    """ JSON text: an array of column descriptions. """
    project_id: str | Unset = UNSET
    """ Project it belongs to. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        material_id = self.material_id

        name = self.name

        columns = self.columns

        project_id = self.project_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "material_id": material_id,
                "name": name,
                "columns": columns,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("material_id", (None, str(self.material_id).encode(), "text/plain")))

        files.append(("name", (None, str(self.name).encode(), "text/plain")))

        files.append(("columns", (None, str(self.columns).encode(), "text/plain")))

        if not isinstance(self.project_id, Unset):
            files.append(("project_id", (None, str(self.project_id).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        material_id = d.pop("material_id")

        name = d.pop("name")

        columns = d.pop("columns")

        project_id = d.pop("project_id", UNSET)

        material_property_dataset_form = cls(
            file=file,
            material_id=material_id,
            name=name,
            columns=columns,
            project_id=project_id,
        )

        material_property_dataset_form.additional_properties = d
        return material_property_dataset_form

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
