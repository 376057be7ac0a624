from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_role_name import OrganizationRoleName
    from ..models.project_membership import ProjectMembership


T = TypeVar("T", bound="OrganizationUser")


@_attrs_define
class OrganizationUser:
    """A member of an organization."""

    id: str
    """ Id, made by the service. """
    email: None | str | Unset = UNSET
    """ E-mail address. """
    organization_role: None | OrganizationRoleName | Unset = UNSET
    """ Role in the organization. """
    user_project_roles: list[ProjectMembership] | None | Unset = UNSET
    """ Roles in projects. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_role_name import OrganizationRoleName

        id = self.id

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        organization_role: dict[str, Any] | None | Unset
        if isinstance(self.organization_role, Unset):
            organization_role = UNSET
        elif isinstance(self.organization_role, OrganizationRoleName):
            organization_role = self.organization_role.to_dict()
        else:
            organization_role = self.organization_role

        user_project_roles: list[dict[str, Any]] | None | Unset
        if isinstance(self.user_project_roles, Unset):
            user_project_roles = UNSET
        elif isinstance(self.user_project_roles, list):
            user_project_roles = []
            for user_project_roles_type_0_item_data in self.user_project_roles:
                user_project_roles_type_0_item = user_project_roles_type_0_item_data.to_dict()
                user_project_roles.append(user_project_roles_type_0_item)

        else:
            user_project_roles = self.user_project_roles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if organization_role is not UNSET:
            field_dict["organization_role"] = organization_role
        if user_project_roles is not UNSET:
            field_dict["user_project_roles"] = user_project_roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_role_name import OrganizationRoleName
        from ..models.project_membership import ProjectMembership

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_organization_role(data: object) -> None | OrganizationRoleName | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organization_role_type_0 = OrganizationRoleName.from_dict(data)

                return organization_role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationRoleName | Unset, data)

        organization_role = _parse_organization_role(d.pop("organization_role", UNSET))

        def _parse_user_project_roles(data: object) -> list[ProjectMembership] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                user_project_roles_type_0 = []
                _user_project_roles_type_0 = data
                for user_project_roles_type_0_item_data in _user_project_roles_type_0:
                    user_project_roles_type_0_item = ProjectMembership.from_dict(
                        user_project_roles_type_0_item_data
                    )

                    user_project_roles_type_0.append(user_project_roles_type_0_item)

                return user_project_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ProjectMembership] | None | Unset, data)

        user_project_roles = _parse_user_project_roles(d.pop("user_project_roles", UNSET))

        organization_user = cls(
            id=id,
            email=email,
            organization_role=organization_role,
            user_project_roles=user_project_roles,
        )

        organization_user.additional_properties = d
        return organization_user

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
