from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Capabilities")


@_attrs_define
class Capabilities:
    """What the service is and where its documents are."""

    domain_context: Any | Unset = UNSET
    """ How data are organized, with the words used. """
    schemas: Any | Unset = UNSET
    """ Where the schema documents are. """
    openapi_spec: Any | Unset = UNSET
    """ Where this document is. """
    authentication: Any | Unset = UNSET
    """ How to authenticate. """
    version: None | str | Unset = UNSET
    """ Version of the service. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        domain_context = self.domain_context

        schemas = self.schemas

        openapi_spec = self.openapi_spec

        authentication = self.authentication

        version: None | str | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if domain_context is not UNSET:
            field_dict["domain_context"] = domain_context
        if schemas is not UNSET:
            field_dict["schemas"] = schemas
        if openapi_spec is not UNSET:
            field_dict["openapi_spec"] = openapi_spec
        if authentication is not UNSET:
            field_dict["authentication"] = authentication
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        domain_context = d.pop("domain_context", UNSET)

        schemas = d.pop("schemas", UNSET)

        openapi_spec = d.pop("openapi_spec", UNSET)

        authentication = d.pop("authentication", UNSET)

        def _parse_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        capabilities = cls(
            domain_context=domain_context,
            schemas=schemas,
            openapi_spec=openapi_spec,
            authentication=authentication,
            version=version,
        )

        capabilities.additional_properties = d
        return capabilities

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
