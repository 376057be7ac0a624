from typing import Literal

OrganizationInviteRoleName = Literal["Admin", "Member"]

ORGANIZATION_INVITE_ROLE_NAME_VALUES: set[OrganizationInviteRoleName] = {
    "Admin",
    "Member",
}


def check_organization_invite_role_name(value: str) -> OrganizationInviteRoleName:
    if value in ORGANIZATION_INVITE_ROLE_NAME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORGANIZATION_INVITE_ROLE_NAME_VALUES!r}"
    )
