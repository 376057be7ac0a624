from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.user_organization_role import UserOrganizationRole


T = TypeVar("T", bound="Organization")


@_attrs_define
class Organization:
    """An organization."""

    id: str
    """ Id, made by the service. """
    name: str
    """ Name. """
    slug: None | str | Unset = UNSET
    """ Name in addresses. """
    usage_limit: Any | Unset = UNSET
    """ Limit of a month. """
    nav_config: Any | Unset = UNSET
    """ Switches of the web app, by entry. """
    user_organization_roles: list[UserOrganizationRole] | None | Unset = UNSET
    """ Roles of its users. """
    created_at: datetime.datetime | None | Unset = UNSET
    """ When it was created. """
    updated_at: datetime.datetime | None | Unset = UNSET
    """ When it was last changed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        slug: None | str | Unset
        if isinstance(self.slug, Unset):
            slug = UNSET
        else:
            slug = self.slug

        usage_limit = self.usage_limit

        nav_config = self.nav_config

        user_organization_roles: list[dict[str, Any]] | None | Unset
        if isinstance(self.user_organization_roles, Unset):
            user_organization_roles = UNSET
        elif isinstance(self.user_organization_roles, list):
            user_organization_roles = []
            for user_organization_roles_type_0_item_data in self.user_organization_roles:
                user_organization_roles_type_0_item = (
                    user_organization_roles_type_0_item_data.to_dict()
                )
                user_organization_roles.append(user_organization_roles_type_0_item)

        else:
            user_organization_roles = self.user_organization_roles

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if slug is not UNSET:
            field_dict["slug"] = slug
        if usage_limit is not UNSET:
            field_dict["usage_limit"] = usage_limit
        if nav_config is not UNSET:
            field_dict["nav_config"] = nav_config
        if user_organization_roles is not UNSET:
            field_dict["user_organization_roles"] = user_organization_roles
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_organization_role import UserOrganizationRole

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_slug(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        slug = _parse_slug(d.pop("slug", UNSET))

        usage_limit = d.pop("usage_limit", UNSET)

        nav_config = d.pop("nav_config", UNSET)

        def _parse_user_organization_roles(
            data: object,
        ) -> list[UserOrganizationRole] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                user_organization_roles_type_0 = []
                _user_organization_roles_type_0 = data
                for user_organization_roles_type_0_item_data in _user_organization_roles_type_0:
                    user_organization_roles_type_0_item = UserOrganizationRole.from_dict(
                        user_organization_roles_type_0_item_data
                    )

                    user_organization_roles_type_0.append(user_organization_roles_type_0_item)

                return user_organization_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UserOrganizationRole] | None | Unset, data)

        user_organization_roles = _parse_user_organization_roles(
            d.pop("user_organization_roles", UNSET)
        )

        def _parse_created_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        organization = cls(
            id=id,
            name=name,
            slug=slug,
            usage_limit=usage_limit,
            nav_config=nav_config,
            user_organization_roles=user_organization_roles,
            created_at=created_at,
            updated_at=updated_at,
        )

        organization.additional_properties = d
        return organization

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
