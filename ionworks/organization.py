"""The organization, where scripts for the official client import it from."""

from ionworks.records import (
    InviteResult,
    OrganizationMember,
    OrganizationUsage,
)
from ionworks.resources.organizations import (
    Organizations as OrganizationClient,
)

__all__ = [
    "InviteResult",
    "OrganizationClient",
    "OrganizationMember",
    "OrganizationUsage",
]
