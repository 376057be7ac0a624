from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_role import OrganizationRole
    from ..models.user_ref import UserRef


T = TypeVar("T", bound="UserOrganizationRole")


@_attrs_define
class UserOrganizationRole:
    """The role of a user in an organization."""

    organization_id: None | str | Unset = UNSET
    """ Organization it belongs to. """
    user_id: None | str | Unset = UNSET
    """ Id of the user. """
    users: None | Unset | UserRef = UNSET
    """ The user. """
    organization_role_id: None | str | Unset = UNSET
    """ Id of the role. """
    organization_roles: None | OrganizationRole | Unset = UNSET
    """ The role. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_role import OrganizationRole
        from ..models.user_ref import UserRef

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        users: dict[str, Any] | None | Unset
        if isinstance(self.users, Unset):
            users = UNSET
        elif isinstance(self.users, UserRef):
            users = self.users.to_dict()
        else:
            users = self.users

        organization_role_id: None | str | Unset
        if isinstance(self.organization_role_id, Unset):
            organization_role_id = UNSET
        else:
            organization_role_id = self.organization_role_id

        organization_roles: dict[str, Any] | None | Unset
        if isinstance(self.organization_roles, Unset):
            organization_roles = UNSET
        elif isinstance(self.organization_roles, OrganizationRole):
            organization_roles = self.organization_roles.to_dict()
        else:
            organization_roles = self.organization_roles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if users is not UNSET:
            field_dict["users"] = users
        if organization_role_id is not UNSET:
            field_dict["organization_role_id"] = organization_role_id
        if organization_roles is not UNSET:
            field_dict["organization_roles"] = organization_roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_role import OrganizationRole
        from ..models.user_ref import UserRef

        d = dict(src_dict)

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        def _parse_users(data: object) -> None | Unset | UserRef:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                users_type_0 = UserRef.from_dict(data)

                return users_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UserRef, data)

        users = _parse_users(d.pop("users", UNSET))

        def _parse_organization_role_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_role_id = _parse_organization_role_id(d.pop("organization_role_id", UNSET))

        def _parse_organization_roles(data: object) -> None | OrganizationRole | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organization_roles_type_0 = OrganizationRole.from_dict(data)

                return organization_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationRole | Unset, data)

        organization_roles = _parse_organization_roles(d.pop("organization_roles", UNSET))

        user_organization_role = cls(
            organization_id=organization_id,
            user_id=user_id,
            users=users,
            organization_role_id=organization_role_id,
            organization_roles=organization_roles,
        )

        user_organization_role.additional_properties = d
        return user_organization_role

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
