from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.column_spec import ColumnSpec


T = TypeVar("T", bound="MaterialPropertyDataset")


@_attrs_define
class MaterialPropertyDataset:
    """A table of properties of a material."""

    id: str
    """ Id, made by the service. """
    name: str
    """ Name. """
    columns: list[ColumnSpec]
    """ Columns of the table. """
    material_id: None | str | Unset = UNSET
    """ Id of the material. """
    project_id: None | str | Unset = UNSET
    """ Project it belongs to. """
    organization_id: None | str | Unset = UNSET
    """ Organization it belongs to. """
    storage_path: None | str | Unset = UNSET
    """ Where the table is stored. """
    original_path: None | str | Unset = UNSET
    """ Where the uploaded file is stored. """
    data_version: int | None | Unset = UNSET
    """ Grows with every change of the data. """
    nan_counts: Any | Unset = UNSET
    """ Empty cells, by column. """
    no_header: bool | None | Unset = UNSET
    """ Whether the file has no line of column names. """
    created_at: datetime.datetime | None | Unset = UNSET
    """ When it was created. """
    updated_at: datetime.datetime | None | Unset = UNSET
    """ When it was last changed. """
    created_by: None | str | Unset = UNSET
    """ Id of the creator. """
    source_pipeline_id: None | str | Unset = UNSET
    """ Pipeline that made it. """
    source_simple_pipeline_id: None | str | Unset = UNSET
    """ Simple pipeline that made it. """
    source_analysis_id: None | str | Unset = UNSET
    """ Analysis that made it. """
    source_label: None | str | Unset = UNSET
    """ What made it, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        columns = []
        for columns_item_data in self.columns:
            columns_item = columns_item_data.to_dict()
            columns.append(columns_item)

        material_id: None | str | Unset
        if isinstance(self.material_id, Unset):
            material_id = UNSET
        else:
            material_id = self.material_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        storage_path: None | str | Unset
        if isinstance(self.storage_path, Unset):
            storage_path = UNSET
        else:
            storage_path = self.storage_path

        original_path: None | str | Unset
        if isinstance(self.original_path, Unset):
            original_path = UNSET
        else:
            original_path = self.original_path

        data_version: int | None | Unset
        if isinstance(self.data_version, Unset):
            data_version = UNSET
        else:
            data_version = self.data_version

        nan_counts = self.nan_counts

        no_header: bool | None | Unset
        if isinstance(self.no_header, Unset):
            no_header = UNSET
        else:
            no_header = self.no_header

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        source_pipeline_id: None | str | Unset
        if isinstance(self.source_pipeline_id, Unset):
            source_pipeline_id = UNSET
        else:
            source_pipeline_id = self.source_pipeline_id

        source_simple_pipeline_id: None | str | Unset
        if isinstance(self.source_simple_pipeline_id, Unset):
            source_simple_pipeline_id = UNSET
        else:
            source_simple_pipeline_id = self.source_simple_pipeline_id

        source_analysis_id: None | str | Unset
        if isinstance(self.source_analysis_id, Unset):
            source_analysis_id = UNSET
        else:
            source_analysis_id = self.source_analysis_id

        source_label: None | str | Unset
        if isinstance(self.source_label, Unset):
            source_label = UNSET
        else:
            source_label = self.source_label

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "columns": columns,
            }
        )
        if material_id is not UNSET:
            field_dict["material_id"] = material_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if storage_path is not UNSET:
            field_dict["storage_path"] = storage_path
        if original_path is not UNSET:
            field_dict["original_path"] = original_path
        if data_version is not UNSET:
            field_dict["data_version"] = data_version
        if nan_counts is not UNSET:
            field_dict["nan_counts"] = nan_counts
        if no_header is not UNSET:
            field_dict["no_header"] = no_header
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if source_pipeline_id is not UNSET:
            field_dict["source_pipeline_id"] = source_pipeline_id
        if source_simple_pipeline_id is not UNSET:
            field_dict["source_simple_pipeline_id"] = source_simple_pipeline_id
        if source_analysis_id is not UNSET:
            field_dict["source_analysis_id"] = source_analysis_id
        if source_label is not UNSET:
            field_dict["source_label"] = source_label

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_spec import ColumnSpec

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        columns = []
        _columns = d.pop("columns")
        for columns_item_data in _columns:
            columns_item = ColumnSpec.from_dict(columns_item_data)

            columns.append(columns_item)

        def _parse_material_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        material_id = _parse_material_id(d.pop("material_id", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_storage_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        storage_path = _parse_storage_path(d.pop("storage_path", UNSET))

        def _parse_original_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        original_path = _parse_original_path(d.pop("original_path", UNSET))

        def _parse_data_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        data_version = _parse_data_version(d.pop("data_version", UNSET))

        nan_counts = d.pop("nan_counts", UNSET)

        def _parse_no_header(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        no_header = _parse_no_header(d.pop("no_header", UNSET))

        def _parse_created_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_source_pipeline_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_pipeline_id = _parse_source_pipeline_id(d.pop("source_pipeline_id", UNSET))

        def _parse_source_simple_pipeline_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_simple_pipeline_id = _parse_source_simple_pipeline_id(
            d.pop("source_simple_pipeline_id", UNSET)
        )

        def _parse_source_analysis_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_analysis_id = _parse_source_analysis_id(d.pop("source_analysis_id", UNSET))

        def _parse_source_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_label = _parse_source_label(d.pop("source_label", UNSET))

        material_property_dataset = cls(
            id=id,
            name=name,
            columns=columns,
            material_id=material_id,
            project_id=project_id,
            organization_id=organization_id,
            storage_path=storage_path,
            original_path=original_path,
            data_version=data_version,
            nan_counts=nan_counts,
            no_header=no_header,
            created_at=created_at,
            updated_at=updated_at,
            created_by=created_by,
            source_pipeline_id=source_pipeline_id,
            source_simple_pipeline_id=source_simple_pipeline_id,
            source_analysis_id=source_analysis_id,
            source_label=source_label,
        )

        material_property_dataset.additional_properties = d
        return material_property_dataset

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
