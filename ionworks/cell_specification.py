"""Cell specifications, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    CellSpecification,
)
from ionworks.resources.cell_specs import (
    CellSpecs as CellSpecificationClient,
)

__all__ = [
    "CellSpecification",
    "CellSpecificationClient",
    "IonworksError",
    "PaginatedList",
]
