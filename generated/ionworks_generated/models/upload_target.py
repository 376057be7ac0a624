from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multipart_target import MultipartTarget


T = TypeVar("T", bound="UploadTarget")


@_attrs_define(repr=False)
class UploadTarget:
    """Where the bytes of one file go, by `PUT` or in parts."""

    signed_url: str
    """ Address to `PUT` the bytes to, without credentials. """
    filename: None | str | Unset = UNSET
    """ Name of the file that goes here, without a folder. """
    token: None | str | Unset = UNSET
    """ Secret of the target; never sent back. """
    path: None | str | Unset = UNSET
    """ Path in the storage. """
    multipart: MultipartTarget | None | Unset = UNSET
    """ How to upload in parts; absent if the service does not offer it. """
    digest: None | str | Unset = UNSET
    """ `sha-256` if the SHA-256 of this file may be sent along: in base64 as header `x-amz-checksum-sha256` of the
    `PUT`, and in `digests` of the confirmation. Absent if the service does not offer it; do not send it then. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multipart_target import MultipartTarget

        signed_url = self.signed_url

        filename: None | str | Unset
        if isinstance(self.filename, Unset):
            filename = UNSET
        else:
            filename = self.filename

        token: None | str | Unset
        if isinstance(self.token, Unset):
            token = UNSET
        else:
            token = self.token

        path: None | str | Unset
        if isinstance(self.path, Unset):
            path = UNSET
        else:
            path = self.path

        multipart: dict[str, Any] | None | Unset
        if isinstance(self.multipart, Unset):
            multipart = UNSET
        elif isinstance(self.multipart, MultipartTarget):
            multipart = self.multipart.to_dict()
        else:
            multipart = self.multipart

        digest: None | str | Unset
        if isinstance(self.digest, Unset):
            digest = UNSET
        else:
            digest = self.digest

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "signed_url": signed_url,
            }
        )
        if filename is not UNSET:
            field_dict["filename"] = filename
        if token is not UNSET:
            field_dict["token"] = token
        if path is not UNSET:
            field_dict["path"] = path
        if multipart is not UNSET:
            field_dict["multipart"] = multipart
        if digest is not UNSET:
            field_dict["digest"] = digest

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multipart_target import MultipartTarget

        d = dict(src_dict)
        signed_url = d.pop("signed_url")

        def _parse_filename(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        filename = _parse_filename(d.pop("filename", UNSET))

        def _parse_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        token = _parse_token(d.pop("token", UNSET))

        def _parse_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_multipart(data: object) -> MultipartTarget | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                multipart_type_0 = MultipartTarget.from_dict(data)

                return multipart_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultipartTarget | None | Unset, data)

        multipart = _parse_multipart(d.pop("multipart", UNSET))

        def _parse_digest(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        digest = _parse_digest(d.pop("digest", UNSET))

        upload_target = cls(
            signed_url=signed_url,
            filename=filename,
            token=token,
            path=path,
            multipart=multipart,
            digest=digest,
        )

        upload_target.additional_properties = d
        return upload_target

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
