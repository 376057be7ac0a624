from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConfirmRawDataUploadRequest")


@_attrs_define
class ConfirmRawDataUploadRequest:
    """A file that was uploaded."""

    filename: str
    """ Name of the file. """
    size_bytes: int
    """ Size of the file in bytes. """
    project_id: str | Unset = UNSET
    """ Project it belongs to. """
    name: str | Unset = UNSET
    """ Name; the file's unless given. """
    content_type: str | Unset = UNSET
    """ Media type of the file. """
    metadata: Any | Unset = UNSET
    """ Further facts; free-form. """
    source: str | Unset = UNSET
    """ Where the file comes from. """
    digests: Any | Unset = UNSET
    """ SHA-256 of the files that were uploaded, in hexadecimal, by the `filename` of their targets; only of targets
    that offer it by `digest`. What is stored otherwise is refused (400, `DIGEST_MISMATCH`). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        filename = self.filename

        size_bytes = self.size_bytes

        project_id = self.project_id

        name = self.name

        content_type = self.content_type

        metadata = self.metadata

        source = self.source

        digests = self.digests

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "filename": filename,
                "size_bytes": size_bytes,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if name is not UNSET:
            field_dict["name"] = name
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if source is not UNSET:
            field_dict["source"] = source
        if digests is not UNSET:
            field_dict["digests"] = digests

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        filename = d.pop("filename")

        size_bytes = d.pop("size_bytes")

        project_id = d.pop("project_id", UNSET)

        name = d.pop("name", UNSET)

        content_type = d.pop("content_type", UNSET)

        metadata = d.pop("metadata", UNSET)

        source = d.pop("source", UNSET)

        digests = d.pop("digests", UNSET)

        confirm_raw_data_upload_request = cls(
            filename=filename,
            size_bytes=size_bytes,
            project_id=project_id,
            name=name,
            content_type=content_type,
            metadata=metadata,
            source=source,
            digests=digests,
        )

        confirm_raw_data_upload_request.additional_properties = d
        return confirm_raw_data_upload_request

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
