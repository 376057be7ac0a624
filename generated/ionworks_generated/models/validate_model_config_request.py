from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ValidateModelConfigRequest")


@_attrs_define
class ValidateModelConfigRequest:
    """A model with options."""

    pybamm_model: str
    """ Class name, such as `DFN`. """
    module: str | Unset = UNSET
    """ Module of the class. """
    options: Any | Unset = UNSET
    """ Options by name. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pybamm_model = self.pybamm_model

        module = self.module

        options = self.options

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pybamm_model": pybamm_model,
            }
        )
        if module is not UNSET:
            field_dict["module"] = module
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pybamm_model = d.pop("pybamm_model")

        module = d.pop("module", UNSET)

        options = d.pop("options", UNSET)

        validate_model_config_request = cls(
            pybamm_model=pybamm_model,
            module=module,
            options=options,
        )

        validate_model_config_request.additional_properties = d
        return validate_model_config_request

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
