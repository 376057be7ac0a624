from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.material_input import MaterialInput


T = TypeVar("T", bound="ComponentInput")


@_attrs_define
class ComponentInput:
    """A component: its properties and its material."""

    properties: Any | Unset = UNSET
    """ Named values. """
    material: MaterialInput | None | Unset = UNSET
    """ The material. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.material_input import MaterialInput

        properties = self.properties

        material: dict[str, Any] | None | Unset
        if isinstance(self.material, Unset):
            material = UNSET
        elif isinstance(self.material, MaterialInput):
            material = self.material.to_dict()
        else:
            material = self.material

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if properties is not UNSET:
            field_dict["properties"] = properties
        if material is not UNSET:
            field_dict["material"] = material

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.material_input import MaterialInput

        d = dict(src_dict)
        properties = d.pop("properties", UNSET)

        def _parse_material(data: object) -> MaterialInput | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                material_type_0 = MaterialInput.from_dict(data)

                return material_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MaterialInput | None | Unset, data)

        material = _parse_material(d.pop("material", UNSET))

        component_input = cls(
            properties=properties,
            material=material,
        )

        component_input.additional_properties = d
        return component_input

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
