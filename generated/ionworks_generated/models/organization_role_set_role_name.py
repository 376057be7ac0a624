from typing import Literal

OrganizationRoleSetRoleName = Literal["Admin", "Member"]

ORGANIZATION_ROLE_SET_ROLE_NAME_VALUES: set[OrganizationRoleSetRoleName] = {
    "Admin",
    "Member",
}


def check_organization_role_set_role_name(value: str) -> OrganizationRoleSetRoleName:
    if value in ORGANIZATION_ROLE_SET_ROLE_NAME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORGANIZATION_ROLE_SET_ROLE_NAME_VALUES!r}"
    )
