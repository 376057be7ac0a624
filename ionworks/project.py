"""Projects, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    InviteResult,
    Project,
    ProjectRoleInfo,
)
from ionworks.resources.projects import (
    Projects as ProjectClient,
)

__all__ = [
    "InviteResult",
    "PaginatedList",
    "Project",
    "ProjectClient",
    "ProjectRoleInfo",
]
