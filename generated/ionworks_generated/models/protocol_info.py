from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProtocolInfo")


@_attrs_define
class ProtocolInfo:
    """
    Attributes:
        name (str | Unset):
        ambient_temperature_degc (float | Unset):
        definition (Any | Unset):
    """

    name: str | Unset = UNSET
    ambient_temperature_degc: float | Unset = UNSET
    definition: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        ambient_temperature_degc = self.ambient_temperature_degc

        definition = self.definition

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if ambient_temperature_degc is not UNSET:
            field_dict["ambient_temperature_degc"] = ambient_temperature_degc
        if definition is not UNSET:
            field_dict["definition"] = definition

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        ambient_temperature_degc = d.pop("ambient_temperature_degc", UNSET)

        definition = d.pop("definition", UNSET)

        protocol_info = cls(
            name=name,
            ambient_temperature_degc=ambient_temperature_degc,
            definition=definition,
        )

        protocol_info.additional_properties = d
        return protocol_info

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
