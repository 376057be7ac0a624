"""Analyses, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Analysis,
)
from ionworks.resources.analyses import (
    Analyses as AnalysisClient,
)

__all__ = [
    "Analysis",
    "AnalysisClient",
    "IonworksError",
    "PaginatedList",
]
