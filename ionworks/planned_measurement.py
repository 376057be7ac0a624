"""Planned measurements, where scripts for the official client import them from."""

from ionworks.pagination import (
    PaginatedList,
)
from ionworks.records import (
    AutoScheduleAssignment,
    AutoScheduleProposal,
    PlannedMeasurement,
)
from ionworks.resources.planned_measurements import (
    PlannedMeasurements as PlannedMeasurementClient,
)

__all__ = [
    "AutoScheduleAssignment",
    "AutoScheduleProposal",
    "PaginatedList",
    "PlannedMeasurement",
    "PlannedMeasurementClient",
]
