"""Cell batches, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    CellBatch,
)
from ionworks.resources.cell_batches import (
    CellBatches as CellBatchClient,
)

__all__ = [
    "CellBatch",
    "CellBatchClient",
    "PaginatedList",
]
