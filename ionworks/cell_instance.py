"""Cells, where scripts for the official client import them from."""

from ionworks.errors import (
    IonworksError,
)
from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    CellInstance,
    CellInstanceDetail,
    CellMeasurement,
)
from ionworks.records import (
    MeasurementDetail as CellMeasurementDetail,
)
from ionworks.resources.cell_instances import (
    CellInstances as CellInstanceClient,
)

__all__ = [
    "CellInstance",
    "CellInstanceClient",
    "CellInstanceDetail",
    "CellMeasurement",
    "CellMeasurementDetail",
    "IonworksError",
    "PaginatedList",
]
