from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PybammModels")


@_attrs_define
class PybammModels:
    """Battery models and their options."""

    pybamm_models: Any | Unset = UNSET
    """ Class names, by module. """
    ionworks_models: Any | Unset = UNSET
    """ Models of the service, by module. """
    options: Any | Unset = UNSET
    """ Allowed values, by option. """
    pybamm_version: None | str | Unset = UNSET
    """ Version of PyBaMM. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pybamm_models = self.pybamm_models

        ionworks_models = self.ionworks_models

        options = self.options

        pybamm_version: None | str | Unset
        if isinstance(self.pybamm_version, Unset):
            pybamm_version = UNSET
        else:
            pybamm_version = self.pybamm_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if pybamm_models is not UNSET:
            field_dict["pybamm_models"] = pybamm_models
        if ionworks_models is not UNSET:
            field_dict["ionworks_models"] = ionworks_models
        if options is not UNSET:
            field_dict["options"] = options
        if pybamm_version is not UNSET:
            field_dict["pybamm_version"] = pybamm_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pybamm_models = d.pop("pybamm_models", UNSET)

        ionworks_models = d.pop("ionworks_models", UNSET)

        options = d.pop("options", UNSET)

        def _parse_pybamm_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pybamm_version = _parse_pybamm_version(d.pop("pybamm_version", UNSET))

        pybamm_models = cls(
            pybamm_models=pybamm_models,
            ionworks_models=ionworks_models,
            options=options,
            pybamm_version=pybamm_version,
        )

        pybamm_models.additional_properties = d
        return pybamm_models

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
