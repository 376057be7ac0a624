from typing import Literal

OrganizationRoleWord = Literal["Admin", "Member"]

ORGANIZATION_ROLE_WORD_VALUES: set[OrganizationRoleWord] = {
    "Admin",
    "Member",
}


def check_organization_role_word(value: str) -> OrganizationRoleWord:
    if value in ORGANIZATION_ROLE_WORD_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORGANIZATION_ROLE_WORD_VALUES!r}"
    )
