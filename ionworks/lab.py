"""The overview of the lab, where scripts for the official client import it from."""

from ionworks.records import (
    FlatChannel,
    LabMeasurementSummary,
    LabStatus,
    Utilization,
)
from ionworks.resources.lab import (
    Lab as LabClient,
)
from ionworks.words import (
    ChannelState,
)

__all__ = [
    "ChannelState",
    "FlatChannel",
    "LabClient",
    "LabMeasurementSummary",
    "LabStatus",
    "Utilization",
]
