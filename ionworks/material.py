"""Materials, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    Material,
)
from ionworks.resources.materials import (
    Materials as MaterialClient,
)

__all__ = [
    "Material",
    "MaterialClient",
    "PaginatedList",
]
