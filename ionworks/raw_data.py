"""Raw data files, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    RawData,
)
from ionworks.resources.raw_data import (
    RawDataFiles as RawDataClient,
)

__all__ = [
    "IonworksError",
    "PaginatedList",
    "RawData",
    "RawDataClient",
]
