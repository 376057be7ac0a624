"""Property datasets, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    ColumnSpec,
    MaterialPropertyDataset,
)
from ionworks.resources.material_property_datasets import (
    MaterialPropertyDatasets as MaterialPropertyDatasetClient,
)
from ionworks.settings import (
    get_dataframe_backend,
)

__all__ = [
    "ColumnSpec",
    "MaterialPropertyDataset",
    "MaterialPropertyDatasetClient",
    "PaginatedList",
    "get_dataframe_backend",
]
