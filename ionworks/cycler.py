"""Cyclers, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Channel,
    Cycler,
    CyclerDetail,
    CyclerServiceEvent,
)
from ionworks.resources.cyclers import (
    Cyclers as CyclerClient,
)

__all__ = [
    "Channel",
    "Cycler",
    "CyclerClient",
    "CyclerDetail",
    "CyclerServiceEvent",
    "PaginatedList",
]
