from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_role_word import OrganizationRoleWord, check_organization_role_word
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganizationInvite")


@_attrs_define
class OrganizationInvite:
    """An invitation to an organization."""

    email: str
    """ E-mail address. """
    role_name: OrganizationRoleWord | Unset = UNSET
    """ Roles in an organization. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        role_name: str | Unset = UNSET
        if not isinstance(self.role_name, Unset):
            role_name = self.role_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
            }
        )
        if role_name is not UNSET:
            field_dict["role_name"] = role_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        _role_name = d.pop("role_name", UNSET)
        role_name: OrganizationRoleWord | Unset
        if isinstance(_role_name, Unset):
            role_name = UNSET
        else:
            role_name = check_organization_role_word(_role_name)

        organization_invite = cls(
            email=email,
            role_name=role_name,
        )

        organization_invite.additional_properties = d
        return organization_invite

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
