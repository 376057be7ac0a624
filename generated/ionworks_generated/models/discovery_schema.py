from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DiscoverySchema")


@_attrs_define
class DiscoverySchema:
    """A schema document; what is in it depends on the topic."""

    create_schema: Any | Unset = UNSET
    """ JSON Schema of new records. """
    update_schema: Any | Unset = UNSET
    """ JSON Schema of changes. """
    response_schema: Any | Unset = UNSET
    """ JSON Schema of records. """
    mapping_endpoints: Any | Unset = UNSET
    """ How records are linked. """
    element_types: Any | Unset = UNSET
    """ Kinds of elements. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        create_schema = self.create_schema

        update_schema = self.update_schema

        response_schema = self.response_schema

        mapping_endpoints = self.mapping_endpoints

        element_types = self.element_types

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if create_schema is not UNSET:
            field_dict["create_schema"] = create_schema
        if update_schema is not UNSET:
            field_dict["update_schema"] = update_schema
        if response_schema is not UNSET:
            field_dict["response_schema"] = response_schema
        if mapping_endpoints is not UNSET:
            field_dict["mapping_endpoints"] = mapping_endpoints
        if element_types is not UNSET:
            field_dict["element_types"] = element_types

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        create_schema = d.pop("create_schema", UNSET)

        update_schema = d.pop("update_schema", UNSET)

        response_schema = d.pop("response_schema", UNSET)

        mapping_endpoints = d.pop("mapping_endpoints", UNSET)

        element_types = d.pop("element_types", UNSET)

        discovery_schema = cls(
            create_schema=create_schema,
            update_schema=update_schema,
            response_schema=response_schema,
            mapping_endpoints=mapping_endpoints,
            element_types=element_types,
        )

        discovery_schema.additional_properties = d
        return discovery_schema

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
