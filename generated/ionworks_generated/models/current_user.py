from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.organization_ref import OrganizationRef


T = TypeVar("T", bound="CurrentUser")


@_attrs_define
class CurrentUser:
    """The user behind a credential."""

    id: str
    """ Id, made by the service. """
    email: str
    """ E-mail address. """
    authorized_organization: None | OrganizationRef
    """ Organization that this request is made for; null if none could be found. """
    organizations: list[OrganizationRef]
    """ All organizations of the user. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_ref import OrganizationRef

        id = self.id

        email = self.email

        authorized_organization: dict[str, Any] | None
        if isinstance(self.authorized_organization, OrganizationRef):
            authorized_organization = self.authorized_organization.to_dict()
        else:
            authorized_organization = self.authorized_organization

        organizations = []
        for organizations_item_data in self.organizations:
            organizations_item = organizations_item_data.to_dict()
            organizations.append(organizations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "authorized_organization": authorized_organization,
                "organizations": organizations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_ref import OrganizationRef

        d = dict(src_dict)
        id = d.pop("id")

        email = d.pop("email")

        def _parse_authorized_organization(data: object) -> None | OrganizationRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                authorized_organization_type_0 = OrganizationRef.from_dict(data)

                return authorized_organization_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationRef, data)

        authorized_organization = _parse_authorized_organization(d.pop("authorized_organization"))

        organizations = []
        _organizations = d.pop("organizations")
        for organizations_item_data in _organizations:
            organizations_item = OrganizationRef.from_dict(organizations_item_data)

            organizations.append(organizations_item)

        current_user = cls(
            id=id,
            email=email,
            authorized_organization=authorized_organization,
            organizations=organizations,
        )

        current_user.additional_properties = d
        return current_user

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
