"""Sites, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Cycler,
    CyclerDetail,
    Site,
    SiteDetail,
)
from ionworks.resources.sites import (
    Sites as SiteClient,
)

__all__ = [
    "Cycler",
    "CyclerDetail",
    "PaginatedList",
    "Site",
    "SiteClient",
    "SiteDetail",
]
