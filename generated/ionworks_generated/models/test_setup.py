from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TestSetup")


@_attrs_define
class TestSetup:
    """
    Attributes:
        cycler (str | Unset):
        operator (str | Unset):
        lab (str | Unset):
        channel_number (int | Unset):
    """

    cycler: str | Unset = UNSET
    operator: str | Unset = UNSET
    lab: str | Unset = UNSET
    channel_number: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cycler = self.cycler

        operator = self.operator

        lab = self.lab

        channel_number = self.channel_number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cycler is not UNSET:
            field_dict["cycler"] = cycler
        if operator is not UNSET:
            field_dict["operator"] = operator
        if lab is not UNSET:
            field_dict["lab"] = lab
        if channel_number is not UNSET:
            field_dict["channel_number"] = channel_number

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        cycler = d.pop("cycler", UNSET)

        operator = d.pop("operator", UNSET)

        lab = d.pop("lab", UNSET)

        channel_number = d.pop("channel_number", UNSET)

        test_setup = cls(
            cycler=cycler,
            operator=operator,
            lab=lab,
            channel_number=channel_number,
        )

        test_setup.additional_properties = d
        return test_setup

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
