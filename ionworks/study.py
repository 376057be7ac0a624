"""Studies, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Study,
)
from ionworks.resources.studies import (
    Studies as StudyClient,
)

__all__ = [
    "PaginatedList",
    "Study",
    "StudyClient",
]
